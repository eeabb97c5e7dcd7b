"""Writing one's own part of the report of a talk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.contacts.tables import Contact
from schuldhulp.crisis.rows import raise_signal_elsewhere
from schuldhulp.dossier.events import TalkWritten
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.rows import announce_change
from schuldhulp.points.sides import CLIENT, side_of
from schuldhulp.refusals import Refused
from schuldhulp.talks.tables import TalkPart
from schuldhulp.unit_of_work import Act, FormToken, act

PLACE = "verslag"


class NothingWritten(Refused):
    """A part without words."""

    sentence = "Er staat nog niets in uw deel van het verslag."


class WrittenMeanwhile(Refused):
    """Somebody of the same side wrote a version since the form was opened."""

    sentence = (
        "Iemand anders schreef hier net ook. Lees dat hierboven, en bewaar daarna wat u wilt laten staan."
    )


def write_part(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, contact_id: UUID, words: str, number: int, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep a version of the actor's own part beside that of the other; what it said before stays to be read.

    `number` is the version that the form was made from, 0 for none. Raises NotYours, NothingWritten, WrittenMeanwhile.
    """
    if not words.strip() or actor.person_id is None:
        raise NothingWritten
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "talk:write")
        contact = doing.row(Contact, contact_id, dossier.id)
        side = side_of(actor)
        newest = _newest(doing, contact.id, side)
        if newest != number:
            raise WrittenMeanwhile
        row = doing.new_row(
            TalkPart, dossier.id, id=new_id(), contact_id=contact.id, side=side, number=newest + 1,
            person_id=actor.person_id, written_at=now,
        )  # fmt: skip
        doing.keyring.seal(row, "words_sealed", words.strip())
        doing.record(TalkWritten(contact_id=contact.id, side=side, number=row.number), dossier.id)
        raise_signal_elsewhere(doing, dossier.id, PLACE, (words,))
        announce_change(doing, dossier.id, "het verslag van een gesprek is aangevuld.")


def _newest(doing: Act, contact_id: UUID, side: str) -> int:
    """The number of the newest version; the words a contact was noted with are the first of staff."""
    query = select(func.max(TalkPart.number)).where(
        TalkPart.municipality_id == doing.municipality_id,
        TalkPart.contact_id == contact_id,
        TalkPart.side == side,
    )
    return doing.session.scalar(query) or (0 if side == CLIENT else 1)
