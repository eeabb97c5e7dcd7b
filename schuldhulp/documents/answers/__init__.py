"""What is said of a paper: by the client (not there, does not work, later) and by staff (asked, good, a question)."""
