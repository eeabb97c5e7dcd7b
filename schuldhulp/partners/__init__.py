"""Two partners, each with a dossier and an account of their own, and what each lets the other see."""
