"""The mark of a last visit: what is new since. A mark, not an act."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.tables import LastVisit
from schuldhulp.unit_of_work import open_write

SAME_VISIT = timedelta(minutes=30)


def previous_visit(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> datetime | None:
    """When this person was last here before this visit; None for the first time.

    Within half an hour it is still the same visit, so that what is new stays in sight while one works.
    """
    mark = session.get(LastVisit, (actor.municipality_id, dossier_id, actor.person_id))
    if mark is None:
        return None
    return mark.before if now - mark.at < SAME_VISIT else mark.at


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
