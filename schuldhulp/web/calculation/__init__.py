"""The legal figures of a dossier, for client and staff alike."""
