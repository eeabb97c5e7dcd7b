"""Asking for a new password is the same work for every address; whose it is, is looked up when mail goes out.

Otherwise the time of the answer tells who has an account here, and so who may have debts.
"""

import json
import secrets
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from schuldhulp.access import system_actor
from schuldhulp.accounts.links.rows import add_single_use_token
from schuldhulp.accounts.queries import find_person, municipality_for_mail, token_hash
from schuldhulp.accounts.second_factor.tables import SignInChallenge
from schuldhulp.accounts.ways.queries import by_service_alone
from schuldhulp.crypto import Sealed, keyring
from schuldhulp.unit_of_work import act, open_write

log = structlog.get_logger("schuldhulp.accounts")
PURPOSE = "forgotten password"
WAITS = timedelta(hours=2)  # then whoever asked has asked again


def ask_link(session: Session, now: datetime, email: str) -> None:
    """Note, sealed, that somebody at this address wants to choose a new password."""
    open_write(session, None)
    row = SignInChallenge(
        token_hash=token_hash(secrets.token_urlsafe(32)), purpose=PURPOSE, expires_at=now + WAITS
    )
    keyring(session).seal(row, "detail_sealed", json.dumps({"email": email}))
    session.add(row)
    session.commit()


def mail_links(session: Session, now: datetime) -> int:
    """Put a mail with a link in the outbox for each address that was asked for and has an account; how many.

    Any number of processes may do so at one moment: each wish is answered once.
    """
    query = select(SignInChallenge.token_hash).where(
        SignInChallenge.purpose == PURPOSE, SignInChallenge.expires_at > now
    )
    waiting = session.scalars(query.order_by(SignInChallenge.expires_at)).all()
    session.close()
    return sum(_answer(session, now, wish) for wish in waiting)


def _answer(session: Session, now: datetime, wish: bytes) -> bool:
    """Mail one link, or nothing where there is nobody to mail; the wish is gone in the same transaction."""
    row = session.get(SignInChallenge, wish)
    try:
        told = keyring(session).open(row, "detail_sealed") if row is not None else None
    except Sealed as error:
        log.error("wish_not_read", kind=type(error).__name__)
        told = None
    person = find_person(session, json.loads(told)["email"]) if told else None
    known = person is not None and person.blocked_at is None and not by_service_alone(session, person.id)
    place = municipality_for_mail(session, person.id, now) if person is not None and known else None
    session.close()
    if person is None or place is None:
        open_write(session, None)
        _take(session, wish)
        session.commit()
        return False
    with act(session, system_actor(place), now) as doing:
        mine = _take(session, wish)
        if mine:
            token = add_single_use_token(session, now, person.id, "reset")
            doing.mail(person.id, "reset_password", params={"token": token})
    return mine


def _take(session: Session, wish: bytes) -> bool:
    """Take a wish away; False when another process did."""
    taken = delete(SignInChallenge).where(SignInChallenge.token_hash == wish)
    return session.execute(taken.returning(SignInChallenge.token_hash)).first() is not None
