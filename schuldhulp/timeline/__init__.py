"""What happened in a dossier, as client and staff read it."""
