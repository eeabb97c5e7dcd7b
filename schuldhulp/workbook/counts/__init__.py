"""Counting a dossier for the rules of the werkboek."""
