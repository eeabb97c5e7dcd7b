"""'Waar heeft u recht op?': allowances and schemes beside what the dossier says."""
