"""'Laat u geld liggen?': allowances and schemes beside what the dossier says."""
