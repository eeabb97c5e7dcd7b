"""How many people are signed in, without saying who."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.accounts.queries import ABSOLUTE, IDLE
from schuldhulp.accounts.tables import LoginSession
from schuldhulp.municipalities.tables import Municipality


def live_by_municipality(session: Session, now: datetime) -> list[tuple[str, int]]:
    """The live sessions of each municipality by its name in addresses; those without a role there are '-'."""
    query = (
        select(func.coalesce(Municipality.slug, "-"), func.count())
        .select_from(LoginSession)
        .outerjoin(Municipality, Municipality.id == LoginSession.municipality_id)
        .where(LoginSession.ended_at.is_(None))
        .where(LoginSession.seen_at > now - IDLE, LoginSession.created_at > now - ABSOLUTE)
        .group_by(Municipality.slug)
        .order_by(Municipality.slug)
    )
    return [(slug, count) for slug, count in session.execute(query)]
