"""A counsellor answering: fitting scripts, filled from the dossier, and the answer about online help."""
