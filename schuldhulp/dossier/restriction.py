"""A dossier that is left alone: the client asked to do nothing with the data for a while (art. 18 AVG). Pure.

What art. 18(2) leaves is to store; what the client wants themselves; legal claims; and protecting a person. Every other
act of staff is refused. A municipality that ends it says so first (art. 18(3)): it then ends a week later.
"""

from datetime import date, timedelta

from schuldhulp.access import Actor
from schuldhulp.refusals import Refused

NOTICE = timedelta(days=7)
STILL_DONE = {
    "dossier:read": "storing and reading what is stored",
    "dossier:print": "storing and reading what is stored",
    "access:read": "storing and reading what is stored",
    "inbox:read": "saying why a dossier is opened",
    "step:read": "storing and reading what is stored",
    "budget:read": "storing and reading what is stored",
    "debt:read": "storing and reading what is stored",
    "letter:read": "storing and reading what is stored",
    "proposal:read": "storing and reading what is stored",
    "talk:read": "storing and reading what is stored",
    "paper:read": "storing and reading what is stored",
    "identity:read": "storing and reading what is stored",
    "message:write": "the client's own wish: answering what the client asks",
    "message:mark": "the client's own wish: answering what the client asks",
    "contact:log": "the client's own wish: a client who calls",
    "appointment:answer": "the client's own wish: moving what the client cannot attend",
    "team:assign": "somebody stays responsible",
    "absence:change": "somebody stays responsible",
    "letter:write_for_municipality": "legal claims: a letter in a procedure, as an objection or a hearing",
    "safety_note:change": "protecting a person",
    "threat:report": "protecting a person",
    "threat:handle": "protecting a person",
    "crisis:look": "protecting a person",
}
"""What staff may still do, by permission, and which ground of art. 18(2) it stands on."""


class LeftAlone(Refused):
    """The client asked to do nothing with the data for a while, and that was granted."""

    sentence = (
        "De cliënt vroeg om even niets met de gegevens te doen, en dat is toegezegd. Lezen en antwoorden kan wel. "
        "Wil de cliënt dit zelf? Vul het dan samen in, of vraag de cliënt om het te doen."
    )


def is_left_alone(restricted_on: date | None, ends_on: date | None, today: date) -> bool:
    """Whether a dossier is left alone today; on the day on which it ends it no longer is."""
    return restricted_on is not None and (ends_on is None or today < ends_on)


def may_still(actor: Actor, permission: str) -> bool:
    """Whether somebody may do this in a dossier that is left alone: staff a few things, or together with the client.

    Clients and whom they asked do as the client wants; jobs warn, and are asked apart what they send.
    """
    return not actor.is_staff or actor.acting_for == "client" or permission in STILL_DONE
