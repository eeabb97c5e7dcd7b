"""Whose an e-mail address is, and whether somebody showed that it is theirs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring


def find_newest_unproven(session: Session, email: str) -> Person | None:
    """Who registered last at an address, taken or free, of those who have not shown yet that it is theirs."""
    token = keyring(session).email_token(email)
    first = and_(Person.email_token == token, Person.email_verified_at.is_(None))
    query = (
        select(Person)
        .where(or_(first, Person.email_new_token == token))
        .order_by(Person.created_at.desc(), Person.id.desc())
    )
    return session.scalars(query).first()


def email_of(session: Session, person_id: UUID) -> str | None:
    """The address of a person, opened; for sending mail and for their own account page."""
    person = session.get(Person, person_id)
    return keyring(session).open(person, "email_sealed") if person else None


def address_to_confirm(session: Session, person_id: UUID) -> str | None:
    """The address that a link to confirm goes to: a new one, else the one that stands."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    return keyring(session).open(person, "email_new_sealed") or email_of(session, person_id)


def waits_for_confirmation(session: Session, person_id: UUID) -> bool:
    """Whether an address of this person is still to be confirmed."""
    person = session.get_one(Person, person_id)
    asked = person.email_new_sealed is not None and person.email_new_from is None
    return person.email_verified_at is None or asked


@dataclass(frozen=True)
class ComingAddress:
    """An address that was shown to be somebody's and does not count yet."""

    email: str
    counts_from: datetime


def coming_address(session: Session, person_id: UUID) -> ComingAddress | None:
    """The address that will count after its 48 hours."""
    person = session.get(Person, person_id)
    if person is None or person.email_new_from is None:
        return None
    return ComingAddress(keyring(session).open(person, "email_new_sealed") or "", person.email_new_from)


def addresses_due(session: Session, now: datetime) -> list[UUID]:
    """Whose new address has had its 48 hours; at most 200, oldest first."""
    query = select(Person.id).where(Person.email_new_from <= now).order_by(Person.email_new_from, Person.id)
    return list(session.scalars(query.limit(200)))
