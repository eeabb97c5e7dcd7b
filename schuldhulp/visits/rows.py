"""When somebody was last in a dossier: a mark, not an act."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, case, insert, update
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.tables import LastVisit

SAME_VISIT = timedelta(minutes=30)
_MARKS: Any = LastVisit.__table__
_MINE = and_(
    _MARKS.c.municipality_id == bindparam("tenant"), _MARKS.c.dossier_id == bindparam("of_dossier"),
    _MARKS.c.person_id == bindparam("of_person"),
)  # fmt: skip
_SAME = _MARKS.c.at > bindparam("still", type_=_MARKS.c.at.type)
_MOVE = (
    update(_MARKS)
    .where(_MINE)
    .values(at=bindparam("now"), before=case((_SAME, _MARKS.c.before), else_=_MARKS.c.at))
    .returning(_MARKS.c.before)
)
_ADD = insert(_MARKS)


def enter(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> datetime | None:
    """Note that this person is here now, in the write under way; gives when they were here before this visit.

    None for the first time. Within half an hour it is still the same visit, so that what is new stays in sight while
    one works.
    """
    mine = {"tenant": actor.municipality_id, "of_dossier": dossier_id, "of_person": actor.person_id}
    moved = session.execute(_MOVE, {**mine, "now": now, "still": now - SAME_VISIT}).one_or_none()
    if moved is None:
        keys = {
            "municipality_id": actor.municipality_id, "dossier_id": dossier_id, "person_id": actor.person_id,
        }  # fmt: skip
        session.execute(_ADD, {**keys, "at": now, "before": None})
        return None
    earlier: datetime | None = moved.before
    return earlier
