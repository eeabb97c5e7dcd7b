"""Papers in folders, the same on screen as on the shelf: by subject, then by urgency and sender."""
