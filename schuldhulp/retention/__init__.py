"""How long a dossier is kept, who agrees that it goes, and its going: rows, files, words to search by, and its key."""
