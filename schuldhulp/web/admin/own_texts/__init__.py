"""Pages where a municipality changes, proposes, publishes and exchanges its own texts."""
