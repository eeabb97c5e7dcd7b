"""Row functions of accounts: what several acts do in the same way, inside the transaction that is open."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from schuldhulp.accounts.queries import Hat, token_hash
from schuldhulp.accounts.tables import Credential, LoginSession, Person, SingleUseToken
from schuldhulp.base import new_id
from schuldhulp.crypto import keyring
from schuldhulp.refusals import Refused

TOKEN_LIFE = {"verify": timedelta(days=7), "reset": timedelta(hours=2), "invite": timedelta(days=7)}


class LinkUsed(Refused):
    """The link was used before, or its time has passed."""

    sentence = "Deze link werkt niet meer. Vraag een nieuwe aan."


class EmailTaken(Refused):
    """There is an account with this address."""

    sentence = "Met dit e-mailadres is al een account. U kunt inloggen, of een nieuw wachtwoord vragen."


def add_person(
    session: Session, now: datetime, *, name: str, email: str | None, password_hash: str | None,
    verified: bool = False, platform_admin: bool = False,
) -> Person:  # fmt: skip
    """Add a person's rows to the transaction that is open; part of registering and inviting.

    Raises EmailTaken when the address has an account.
    """
    ring = keyring(session)
    person = Person(id=new_id(), created_at=now, platform_admin=platform_admin)
    if email:
        person.email_token = ring.email_token(email)
        if session.scalar(select(Person.id).where(Person.email_token == person.email_token)):
            raise EmailTaken
        ring.seal(person, "email_sealed", email.strip())
    if verified:
        person.email_verified_at = now
    ring.seal(person, "name_sealed", name)
    session.add(person)
    if password_hash:
        session.add(
            Credential(
                id=new_id(), person_id=person.id, kind="password", secret_hash=password_hash, created_at=now
            )
        )
    return person


def add_single_use_token(session: Session, now: datetime, person_id: UUID, purpose: str) -> str:
    """Add a link's token to the transaction that is open, and give it for the mail."""
    token = secrets.token_urlsafe(32)
    session.add(
        SingleUseToken(
            token_hash=token_hash(token),
            person_id=person_id,
            purpose=purpose,
            expires_at=now + TOKEN_LIFE[purpose],
        )
    )
    return token


def add_session(session: Session, now: datetime, person_id: UUID, hat: Hat | None, label: str) -> str:
    """Add a live session under a hat (None: still to be chosen), and give the cookie's token."""
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            token_hash=token_hash(token),
            person_id=person_id,
            label=label[:80],
            municipality_id=hat.municipality_id if hat else None,
            hat_kind=hat.kind if hat else None,
            hat_id=hat.id if hat else None,
            created_at=now,
            seen_at=now,
        )
    )
    return token


def close_session(session: Session, now: datetime, person_id: UUID, hashed: bytes) -> None:
    """End one session of this person."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.token_hash == hashed, LoginSession.person_id == person_id)
        .values(ended_at=now)
    )


def use_token(session: Session, now: datetime, token: str, purpose: str) -> UUID:
    used = session.execute(
        update(SingleUseToken)
        .where(
            SingleUseToken.token_hash == token_hash(token),
            SingleUseToken.purpose == purpose,
            SingleUseToken.used_at.is_(None),
            SingleUseToken.expires_at > now,
        )
        .values(used_at=now)
        .returning(SingleUseToken.person_id)
    ).first()
    if used is None:
        raise LinkUsed
    person_id: UUID = used[0]
    return person_id


def store_password(session: Session, now: datetime, person_id: UUID, new_hash: str) -> None:
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
