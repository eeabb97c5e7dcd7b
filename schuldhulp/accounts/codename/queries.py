"""What can be read about codenames: the pepper, whether a handle is free, whose words these are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.accounts.codename.hashing import Pepper, pepper_of
from schuldhulp.accounts.tables import Credential, LoginSession, Person
from schuldhulp.crypto import keyring

KIND = "codename"


@dataclass(frozen=True)
class Stored:
    """What there is to compare words with; without an account neither person nor hash, and as much work."""

    person_id: UUID | None
    secret_hash: str | None
    pepper: Pepper


def newest_pepper(session: Session) -> Pepper | None:
    """The pepper that new hashes get; None in an installation that never made a codename."""
    found = keyring(session).pepper()
    return Pepper(*found) if found else None


def handle_taken(session: Session, handle: str) -> bool:
    """Whether somebody has this handle."""
    return session.scalar(select(Person.id).where(Person.handle == handle)) is not None


def stored_for(session: Session, handle: str | None) -> Stored | None:
    """What words given with a handle are compared with; None in an installation that never made a codename."""
    newest = newest_pepper(session)
    if newest is None:
        return None
    query = (
        select(Person.id, Credential.secret_hash)
        .join(Credential, Credential.person_id == Person.id)
        .where(Person.handle == handle, Person.blocked_at.is_(None), Credential.kind == KIND)
    )
    found = session.execute(query).one_or_none()
    pepper = keyring(session).pepper(pepper_of(found.secret_hash) if found else newest.id)
    with_pepper = Pepper(*pepper) if pepper else newest
    return Stored(found.id, found.secret_hash, with_pepper) if found else Stored(None, None, with_pepper)


def last_before(session: Session, person_id: UUID, token_hash: bytes) -> datetime | None:
    """When this person signed in before this session, as far as is still kept."""
    query = (
        select(LoginSession.created_at)
        .where(LoginSession.person_id == person_id, LoginSession.token_hash != token_hash)
        .order_by(LoginSession.created_at.desc())
    )
    return session.scalars(query.limit(1)).first()
