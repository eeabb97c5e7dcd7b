"""The virus scanner beside us: asking it, and what becomes of files that waited for it."""
