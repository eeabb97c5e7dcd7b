"""Files of papers as a whole: all of a dossier for who takes them out or erases them, and store against database."""
