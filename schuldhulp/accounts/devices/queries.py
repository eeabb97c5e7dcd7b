"""What can be read about sign-ins on new devices."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import Credential, LoginSession


def password_set_at(session: Session, person_id: UUID) -> datetime | None:
    """Since when somebody's password is what it is."""
    query = select(Credential.created_at).where(
        Credential.person_id == person_id, Credential.kind == "password"
    )
    return session.scalar(query)


def sign_ins_to_tell(session: Session, person_id: UUID, token_hash: bytes) -> list[tuple[datetime, str]]:
    """Sign-ins on devices that were not known, which their owner has not answered: when, and on what.

    Not on that device itself: whoever came in there would answer for the owner.
    """
    query = (
        select(LoginSession.created_at, LoginSession.label)
        .where(LoginSession.person_id == person_id, LoginSession.token_hash != token_hash)
        .where(LoginSession.tell.is_(True), LoginSession.told_at.is_(None))
        .order_by(LoginSession.created_at.desc())
    )
    return [(row.created_at, row.label) for row in session.execute(query.limit(5))]
