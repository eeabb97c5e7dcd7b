"""The course of a dossier: phases, besluiten, services."""
