"""Reading along at a message: which hints were wrong, and what of it still waits for an answer."""
