"""'Laat u geld liggen?' on screen, for client and staff alike."""
