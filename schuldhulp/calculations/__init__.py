"""What a dossier comes to under the law: beslagvrije voet, vrij te laten bedrag and afloscapaciteit."""
