"""What can be read of the werkboek: stored answers and facts for the pure rules of `dossier`, homework, household.

Functions that begin with `read_` take a dossier that somebody already allowed (an act that locked it, or a view
behind the door); the others start from `visible_to(actor)`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.budget.queries import Month, month_of
from schuldhulp.crypto import keyring
from schuldhulp.crypto.opened import following
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.facts import DossierFacts, Mark, StoredStep
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.records import UnreadableRecord, from_json
from schuldhulp.dossier.steps import STEP
from schuldhulp.dossier.visibility import ASKED, asked_by, columns_of, read_raw, read_rows, with_types
from schuldhulp.workbook.counts.queries import (
    HOME_STEP,
    Counts,
    Line,
    counts_of,
    facts_of,
    of_dossier,
    read_counts,
)
from schuldhulp.workbook.tables import Homework, HouseholdMember, StepAnswer, StepDraft

_ANSWER = StepAnswer.__table__
_KEPT = (
    "id", "step", "state", "answer_sealed", "stuck_sealed", "version", "saved_at", "done_at", "reviewed_at",
    "answered_by_role",
)  # fmt: skip
_STEP = _KEPT.index("step")
_STORED = select(*(_ANSWER.c[name] for name in _KEPT)).where(of_dossier(_ANSWER))
_STORED_OF = _STORED.where(_ANSWER.c.step.in_(bindparam("steps", expanding=True)))


_DRAFT = StepDraft.__table__
_DRAFT_OF = select(_DRAFT.c.id, _DRAFT.c.typed_sealed, _DRAFT.c.saved_at).where(
    of_dossier(_DRAFT), _DRAFT.c.step == bindparam("step"), _DRAFT.c.person_id == ASKED["asker_id"]
)

_DRAFTED = select(_DRAFT.c.step).where(of_dossier(_DRAFT), _DRAFT.c.person_id == ASKED["asker_id"])


@dataclass(frozen=True, slots=True)
class StoredAnswer(StoredStep):
    """The stored answers of one step with who kept them, when, and their version."""

    id: UUID
    version: int
    saved_at: datetime
    done_at: datetime | None
    reviewed_at: datetime | None
    by_role: str
    stuck: Mapping[str, str]


def read_stored(session: Session, municipality_id: UUID, dossier_id: UUID) -> Mapping[str, StoredAnswer]:
    """The stored answers of a dossier, by step. An answer that no longer fits its record counts as not given."""
    raw = read_raw(session, _STORED, {"municipality_id": municipality_id, "dossier_id": dossier_id})

    made = partial(_answers, session, municipality_id, dossier_id, raw)
    return following(session, municipality_id, dossier_id, "answers", raw, made)


def read_answers(
    session: Session, municipality_id: UUID, dossier_id: UUID, *steps: str
) -> Mapping[str, StoredAnswer]:
    """The stored answers of these steps only, for a page that shows one of them."""
    asked = {"municipality_id": municipality_id, "dossier_id": dossier_id, "steps": steps}
    return _answers(session, municipality_id, dossier_id, read_raw(session, _STORED_OF, asked))


def _answers(
    session: Session, municipality_id: UUID, dossier_id: UUID, raw: Sequence[tuple[Any, ...]]
) -> Mapping[str, StoredAnswer]:
    """Each is kept by itself: a step that is saved leaves the others as they were."""
    opened = keyring(session).opener(StepAnswer, municipality_id, dossier_id)
    found = {}
    for row in raw:
        slug = row[_STEP]
        if slug in STEP:
            made = partial(_stored, session, opened, row)
            found[slug] = following(session, municipality_id, dossier_id, f"answer {slug}", row, made)
    return MappingProxyType(found)


def step_facts(session: Session, dossier: DossierView) -> DossierFacts:
    """What the words of a step depend on, for a dossier that came through the door: counts, and no amount."""
    home = read_answers(session, dossier.municipality_id, dossier.id, HOME_STEP)
    return read_counts(session, dossier, home)


def _stored(session: Session, opened: Callable[[Any, str], str | None], raw: tuple[Any, ...]) -> StoredAnswer:
    (row,) = with_types(session, _STORED, [raw])
    text, stuck = opened(row, "answer_sealed"), opened(row, "stuck_sealed")
    record: Any = None
    if text:
        try:
            record = from_json(STEP[row.step].record, json.loads(text))
        except UnreadableRecord:
            record = None
    return StoredAnswer(
        record=record, mark=Mark(row.state), id=row.id, version=row.version, saved_at=row.saved_at, done_at=row.done_at,
        reviewed_at=row.reviewed_at, by_role=row.answered_by_role, stuck=json.loads(stuck) if stuck else {},
    )  # fmt: skip


def _facts(
    dossier: DossierView, stored: Mapping[str, StoredStep], month: Month, counts: Counts
) -> DossierFacts:
    lines = [Line(line.step, line.told.code, line.told.amount_open) for line in month.lines]
    owed = month.owed
    return replace(
        facts_of(dossier, stored, lines, counts),
        income_month_cents=month.budget.income_cents,
        debts=owed.count,
        debts_cents=owed.total.cents,
        debts_detailed=sum(1 for d in owed.counted if d.told.claimed_cents and _has_letter(d.told)),
        attachments=sum(1 for d in owed.debts if d.told.attachment),
    )


def _has_letter(told: DebtTold) -> bool:
    return bool(told.reference or told.letter_date)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The werkboek of one dossier: what is stored, what is known, and the month that follows from it."""

    facts: DossierFacts
    stored: Mapping[str, StoredAnswer]
    month: Month


