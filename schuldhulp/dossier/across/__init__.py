"""Reading one thing over all dossiers of a desk."""
