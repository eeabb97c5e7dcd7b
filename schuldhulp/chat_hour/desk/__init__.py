"""The other side of the chat hour: the desk of staff, and the roster of the team lead."""
