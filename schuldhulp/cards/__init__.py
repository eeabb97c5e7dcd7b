"""What stands on the front of a dossier for staff: how to reach somebody, what they asked, what to mind."""
