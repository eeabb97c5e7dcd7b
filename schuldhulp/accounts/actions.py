"""What can be done with accounts. These concern shared rows, so they open their own short write transactions."""

import json
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
from schuldhulp.unit_of_work import open_write

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


def start_session(session: Session, now: datetime, person_id: UUID, hats: list[Hat], label: str) -> str:
    """Sign somebody in: a new session with a new id; with one hat it is chosen at once. Gives the cookie's token."""
    token = secrets.token_urlsafe(32)
    hat = hats[0] if len(hats) == 1 else None
    open_write(session, None)
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
    session.commit()
    return token


def choose_hat(
    session: Session, now: datetime, old_hash: bytes, person_id: UUID, hat: Hat, label: str
) -> str:
    """Take up another role: the old session ends and a new one with a new id begins."""
    end_session(session, now, person_id, old_hash)
    return start_session(session, now, person_id, [hat], label)


def touch_session(session: Session, now: datetime, hashed: bytes) -> None:
    """Note that a session was used; at most once a minute."""
    open_write(session, None)
    session.execute(update(LoginSession).where(LoginSession.token_hash == hashed).values(seen_at=now))
    session.commit()


def end_session(session: Session, now: datetime, person_id: UUID, hashed: bytes) -> None:
    """End one session of this person."""
    open_write(session, None)
    session.execute(
        update(LoginSession)
        .where(LoginSession.token_hash == hashed, LoginSession.person_id == person_id)
        .values(ended_at=now)
    )
    session.commit()


def keep_typed_form(
    session: Session, now: datetime, token: str, path: str, typed: dict[str, list[str]]
) -> None:
    """Keep a form that came in after its session had run out, until the same person signs in again."""
    open_write(session, None)
    row = session.get(LoginSession, token_hash(token))
    if row is not None and row.ended_at is None:
        row.typed_path = path
        keyring(session).seal(row, "typed_sealed", json.dumps(typed))
    session.commit()


def take_typed_form(
    session: Session, now: datetime, person_id: UUID, path: str
) -> dict[str, list[str]] | None:
    """Give back a kept form of this person for this page, not older than a day, and forget it."""
    open_write(session, None)
    query = (
        select(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.typed_path == path)
        .where(LoginSession.seen_at > now - timedelta(days=1))
        .order_by(LoginSession.seen_at.desc())
    )
    row = session.scalars(query).first()
    typed: dict[str, list[str]] | None = None
    if row is not None:
        text = keyring(session).open(row, "typed_sealed")
        typed = json.loads(text) if text else None
        row.typed_path = None
        row.typed_sealed = None
    session.commit()
    return typed


def set_password(
    session: Session, now: datetime, person_id: UUID, new_hash: str, *, keep: bytes | None = None
) -> None:
    """Give a person a new password and end all their other sessions."""
    open_write(session, None)
    _store_password(session, now, person_id, new_hash)
    query = update(LoginSession).where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
    if keep is not None:
        query = query.where(LoginSession.token_hash != keep)
    session.execute(query.values(ended_at=now))
    session.commit()


def use_reset_link(session: Session, now: datetime, token: str, purpose: str, new_hash: str) -> UUID:
    """Set a password by a single-use link (reset or invite). Raises LinkUsed; of two at once one wins."""
    open_write(session, None)
    try:
        person_id = _use_token(session, now, token, purpose)
        _store_password(session, now, person_id, new_hash)
        session.execute(
            update(LoginSession)
            .where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
            .values(ended_at=now)
        )
        session.execute(
            update(Person)
            .where(Person.id == person_id, Person.email_verified_at.is_(None))
            .values(email_verified_at=now)
        )
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return person_id


def verify_email(session: Session, now: datetime, token: str) -> UUID:
    """Mark an address as verified by its single-use link. Raises LinkUsed."""
    open_write(session, None)
    try:
        person_id = _use_token(session, now, token, "verify")
        session.execute(update(Person).where(Person.id == person_id).values(email_verified_at=now))
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return person_id


def _use_token(session: Session, now: datetime, token: str, purpose: str) -> UUID:
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


def _store_password(session: Session, now: datetime, person_id: UUID, new_hash: str) -> None:
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
