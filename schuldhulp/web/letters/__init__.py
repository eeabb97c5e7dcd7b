"""Letters on screen, for the client and for staff beside them."""
