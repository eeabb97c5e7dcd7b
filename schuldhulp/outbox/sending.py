"""Sending what waits: one mail at a time, each under a lease, until nothing is due."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from jinja2 import TemplateError
from sqlalchemy.orm import Session

from schuldhulp.crypto import Sealed
from schuldhulp.identifiers import NotAnEmail
from schuldhulp.outbox.actions import Lease, lease_mail, mark_failed, mark_lapsed, mark_sent, put_off
from schuldhulp.outbox.composing import NoSubject, Sender, compose
from schuldhulp.outbox.kinds import lapsed
from schuldhulp.outbox.queries import params_of, reason_now
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.outbox.transport import NeverSent, NotSentYet, Transport

log = structlog.get_logger("schuldhulp.outbox")
OpenSession = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How long a lease lasts, and after how long a mail that could not go is tried again."""

    lease: timedelta = timedelta(minutes=5)
    retry: timedelta = timedelta(seconds=30)


ORDINARY = Pace()


def send_waiting(
    open_session: OpenSession, transport: Transport, sender: Sender, clock: Callable[[], datetime], *,
    pace: Pace = ORDINARY, stopped: Callable[[], bool] = lambda: False,
) -> Counter[str]:  # fmt: skip
    """Send every mail that is due; how many were sent, lapsed, put off or failed.

    The address is read when the mail goes. After a first refusal of the mail server the round ends: it will not
    take the next one either.
    """
    done: Counter[str] = Counter()
    while not stopped():
        with open_session() as session:
            lease = lease_mail(session, clock(), pace.lease)
        if lease is None:
            break
        outcome = _send_one(open_session, transport, sender, clock, lease, pace)
        done[outcome] += 1
        if outcome == "unreachable":
            break
    return done


def _send_one(
    open_session: OpenSession, transport: Transport, sender: Sender, clock: Callable[[], datetime], lease: Lease,
    pace: Pace,
) -> str:  # fmt: skip
    with open_session() as session:
        row = session.get_one(OutboxMail, (lease.municipality_id, lease.mail_id))
        try:
            reason = reason_now(session, row, clock())
            goes = not lapsed(row.template, reason)
            mail = (
                compose(sender, row.template, reason.address or "", row.id, clock(), params_of(session, row))
                if goes
                else None
            )
        except (Sealed, TemplateError, NoSubject, NotAnEmail) as error:
            session.close()
            log.error("mail_without_words", kind=type(error).__name__, code=row.template)
            mark_failed(session, lease)
            return "failed"
        session.close()
        if mail is None:
            mark_lapsed(session, lease)
            return "lapsed"
        try:
            transport.send(mail)
        except NeverSent as refused:
            log.warning("mail_refused", code=refused.code)
            mark_failed(session, lease)
            return "failed"
        except NotSentYet as later:
            log.warning("mail_put_off", code=later.code, count=lease.attempts)
            waits = put_off(session, clock(), lease, pace.retry)
            if not waits:
                return "failed"
            return "put_off" if later.code.isdigit() else "unreachable"
        mark_sent(session, clock(), lease)
    return "sent"
