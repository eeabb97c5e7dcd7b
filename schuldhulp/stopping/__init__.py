"""The client stops, and may come back."""
