"""Whose list it is. Pure."""

from schuldhulp.access import Actor

CLIENT, STAFF = "client", "staff"


def side_of(actor: Actor) -> str:
    """The list that an actor reads and writes: the client's, or that of staff."""
    return CLIENT if actor.is_client else STAFF
