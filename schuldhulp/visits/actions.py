"""Marking that somebody is in a dossier now: a mark, not an act."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.tables import LastVisit
from schuldhulp.unit_of_work import open_write
from schuldhulp.visits.queries import SAME_VISIT


def mark_visit(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> None:
    """Note that this person is here now."""
    open_write(session, actor.municipality_id)
    mark = session.get(LastVisit, (actor.municipality_id, dossier_id, actor.person_id))
    if mark is None:
        mark = LastVisit(municipality_id=actor.municipality_id, dossier_id=dossier_id, person_id=actor.person_id,
                         at=now, before=None)  # fmt: skip
        session.add(mark)
    else:
        mark.before = mark.before if now - mark.at < SAME_VISIT else mark.at
        mark.at = now
    session.commit()
