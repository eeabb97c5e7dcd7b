"""Finding a dossier by name or number."""
