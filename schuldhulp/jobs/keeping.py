"""The round of the terms: propose, release, erase. Broken off anywhere, the next round goes on where it was."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from schuldhulp.calendar import local_date
from schuldhulp.refusals import Refused
from schuldhulp.retention import actions, queries
from schuldhulp.tenancy import within

log = structlog.get_logger("schuldhulp.jobs")
Open = Callable[[], AbstractContextManager[Session]]


def keep_terms(
    open_session: Open,
    municipality_ids: Iterable[UUID],
    clock: Callable[[], datetime],
    stopped: Callable[[], bool],
) -> Counter[str]:
    """One round over the municipalities; how many dossiers were proposed, released and erased."""
    done: Counter[str] = Counter()
    for ours in municipality_ids:
        if stopped():
            break
        with open_session() as session, within(session, ours):
            done["retention_proposed"] += _propose(session, ours, clock(), stopped)
            done["retention_released"] += _release(session, ours, clock())
            done["retention_erased"] += _erase(session, ours, clock, stopped)
    if done["retention_erased"]:
        with open_session() as session:
            actions.checkpoint(session)
    return done


def _propose(session: Session, ours: UUID, now: datetime, stopped: Callable[[], bool]) -> int:
    terms, after, new = queries.own_terms(session, ours), None, 0
    while not stopped():
        found, after = queries.candidates(session, ours, terms, local_date(now), after)
        session.close()
        new += sum(actions.propose(session, now, ours, one) for one in found)
        if after is None:
            break
    return new


def _release(session: Session, ours: UUID, now: datetime) -> int:
    over = queries.holds_over(session, ours, local_date(now))
    session.close()
    for case_id in over:
        actions.release(session, now, ours, case_id)
    return len(over)


def _erase(session: Session, ours: UUID, clock: Callable[[], datetime], stopped: Callable[[], bool]) -> int:
    due, gone = queries.to_erase(session, ours, local_date(clock())), 0
    session.close()
    for case_id in due:
        if stopped():
            break
        try:
            if actions.begin_erasure(session, clock(), ours, case_id) is not None:
                gone += bool(actions.erase(session, clock(), ours, case_id))
        except Refused as refused:
            log.info("not_erased", kind=type(refused).__name__)
    return gone
