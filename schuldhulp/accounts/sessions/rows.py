"""Sessions as rows: begun, given another id, ended."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from schuldhulp.accounts.hats import MEMBERSHIP, Hat
from schuldhulp.accounts.queries import token_hash
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.tables import LoginSession, Person
from schuldhulp.accounts.via import Via
from schuldhulp.calendar import local_date
from schuldhulp.municipalities.tables import Membership
from schuldhulp.tenancy import within


def add_session(
    session: Session, now: datetime, person_id: UUID, hat: Hat | None, label: str,
    second_step: str = SecondStep.NOT_ASKED, proven_at: datetime | None = None, via: Via | None = None,
) -> str:  # fmt: skip
    """Add a live session under a hat (None: still to be chosen), and give the cookie's token.

    `proven_at`: when somebody showed who they are, if that was not now. `via`: the service that let them in. Who comes
    in for the first time knows the ways in that there are; of those without a name no moment is kept.
    """
    session.execute(
        update(Person)
        .where(Person.id == person_id, Person.ways_known_at.is_(None), Person.handle.is_(None))
        .values(ways_known_at=now)
        .execution_options(synchronize_session=False)
    )
    if hat is not None and hat.kind == MEMBERSHIP and second_step == SecondStep.DONE:
        _take_up(session, now, hat)
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
            second_step=second_step,
            proven_at=proven_at or now,
            via_municipality_id=via.municipality_id if via else None,
            via_kind=via.kind if via else None,
        )
    )
    return token


def _take_up(session: Session, now: datetime, hat: Hat) -> None:
    """Note that somebody came in with a role they were invited for."""
    first = (
        update(Membership)
        .where(Membership.municipality_id == hat.municipality_id, Membership.id == hat.id)
        .where(Membership.taken_up_on.is_(None))
    )
    with within(session, hat.municipality_id):
        session.execute(
            first.values(taken_up_on=local_date(now)).execution_options(synchronize_session=False)
        )


def renew_session(session: Session, now: datetime, old_hash: bytes) -> str:
    """Give a session another id, and note that its person showed now who they are; it ends when it would have."""
    old = session.get_one(LoginSession, old_hash)
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            token_hash=token_hash(token), person_id=old.person_id, label=old.label,
            municipality_id=old.municipality_id, hat_kind=old.hat_kind, hat_id=old.hat_id, created_at=old.created_at,
            seen_at=now, second_step=old.second_step, proven_at=now, inbox_view=old.inbox_view,
            via_municipality_id=old.via_municipality_id, via_kind=old.via_kind, tell=old.tell, told_at=old.told_at,
        )
    )  # fmt: skip
    old.ended_at, old.tell = now, False
    return token


def end_sessions(session: Session, now: datetime, person_id: UUID) -> None:
    """End every session of a person."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_other_sessions(session: Session, now: datetime, person_id: UUID, keep: bytes) -> None:
    """End every session of a person but one."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
        .where(LoginSession.token_hash != keep)
        .values(ended_at=now)
    )


def close_session(session: Session, now: datetime, person_id: UUID, hashed: bytes) -> None:
    """End one session of this person."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.token_hash == hashed, LoginSession.person_id == person_id)
        .values(ended_at=now)
    )
