"""What both sides do with their own list: put something on it, tick it off, and take either back."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.dossier.events import PointKept
from schuldhulp.dossier.queries import DossierView
from schuldhulp.points.sides import side_of
from schuldhulp.points.tables import OwnPoint
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.unit_of_work import FormToken, act


class Change(StrEnum):
    """What becomes of a point; each can be taken back by another."""

    DONE = "gedaan"
    OPEN = "open"
    REMOVED = "weg"
    RESTORED = "terug"


class NothingOnIt(Refused):
    """A point without words."""

    sentence = "Schrijf in een paar woorden wat u niet wilt vergeten."


def add_point(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, words: str, due_on: date | None = None, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Put something on the list of the actor's own side, also in a closed dossier. Raises NothingOnIt."""
    if not words.strip() or actor.person_id is None:
        raise NothingOnIt
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "point:write", closed_too=True)
        row = doing.new_row(
            OwnPoint, dossier.id, id=new_id(), side=side_of(actor), person_id=actor.person_id, due_on=due_on,
            made_at=now,
        )  # fmt: skip
        doing.keyring.seal(row, "words_sealed", words.strip())
        doing.record(PointKept(point_id=row.id, side=row.side, change="made"), dossier.id)
    return row.id


def change_point(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, point_id: UUID, change: Change, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Tick a point off, open it again, take it off the list or put it back; in a closed dossier too.

    What it is already stays as it is. Raises NotYours for a point of the other side.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "point:write", closed_too=True)
        row = doing.row(OwnPoint, point_id, dossier.id)
        if row.side != side_of(actor):
            raise NotYours
        before = row.done_at, row.removed_at
        if change is Change.DONE:
            row.done_at = row.done_at or now
        elif change is Change.OPEN:
            row.done_at = None
        else:
            row.removed_at = (row.removed_at or now) if change is Change.REMOVED else None
        if (row.done_at, row.removed_at) != before:
            doing.record(PointKept(point_id=row.id, side=row.side, change=change.value), dossier.id)
