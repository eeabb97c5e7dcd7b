"""Bringing a dossier along from another municipality, for the client and for staff beside the client."""
