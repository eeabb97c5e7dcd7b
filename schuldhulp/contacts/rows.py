"""Row functions of contacts: writing one down as a part of an act."""

from datetime import datetime

from schuldhulp.base import new_id
from schuldhulp.contacts.tables import Contact
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.tables import Dossier
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act


class NotYetHeld(Refused):
    """A contact cannot have taken place in the future."""

    sentence = "Dit moment komt nog. Maak er een afspraak van, of kies een moment dat is geweest."


class NothingNoted(Refused):
    """There is nothing to write down."""

    sentence = "Schrijf in één zin op waar het over ging."


def add_contact(
    doing: Act, dossier: Dossier, *, channel: Channel, held_at: datetime, summary: str, minutes: int | None = None,
    who: str = "", first_talk: bool = False, wants_to_continue: bool | None = None,
) -> Contact:  # fmt: skip
    """Add a contact with its words sealed. Raises NotYetHeld, NothingNoted."""
    if held_at > doing.now:
        raise NotYetHeld
    if not summary.strip():
        raise NothingNoted
    row = doing.new_row(
        Contact, dossier.id, id=new_id(), channel=channel.value, held_at=held_at, minutes=minutes,
        first_talk=first_talk, wants_to_continue=wants_to_continue, author=str(doing.actor.role),
        recorded_by=doing.actor.person_id, recorded_at=doing.now,
    )  # fmt: skip
    doing.keyring.seal(row, "summary_sealed", summary.strip())
    doing.keyring.seal(row, "who_sealed", who.strip() or None)
    return row
