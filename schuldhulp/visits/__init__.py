"""The mark of a last visit to a dossier: what is new since."""
