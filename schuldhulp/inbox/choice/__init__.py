"""What somebody last looked at in the inbox."""
