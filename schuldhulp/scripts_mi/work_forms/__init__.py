"""Work forms: what they are, what an answer to one looks like, and what is said back. Pure."""
