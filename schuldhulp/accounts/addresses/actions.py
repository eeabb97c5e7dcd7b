"""What can be done with an address that cools: it begins to count, or the one that stands is kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.accounts.addresses.rows import end_behind_a_link, owner_of
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.unit_of_work import open_write


def let_address_count(session: Session, now: datetime, person_id: UUID) -> bool:
    """Let a new address count whose 48 hours are over. False when it was taken back or is somebody else's by now."""
    open_write(session, None)
    person = session.get(Person, person_id, with_for_update=True)
    if person is None or person.email_new_from is None or person.email_new_from > now:
        session.rollback()
        return False
    ring = keyring(session)
    email = ring.open(person, "email_new_sealed")
    person.email_new_sealed = person.email_new_from = None
    free = email is not None and owner_of(session, email) is None
    if email is not None and free:
        end_behind_a_link(session, now, person.id)
        person.email_token = ring.email_token(email)
        ring.seal(person, "email_sealed", email)
        person.email_verified_at = person.email_set_at = now
    session.commit()
    return free


def keep_old_address(session: Session, person_id: UUID) -> None:
    """Keep the address that stands: the new one, asked for or cooling, is forgotten."""
    open_write(session, None)
    person = session.get_one(Person, person_id, with_for_update=True)
    if person.email_token is not None:
        person.email_new_sealed = person.email_new_from = None
    session.commit()
