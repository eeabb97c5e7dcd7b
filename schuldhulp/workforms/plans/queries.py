"""What can be read of one's own als-dan plans."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.crypto import keyring
from schuldhulp.dossier.visibility import ASKED, asked_by, columns_of, read_rows
from schuldhulp.refusals import NotYours
from schuldhulp.scripts_mi.work_forms.answers import if_then_sentence
from schuldhulp.workforms.tables import IfThenPlan, PlanReport, WorkFormEntry

_PLAN, _REPORT, _ENTRY = IfThenPlan.__table__.c, PlanReport.__table__.c, WorkFormEntry.__table__.c


@dataclass(frozen=True, slots=True)
class PlanView:
    """One plan as a sentence; `asked_after` while the day to ask has come and nothing was told since."""

    id: UUID
    entry_id: UUID
    sentence: str
    made_at: datetime
    ask_on: date | None
    ended_at: datetime | None
    asked_after: bool
    reports: tuple[tuple[datetime, str, str], ...]


def plans_of(session: Session, actor: Actor, dossier_id: UUID, today: date) -> list[PlanView]:
    """The client's own plans that stand, those that are asked after first, then the newest."""
    opened = keyring(session).opener(IfThenPlan, actor.municipality_id, dossier_id)
    told = _reports(session, actor, dossier_id)
    found = [
        PlanView(
            row.id, row.entry_id, if_then_sentence(json.loads(opened(row, "plan_sealed") or "{}")), row.made_at,
            row.ask_on, row.ended_at, row.ask_on is not None and row.ask_on <= today, tuple(told.get(row.id, ())),
        )
        for row in read_rows(session, _standing(), asked_by(actor, dossier_id))
    ]  # fmt: skip
    return sorted(found, key=lambda plan: (not plan.asked_after, -plan.made_at.timestamp()))


def own_plan(session: Session, actor: Actor, dossier_id: UUID, plan_id: UUID, today: date) -> PlanView:
    """One standing plan of the client's own. Raises NotYours."""
    for plan in plans_of(session, actor, dossier_id, today):
        if plan.id == plan_id:
            return plan
    raise NotYours


def _reports(session: Session, actor: Actor, dossier_id: UUID) -> dict[UUID, list[tuple[datetime, str, str]]]:
    opened = keyring(session).opener(PlanReport, actor.municipality_id, dossier_id)
    found: dict[UUID, list[tuple[datetime, str, str]]] = {}
    for row in read_rows(session, _told(), asked_by(actor, dossier_id)):
        found.setdefault(row.plan_id, []).append(
            (row.reported_at, row.outcome, opened(row, "words_sealed") or "")
        )
    return found


@cache
def _standing() -> Select[Any]:
    query = columns_of(
        Role.CLIENT, IfThenPlan, "id", "entry_id", "plan_sealed", "made_at", "ask_on", "ended_at"
    )
    return query.where(
        _PLAN.ended_at.is_(None),
        _PLAN.entry_id.in_(_own_entries()),
    )


@cache
def _told() -> Select[Any]:
    query = columns_of(Role.CLIENT, PlanReport, "id", "plan_id", "outcome", "words_sealed", "reported_at")
    return query.order_by(_REPORT.reported_at)


def _own_entries() -> Select[Any]:
    return select(_ENTRY.id).where(
        _ENTRY.municipality_id == ASKED["municipality_id"], _ENTRY.dossier_id == ASKED["dossier_id"],
        _ENTRY.person_id == ASKED["asker_id"], _ENTRY.removed_at.is_(None),
    )  # fmt: skip
