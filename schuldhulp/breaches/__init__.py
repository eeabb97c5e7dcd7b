"""Datalekken: what happened, by when it is judged, and who was told."""
