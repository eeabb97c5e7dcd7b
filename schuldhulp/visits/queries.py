"""When somebody was last in a dossier."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.tables import LastVisit

SAME_VISIT = timedelta(minutes=30)


def previous_visit(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> datetime | None:
    """When this person was last here before this visit; None for the first time.

    Within half an hour it is still the same visit, so that what is new stays in sight while one works.
    """
    mark = session.get(LastVisit, (actor.municipality_id, dossier_id, actor.person_id))
    if mark is None:
        return None
    return mark.before if now - mark.at < SAME_VISIT else mark.at
