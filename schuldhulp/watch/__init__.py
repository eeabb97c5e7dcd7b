"""Watching over dossiers: reminders, promises and threats, said once each by the jobs."""
