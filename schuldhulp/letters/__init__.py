"""Letters to creditors, bailiffs and public bodies: written from the dossier, edited by the client, watched."""
