"""Throwing away what has had its time: sessions, links, windows of limits, handled forms, claims, sent mail.

Also drafts that nobody sent for a month, and what was recognised in a bank statement or brought along in a package and
not taken over within a day.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, tuple_
from sqlalchemy.orm import Session

from schuldhulp.accounts.queries import ABSOLUTE
from schuldhulp.accounts.second_factor.tables import SignInChallenge
from schuldhulp.accounts.tables import LoginSession, RateLimit, SingleUseToken
from schuldhulp.claims.marks import Mark
from schuldhulp.claims.tables import Claim, Submission
from schuldhulp.messages.tables import MessageDraft
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.statements.queries import DRAFT_KEPT
from schuldhulp.statements.tables import BankStatement
from schuldhulp.takein.package import STAGED_KEPT
from schuldhulp.takein.tables import TakeIn
from schuldhulp.unit_of_work import open_write
from schuldhulp.workbook.tables import StepDraft

DAY = timedelta(days=1)
TYPED_KEPT = DAY  # a form typed after the session ran out waits this long for its writer
TELLING_KEPT = timedelta(days=30)  # a sign-in on a new device stands on the first page until it is answered
FORMS_KEPT = timedelta(days=30)
DRAFTS_KEPT = timedelta(days=30)
MAIL_KEPT = timedelta(days=7)
CLAIMS_KEPT = timedelta(days=7)
_BATCH = 2000


def _old(now: datetime) -> list[tuple[str, Any, Any]]:
    return [
        ("rate_windows", RateLimit, RateLimit.window_start < now - DAY),
        (
            "sessions",
            LoginSession,
            and_(
                or_(
                    LoginSession.ended_at < now - DAY,
                    and_(
                        LoginSession.created_at < now - ABSOLUTE - TYPED_KEPT,
                        LoginSession.seen_at < now - TYPED_KEPT,
                    ),
                ),
                or_(
                    LoginSession.tell.is_(False),
                    LoginSession.told_at.is_not(None),
                    LoginSession.created_at < now - TELLING_KEPT,
                ),
            ),
        ),
        (
            "links",
            SingleUseToken,
            or_(SingleUseToken.expires_at < now - DAY, SingleUseToken.used_at < now - DAY),
        ),
        ("challenges", SignInChallenge, SignInChallenge.expires_at < now),
        (
            "statements",
            BankStatement,
            and_(BankStatement.used_at.is_(None), BankStatement.read_at <= now - DRAFT_KEPT),
        ),
        ("drafts", StepDraft, StepDraft.saved_at < now - DRAFTS_KEPT),
        ("drafts_of_messages", MessageDraft, MessageDraft.saved_at < now - DRAFTS_KEPT),
        (
            "packages",
            TakeIn,
            and_(TakeIn.taken_at.is_(None), TakeIn.brought_at < now - STAGED_KEPT),
        ),
        ("forms", Submission, Submission.handled_at < now - FORMS_KEPT),
        ("claims", Claim, and_(Claim.claimed_at < now - CLAIMS_KEPT, Claim.job.not_in(list(Mark)))),
        (
            "mails",
            OutboxMail,
            and_(OutboxMail.state.in_(("sent", "lapsed", "failed")), OutboxMail.due_at < now - MAIL_KEPT),
        ),
    ]


def clear_up(session: Session, now: datetime) -> dict[str, int]:
    """Remove what is old, in short transactions, so that nobody waits for it; how many rows of each."""
    gone: dict[str, int] = {}
    for name, table, old in _old(now):
        gone[name] = 0
        while batch := _remove(session, table, old):
            gone[name] += batch
            if batch < _BATCH:
                break
    return gone


def _remove(session: Session, table: Any, old: Any) -> int:
    key = tuple_(*table.__table__.primary_key.columns)
    chosen = select(*table.__table__.primary_key.columns).where(old).limit(_BATCH)
    open_write(session, None)
    removed = session.execute(
        delete(table).where(key.in_(chosen)).execution_options(synchronize_session=False)
    )
    session.commit()
    return int(removed.rowcount)  # type: ignore[attr-defined]
