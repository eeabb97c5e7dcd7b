"""The case on one page."""
