"""How much of each kind waits in a dossier, in one statement; a page reads further only where there is something."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Event
from schuldhulp.dossier.visibility import ASKED, asked_by, read_rows
from schuldhulp.experience.asking import CHECK_AFTER_MESSAGES, CHECK_EVERY
from schuldhulp.experience.tables import ExperienceAnswer
from schuldhulp.messages.tables import Message
from schuldhulp.points.sides import side_of
from schuldhulp.points.tables import OwnPoint
from schuldhulp.reach.queries import COOLS
from schuldhulp.reach.tables import ContactChange
from schuldhulp.supporters.tables import Invitation
from schuldhulp.workforms.tables import IfThenPlan, WorkFormEntry, WorkFormTask


@dataclass(frozen=True, slots=True)
class Signs:
    """Counts of one dossier: forms asked for, plans asked after today, entries shared, answers about the help.

    `check_due`: three short questions may be asked of the client now. `to_look`: who accepted to look along and waits
    for the client's second look. `cooling`: contact data that was changed and does not count yet. `suggested`: how
    often it was suggested to ask somebody, or that was laid aside. `points`: what stands open on the asker's own list.
    """

    tasks: int
    plans_due: int
    shared: int
    answers: int
    check_due: bool
    to_look: int = 0
    cooling: int = 0
    suggested: int = 0
    points: int = 0


def read_signs(session: Session, actor: Actor, dossier: DossierView, now: datetime, today: date) -> Signs:
    """Count, for a dossier that came through the door; plans are the asker's own."""
    asked = asked_by(actor, dossier.id, today=today, now=now, long_ago=now - CHECK_EVERY, side=side_of(actor))
    (row,) = read_rows(session, _counted(), asked)
    may_ask = dossier.experience_asked and not dossier.closed and not dossier.threat
    due = may_ask and not row.lately and row.written >= CHECK_AFTER_MESSAGES
    return Signs(
        row.tasks, row.plans_due, row.shared, row.answers, bool(due), row.to_look, row.cooling, row.suggested,
        row.points,
    )  # fmt: skip


def _of(table: Any) -> Select[Any]:
    return select(func.count()).where(
        table.municipality_id == ASKED["municipality_id"], table.dossier_id == ASKED["dossier_id"]
    )


@cache
def _counted() -> Select[Any]:
    task, plan, entry = WorkFormTask.__table__.c, IfThenPlan.__table__.c, WorkFormEntry.__table__.c
    asked, point = Invitation.__table__.c, OwnPoint.__table__.c
    to_do = _of(point).where(
        point.side == bindparam("side"), point.done_at.is_(None), point.removed_at.is_(None)
    )
    told, message, happened = ExperienceAnswer.__table__.c, Message.__table__.c, Event.__table__.c
    own = select(entry.id).where(
        entry.municipality_id == ASKED["municipality_id"], entry.dossier_id == ASKED["dossier_id"],
        entry.person_id == ASKED["asker_id"], entry.removed_at.is_(None),
    )  # fmt: skip
    last_check = (
        select(func.max(told.given_at))
        .where(
            told.municipality_id == ASKED["municipality_id"], told.dossier_id == ASKED["dossier_id"],
            told.kind == "check",
        )
        .scalar_subquery()
    )  # fmt: skip
    due = _of(plan).where(plan.ended_at.is_(None), plan.ask_on <= bindparam("today"), plan.entry_id.in_(own))
    lately = _of(told).where(
        told.kind == "check", told.given_at > bindparam("long_ago", type_=told.given_at.type)
    )
    written = _of(message).where(message.author == "counsellor", message.corrects_id.is_(None))
    since = written.where((last_check.is_(None)) | (message.sent_at > last_check))
    return select(
        _of(task).where(task.ended_at.is_(None)).scalar_subquery().label("tasks"),
        due.scalar_subquery().label("plans_due"),
        _of(entry).where(entry.shared_at.is_not(None), entry.removed_at.is_(None)).scalar_subquery().label("shared"),
        _of(told).scalar_subquery().label("answers"),
        _of(asked)
        .where(asked.role == "supporter", asked.ended_at.is_(None))
        .where(asked.accepted_at.is_not(None), asked.confirmed_at.is_(None))
        .scalar_subquery()
        .label("to_look"),
        select(func.count()).select_from(ContactChange).where(COOLS).scalar_subquery().label("cooling"),
        _of(happened).where(happened.kind == "AskingSuggested").scalar_subquery().label("suggested"),
        to_do.scalar_subquery().label("points"),
        lately.scalar_subquery().label("lately"),
        since.scalar_subquery().label("written"),
    )  # fmt: skip
