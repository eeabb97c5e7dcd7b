"""Work forms in a dossier: what somebody wrote in one, who may read it, plans that are asked after, homework."""