def workbook(session: Session, actor: Actor, dossier: DossierView) -> Workbook:
    """The werkboek of a dossier that came through the door."""
    stored = read_stored(session, dossier.municipality_id, dossier.id)
    month = month_of(session, actor, dossier.id, answers=stored)
    counts = counts_of(session, dossier)

    def made() -> Workbook:
        return Workbook(_facts(dossier, stored, month, counts), stored, month)

    source = (stored, month, counts, dossier.phase, dossier.first_talk_on, dossier.step_order)
    return following(session, dossier.municipality_id, dossier.id, "workbook", source, made)


@dataclass(frozen=True, slots=True)
class HomeworkView:
    """A step that a counsellor asked for, with their note and the date."""

    id: UUID
    step: str
    note: str
    due_on: date
    assigned_at: datetime


def homework(session: Session, actor: Actor, dossier_id: UUID) -> list[HomeworkView]:
    """The homework that still waits, by date."""
    opened = keyring(session).opener(Homework, actor.municipality_id, dossier_id)
    return [
        HomeworkView(row.id, row.step, opened(row, "note_sealed") or "", row.due_on, row.assigned_at)
        for row in read_rows(session, _homework(actor.role), asked_by(actor, dossier_id))
    ]


@cache
def _homework(role: Role) -> Select[Any]:
    rows = Homework.__table__.c
    query = columns_of(role, Homework, "id", "step", "note_sealed", "due_on", "assigned_at")
    return query.where(rows.ended_at.is_(None)).order_by(rows.due_on, rows.id)


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody who lives with the client."""

    id: UUID
    kind: str
    name: str
    birth_year: int | None
    days_a_week: int | None
    has_income: bool | None
    version: int
    open_answers: tuple[tuple[str, str], ...] = ()


def household(
    session: Session, actor: Actor, dossier_id: UUID, *, member_id: UUID | None = None
) -> list[MemberView]:
    """Who lives with the client, without who was taken off the list; or one of them."""
    query = _members(actor.role)
    raw = read_raw(session, query, asked_by(actor, dossier_id))
    if not raw:
        return []

    def opened() -> tuple[MemberView, ...]:
        words = keyring(session).opener(HouseholdMember, actor.municipality_id, dossier_id)
        return tuple(
            MemberView(r.id, r.kind, words(r, "name_sealed") or "", r.birth_year, r.days_a_week, r.has_income,
                       r.version, tuple(sorted((r.open_answers or {}).items())))
            for r in with_types(session, query, raw)
        )  # fmt: skip

    members = following(session, actor.municipality_id, dossier_id, "home", raw, opened)
    return [each for each in members if member_id is None or each.id == member_id]


@cache
def _members(role: Role) -> Select[Any]:
    rows = HouseholdMember.__table__.c
    return columns_of(role, HouseholdMember).where(rows.removed_at.is_(None)).order_by(rows.id)


@dataclass(frozen=True, slots=True)
class StepDraftView:
    """What somebody typed in a step and did not send: fields as posted, the field they were at, on which version."""

    typed: Mapping[str, list[str]]
    last_field: str
    version: int | None
    saved_at: datetime


def find_draft(session: Session, actor: Actor, dossier: DossierView, step: str) -> StepDraftView | None:
    """The actor's own unsent answers of a step."""
    here = {"municipality_id": dossier.municipality_id, "dossier_id": dossier.id}
    rows = read_rows(session, _DRAFT_OF, {**here, "step": step, "asker_id": actor.person_id})
    if not rows:
        return None
    opened = keyring(session).opener(StepDraft, dossier.municipality_id, dossier.id)
    kept = json.loads(opened(rows[0], "typed_sealed") or "{}")
    return StepDraftView(kept.get("typed", {}), kept.get("last", ""), kept.get("version"), rows[0].saved_at)


def drafted_steps(session: Session, actor: Actor, dossier: DossierView) -> tuple[str, ...]:
    """The steps in which this person has unsent answers."""
    asked = {
        "municipality_id": dossier.municipality_id,
        "dossier_id": dossier.id,
        "asker_id": actor.person_id,
    }
    return tuple(row.step for row in read_rows(session, _DRAFTED, asked))
