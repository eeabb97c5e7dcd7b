"""What a sender does with the outbox: take one mail for a while, and say how it went."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Update, or_, select, update
from sqlalchemy.orm import Session

from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.unit_of_work import open_write

ATTEMPTS = 10
_GROWTH = 3


@dataclass(frozen=True)
class Lease:
    """One mail that this sender alone may send until `until`."""

    municipality_id: UUID
    mail_id: UUID
    attempts: int
    until: datetime


def lease_mail(session: Session, now: datetime, length: timedelta) -> Lease | None:
    """Take the mail that waits longest, or None. A sender that dies gives it back when the lease ends."""
    open_write(session, None)
    due = (
        select(OutboxMail.municipality_id, OutboxMail.id)
        .where(OutboxMail.state == "waiting", OutboxMail.due_at <= now)
        .where(or_(OutboxMail.lease_until.is_(None), OutboxMail.lease_until <= now))
        .order_by(OutboxMail.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    chosen = session.execute(due).first()
    if chosen is None:
        session.rollback()
        return None
    until = now + length
    attempts = session.execute(
        update(OutboxMail)
        .where(OutboxMail.municipality_id == chosen[0], OutboxMail.id == chosen[1])
        .values(lease_until=until, attempts=OutboxMail.attempts + 1)
        .returning(OutboxMail.attempts)
    ).scalar_one()
    session.commit()
    return Lease(chosen[0], chosen[1], attempts, until)


def mark_sent(session: Session, now: datetime, lease: Lease) -> None:
    """The mail went; the secret link it held is forgotten."""
    _end(session, lease, state="sent", sent_at=now)


def mark_lapsed(session: Session, lease: Lease) -> None:
    """The mail must not go any more."""
    _end(session, lease, state="lapsed")


def mark_failed(session: Session, lease: Lease) -> None:
    """The mail will never go: refused for good, or without words."""
    _end(session, lease, state="failed")


def put_off(session: Session, now: datetime, lease: Lease, first: timedelta) -> bool:
    """Try again later, each time after a longer while; after ten times it has failed. Tells whether it waits."""
    if lease.attempts >= ATTEMPTS:
        _end(session, lease, state="failed")
        return False
    open_write(session, None)
    delay = min(first * _GROWTH ** (lease.attempts - 1), first * 720)
    session.execute(_held(lease).values(due_at=now + delay, lease_until=None))
    session.commit()
    return True


def _held(lease: Lease) -> Update:
    # Who lost the lease to another sender changes nothing any more.
    return update(OutboxMail).where(
        OutboxMail.municipality_id == lease.municipality_id,
        OutboxMail.id == lease.mail_id,
        OutboxMail.state == "waiting",
        OutboxMail.lease_until == lease.until,
    )


def _end(session: Session, lease: Lease, **values: object) -> None:
    open_write(session, None)
    session.execute(_held(lease).values(lease_until=None, params_sealed=None, **values))
    session.commit()
