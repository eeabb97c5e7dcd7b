"""What can be done with accounts. These concern shared rows, so they open their own short write transactions."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, system_actor
from schuldhulp.accounts.addresses.rows import (
    confirm_address,
    let_invited_in,
    mail_link_to_confirm,
    shown_to_be_theirs,
    shut_out_unproven,
)
from schuldhulp.accounts.hats import Hat, first_of
from schuldhulp.accounts.links.rows import use_token, void_links
from schuldhulp.accounts.queries import municipality_for_mail, token_hash
from schuldhulp.accounts.rows import mail_account, store_password
from schuldhulp.accounts.second_factor.queries import factors_of
from schuldhulp.accounts.second_factor.step import ALWAYS_ASKED, SecondStep
from schuldhulp.accounts.sessions.rows import add_session, close_session, end_sessions
from schuldhulp.accounts.tables import LoginSession, Person
from schuldhulp.accounts.via import via_of
from schuldhulp.crypto import keyring
from schuldhulp.dossier.events import CardChanged
from schuldhulp.dossier.rows import add_search_words, ask_for_a_name
from schuldhulp.tenancy import within
from schuldhulp.unit_of_work import act, open_write


def start_session(
    session: Session, now: datetime, person_id: UUID, hats: list[Hat], label: str,
    second_step: SecondStep = SecondStep.NOT_ASKED, *, tell: bool = False,
) -> str:  # fmt: skip
    """Sign somebody in: a new session with a new id, under the role it begins with. Gives the cookie's token.

    While the second step is due, the session opens nothing but the page that asks for it. `tell`: on a device that
    was not known, so its owner is to read of it elsewhere.
    """
    open_write(session, None)
    token = add_session(session, now, person_id, first_of(hats), label, second_step)
    if tell:
        session.flush()
        session.get_one(LoginSession, token_hash(token)).tell = True
    session.commit()
    return token


def choose_hat(
    session: Session, now: datetime, old_hash: bytes, person_id: UUID, hat: Hat, label: str
) -> str:
    """Take up another role: the old session ends and a new one with a new id begins; what was proven stays so.

    A role that asks the second step gets half a session while that step was not made, or there is none to make any
    more: nothing of the role opens, and nobody took it up. Who comes in whole begins anew.
    """
    open_write(session, None)
    old = session.get_one(LoginSession, old_hash)
    close_session(session, now, person_id, old_hash)
    via = via_of(old.via_municipality_id, old.via_kind)
    due = hat.role in ALWAYS_ASKED and not _made_the_step(session, old)
    step = SecondStep.DUE if due else old.second_step
    token = add_session(session, now, person_id, hat, label, step, old.proven_at, via)
    session.flush()
    made = session.get_one(LoginSession, token_hash(token))
    # One sign-in goes on: it ends when it would have, and is told of where it was not told before.
    made.created_at, made.tell, made.told_at = now if due else old.created_at, old.tell, old.told_at
    old.tell = False
    session.commit()
    return token


def _made_the_step(session: Session, old: LoginSession) -> bool:
    """Whether a session was let in whole, at a service that asked it or by a step that its person still has."""
    if old.second_step != SecondStep.DONE:
        return False
    return old.via_kind is not None or factors_of(session, old.person_id).any


def answer_sign_ins(session: Session, now: datetime, person_id: UUID, present: bytes, *, mine: bool) -> None:
    """Note that somebody knows of sign-ins on new devices; those that were not theirs end."""
    open_write(session, None)
    query = update(LoginSession).where(
        LoginSession.person_id == person_id, LoginSession.token_hash != present, LoginSession.tell.is_(True),
        LoginSession.told_at.is_(None),
    )  # fmt: skip
    if not mine:
        session.execute(query.where(LoginSession.ended_at.is_(None)).values(ended_at=now))
    session.execute(query.values(told_at=now))
    session.commit()


def touch_session(session: Session, now: datetime, hashed: bytes) -> None:
    """Note that a session was used; at most once a minute."""
    open_write(session, None)
    session.execute(update(LoginSession).where(LoginSession.token_hash == hashed).values(seen_at=now))
    session.commit()


def end_session(session: Session, now: datetime, person_id: UUID, hashed: bytes) -> None:
    """End one session of this person."""
    open_write(session, None)
    close_session(session, now, person_id, hashed)
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
    session: Session, now: datetime, person_id: UUID, hat_id: UUID | None, path: str
) -> dict[str, list[str]] | None:
    """Give back a kept form of this person for this page, not older than a day, and forget it.

    Only under the hat it was typed under: a client's pages have the same address in each of their dossiers.
    """
    open_write(session, None)
    query = (
        select(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.typed_path == path)
        .where(LoginSession.hat_id.is_not_distinct_from(hat_id))
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
    store_password(session, now, person_id, new_hash)
    query = update(LoginSession).where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
    if keep is not None:
        query = query.where(LoginSession.token_hash != keep)
    session.execute(query.values(ended_at=now))
    session.commit()


def use_reset_link(session: Session, now: datetime, token: str, purpose: str, new_hash: str) -> UUID:
    """Set a password by a single-use link (reset or invite). Raises LinkUsed; of two at once one wins.

    Whoever made the account without showing that its address is theirs is put out of it, and what waited for the link
    of an invitation opens.
    """
    open_write(session, None)
    try:
        person_id = use_token(session, now, token, purpose)
        person = session.get_one(Person, person_id)
        if purpose == "invite":
            let_invited_in(session, now, person)
        else:
            shut_out_unproven(session, now, person)
        store_password(session, now, person_id, new_hash)
        end_sessions(session, now, person_id)
        shown_to_be_theirs(session, now, person_id)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return person_id


def verify_email(session: Session, now: datetime, token: str) -> UUID:
    """Mark an address as verified by its single-use link; gives whose it is. Raises LinkUsed.

    A changed address cools for 48 hours; a mail to the one that stands says neutrally that something changes.
    """
    open_write(session, None)
    try:
        person = session.get_one(Person, use_token(session, now, token, "verify"))
        person_id = confirm_address(session, now, person)
        if person.email_new_from is not None:
            place = municipality_for_mail(session, person_id, now)
            if place is not None:
                with within(session, place):
                    mail_account(session, now, place, person_id, "account_changes")
                    session.flush()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return person_id


def extend_session(session: Session, now: datetime, person_id: UUID, hashed: bytes) -> None:
    """Go on: the idle time of this session begins anew."""
    open_write(session, None)
    session.execute(
        update(LoginSession)
        .where(LoginSession.token_hash == hashed, LoginSession.person_id == person_id)
        .where(LoginSession.ended_at.is_(None))
        .values(seen_at=now)
    )
    session.commit()


def rename(session: Session, person_id: UUID, name: str) -> None:
    """Change how somebody is called on their own pages."""
    open_write(session, None)
    keyring(session).seal(session.get_one(Person, person_id), "name_sealed", name)
    session.commit()


def rename_client(session: Session, actor: Actor, now: datetime, name: str) -> None:
    """Change how a client is called: on their own pages and in the dossier they look at now."""
    dossier_id, person_id = actor.dossier_id, actor.person_id
    if dossier_id is None or person_id is None:
        raise ValueError("a client has a dossier and an account")
    with act(session, actor, now) as doing:
        row = doing.dossier(dossier_id, "step:answer", closed_too=True)
        ask_for_a_name(row)
        doing.keyring.seal(row, "called_sealed", name)
        doing.keyring.seal(session.get_one(Person, person_id), "name_sealed", name)
        row.version += 1
        add_search_words(doing, dossier_id, name)
        doing.record(CardChanged(part="called"), dossier_id)


def mail_verification_link(session: Session, now: datetime, municipality_id: UUID, person_id: UUID) -> None:
    """Send somebody a new link to confirm their address, or to whoever has the account of a claimed one."""
    with act(session, system_actor(municipality_id), now) as doing:
        mail_link_to_confirm(doing, session.get_one(Person, person_id))


def ask_new_email(
    session: Session,
    now: datetime,
    municipality_id: UUID,
    person_id: UUID,
    email: str,
    *,
    own_box: bool = False,
) -> None:
    """Keep a new address as still to be confirmed and send it a link. The old one works until then.

    `own_box`: they told that somebody reads along, and that nobody does at this new address; the link goes there only.

    When the address is somebody else's account, its owner only hears that there is one, and whoever asked cannot
    tell. Links to an earlier address confirm nothing any more.
    """
    with act(session, system_actor(municipality_id), now) as doing:
        person = session.get_one(Person, person_id)
        void_links(session, now, person_id)
        doing.keyring.seal(person, "email_new_sealed", email.strip())
        person.email_new_from = None
        session.flush()
        mail_link_to_confirm(doing, person, own_box=own_box)
