"""Row functions of accounts: a person, a password and a mail, inside the transaction that is open."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from schuldhulp.accounts.addresses.rows import give_address
from schuldhulp.accounts.links.rows import void_links
from schuldhulp.accounts.tables import Credential, Person
from schuldhulp.base import new_id
from schuldhulp.crypto import keyring
from schuldhulp.outbox.tables import OutboxMail


def add_person(
    session: Session, now: datetime, *, name: str, email: str | None, password_hash: str | None,
    verified: bool = False, platform_admin: bool = False, or_claim: bool = False,
) -> Person:  # fmt: skip
    """Add a person's rows to the transaction that is open; part of registering and inviting.

    `or_claim`: an address that has an account is only kept as still to be confirmed, and the newcomer cannot tell.
    Otherwise raises EmailTaken.
    """
    person = new_person(session, now, name=name, email=email, or_claim=or_claim)
    person.platform_admin, person.email_verified_at = platform_admin, now if verified else None
    session.add(person)
    if password_hash:
        session.add(
            Credential(
                id=new_id(), person_id=person.id, kind="password", secret_hash=password_hash, created_at=now
            )
        )
    return person


def new_person(
    session: Session, now: datetime, *, name: str, email: str | None, or_claim: bool = False
) -> Person:
    """Make a person's row that is in no transaction yet. Raises EmailTaken, unless `or_claim`."""
    person = Person(id=new_id(), created_at=now)
    if email:
        give_address(session, person, email, or_claim=or_claim)
    keyring(session).seal(person, "name_sealed", name)
    return person


def mail_account(
    session: Session, now: datetime, municipality_id: UUID, person_id: UUID, template: str
) -> None:
    """Put a mail about an account in a municipality's outbox, in a transaction that is no act."""
    session.add(
        OutboxMail(
            municipality_id=municipality_id, id=new_id(), dossier_id=None, person_id=person_id, template=template,
            dedupe_key=str(new_id()), created_at=now, due_at=now,
        )
    )  # fmt: skip


def store_password(session: Session, now: datetime, person_id: UUID, new_hash: str) -> None:
    """Write a new password. Links mailed before and a change of address that was asked before count no more."""
    void_links(session, now, person_id)
    session.execute(
        update(Person)
        .where(Person.id == person_id, Person.email_token.is_not(None))
        .values(email_new_sealed=None, email_new_from=None)
    )
    changed = session.execute(
        update(Credential)
        .where(Credential.person_id == person_id, Credential.kind == "password")
        .values(secret_hash=new_hash, created_at=now)
        .returning(Credential.id)
    ).first()
    if changed is None:
        session.add(
            Credential(
                id=new_id(), person_id=person_id, kind="password", secret_hash=new_hash, created_at=now
            )
        )
