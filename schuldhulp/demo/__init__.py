"""Fictional municipalities and dossiers for the demo; nothing in here describes a real person or organisation."""
