"""The people who work for a municipality: inviting, changing, ending; and what an administrator reads."""
