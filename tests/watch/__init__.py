"""What the platform watches for."""
