"""The statements of the inbox."""
