"""Whether there is anything about work forms to show: one question to the database for the pages that ask it often."""
