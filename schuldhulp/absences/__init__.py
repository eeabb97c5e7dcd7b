"""Days on which staff are away, and who does their work."""
