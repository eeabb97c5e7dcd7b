"""The care list: clients who are next and are quiet. Another clock than the inbox, and never one list with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, select, tuple_
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.calendar import AMSTERDAM, local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.records import UnreadableRecord, from_json
from schuldhulp.dossier.records.plan import Goal
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.inbox.queries import Desk, InboxLine, lines_of
from schuldhulp.inbox.state import CLIENT
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.workbook.tables import StepAnswer

PAGE = 25
GOAL = "doel"


@dataclass(frozen=True, kw_only=True)
class QuietLine:
    """A client who is next and was quiet: since when, what went well last, what they wish for."""

    line: InboxLine
    quiet_days: int
    last_success: str | None
    success_on: date | None
    wish: str


@dataclass(frozen=True, kw_only=True)
class CarePage:
    """One page, longest quiet first; `after` goes on, or None."""

    lines: tuple[QuietLine, ...]
    after: str | None


def quiet_since(now: datetime, days: int) -> datetime:
    """The end of the day so many days ago in Amsterdam: who did something after it is not quiet."""
    day = local_date(now) - timedelta(days=days)
    return datetime.combine(day + timedelta(days=1), time(), AMSTERDAM)


def care_page(
    session: Session, actor: Actor, now: datetime, desk: Desk, *, days: int, everybody: bool = False,
    after: str | None = None,
) -> CarePage:  # fmt: skip
    """Who has been quiet for `days` or more while it is their turn, of this desk or of the whole municipality."""
    query = _quiet(actor, desk, quiet_since(now, days), everybody)
    if after:
        moment, dossier_id = _read_key(after)
        query = query.where(tuple_(InboxRow.last_client_at, InboxRow.dossier_id) > (moment, dossier_id))
    rows = list(session.execute(query.limit(PAGE + 1)))
    ids = [row.dossier_id for row in rows[:PAGE]]
    lines = {line.dossier_id: line for line in lines_of(session, actor, desk, ids)}
    done, goals = _answers(session, actor, ids)
    asked = _questions(session, actor, [i for i in ids if i not in goals])
    return CarePage(
        lines=tuple(
            QuietLine(
                line=lines[i], quiet_days=_days(lines[i], now), last_success=done.get(i, (None, None))[0],
                success_on=done.get(i, (None, None))[1], wish=goals.get(i) or asked.get(i, ""),
            )
            for i in ids if i in lines
        ),
        after=f"{rows[PAGE - 1].last_client_at.isoformat()}_{rows[PAGE - 1].dossier_id}" if len(rows) > PAGE else None,
    )  # fmt: skip


def _quiet(actor: Actor, desk: Desk, since: datetime, everybody: bool) -> Select[UUID, datetime | None]:
    query = (
        select(InboxRow.dossier_id, InboxRow.last_client_at)
        .where(InboxRow.municipality_id == actor.municipality_id, InboxRow.waiting_on == CLIENT)
        .where(InboxRow.last_client_at < since)
        .order_by(InboxRow.last_client_at, InboxRow.dossier_id)
    )
    return query if everybody else query.where(InboxRow.counsellor_id.in_(desk.memberships))


def _read_key(after: str) -> tuple[datetime, UUID]:
    """Read where to go on. Raises ValueError for anything that this list did not write itself."""
    moment, _, dossier_id = after.partition("_")
    return datetime.fromisoformat(moment), UUID(dossier_id)


def _days(line: InboxLine, now: datetime) -> int:
    assert line.last_client_at is not None
    return (local_date(now) - local_date(line.last_client_at)).days


def _answers(
    session: Session, actor: Actor, ids: Sequence[UUID]
) -> tuple[dict[UUID, tuple[str, date]], dict[UUID, str]]:
    """The step that was finished last, and the goal in the client's words, by dossier."""
    query = select(StepAnswer).where(
        StepAnswer.municipality_id == actor.municipality_id, StepAnswer.dossier_id.in_(ids)
    )
    done: dict[UUID, tuple[str, date]] = {}
    goals: dict[UUID, str] = {}
    for row in session.scalars(query.order_by(StepAnswer.done_at)):
        if row.done_at is not None:
            done[row.dossier_id] = (row.step, local_date(row.done_at))
        if row.step == GOAL and row.answer_sealed is not None:
            goals[row.dossier_id] = _goal(keyring(session).open(row, "answer_sealed"))
    return done, {i: words for i, words in goals.items() if words}


def _goal(stored: str | None) -> str:
    try:
        goal = from_json(Goal, json.loads(stored or "{}")).goal
    except UnreadableRecord:
        return ""
    return goal if isinstance(goal, str) else ""


def _questions(session: Session, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    query = select(Dossier).where(
        and_(visible_to(actor), Dossier.municipality_id == actor.municipality_id, Dossier.id.in_(ids))
    )
    ring = keyring(session)
    return {row.id: ring.open(row, "question_for_help_sealed") or "" for row in session.scalars(query)}
