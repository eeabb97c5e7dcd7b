"""'Waar heeft u recht op?' on screen, for client and staff alike."""
