"""Which reason somebody gave for opening a dossier of a colleague, as the access log has it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.access_log.reasons import REASONS
from schuldhulp.access_log.tables import AccessEntry

HOLDS = timedelta(hours=12)
"""As long as a session lasts: a reason is for today."""


def reason_given(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> str:
    """The reason this person gave for this dossier today; '' when none."""
    query = (
        select(AccessEntry.reason)
        .where(AccessEntry.municipality_id == actor.municipality_id, AccessEntry.dossier_id == dossier_id)
        .where(AccessEntry.person_id == actor.person_id, AccessEntry.at > now - HOLDS)
        .where(AccessEntry.reason.in_(REASONS))
        .order_by(AccessEntry.seq.desc())
        .limit(1)
    )
    return session.scalar(query) or ""
