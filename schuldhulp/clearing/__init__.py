"""What is thrown away when its time has passed."""
