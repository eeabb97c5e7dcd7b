"""What can be read of the werkboek: stored answers and facts for the pure rules of `dossier`, homework, household.

Functions that begin with `read_` take a dossier that somebody already allowed (an act that locked it, or a view
behind the door); the others start from `visible_to(actor)`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.budget.posten import CATEGORY, Group
from schuldhulp.budget.queries import Month, month_of
from schuldhulp.budget.tables import BudgetVersion
from schuldhulp.crypto import keyring
from schuldhulp.debts.tables import Mandate
from schuldhulp.debts.told import DebtTold
from schuldhulp.documents.tables import Paper
from schuldhulp.dossier.facts import DossierFacts, Mark, StoredStep
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.records import UnreadableRecord, from_json
from schuldhulp.dossier.records.situation import Home, Partner
from schuldhulp.dossier.steps import STEP
from schuldhulp.dossier.tables import Dossier, Identity, Threat
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.messages.tables import Message
from schuldhulp.workbook.tables import Homework, HouseholdMember, StepAnswer, StepDraft

_WITH_PARTNER = (Partner.LIVING, Partner.MARRIED, Partner.CONTRACT)
_PLANS = ("plan", "agreed")


@dataclass(frozen=True, slots=True)
class StoredAnswer(StoredStep):
    """The stored answers of one step with who kept them, when, and their version."""

    version: int
    saved_at: datetime
    done_at: datetime | None
    reviewed_at: datetime | None
    by_role: str
    stuck: Mapping[str, str]


def read_stored(session: Session, municipality_id: UUID, dossier_id: UUID) -> dict[str, StoredAnswer]:
    """The stored answers of a dossier, by step. An answer that no longer fits its record counts as not given."""
    query = select(StepAnswer).where(
        StepAnswer.municipality_id == municipality_id, StepAnswer.dossier_id == dossier_id
    )
    ring = keyring(session)
    return {row.step: _stored(ring, row) for row in session.scalars(query) if row.step in STEP}


def _stored(ring: Any, row: StepAnswer) -> StoredAnswer:
    text, stuck = ring.open(row, "answer_sealed"), ring.open(row, "stuck_sealed")
    record: Any = None
    if text:
        try:
            record = from_json(STEP[row.step].record, json.loads(text))
        except UnreadableRecord:
            record = None
    return StoredAnswer(
        record=record, mark=Mark(row.state), version=row.version, saved_at=row.saved_at, done_at=row.done_at,
        reviewed_at=row.reviewed_at, by_role=row.answered_by_role, stuck=json.loads(stuck) if stuck else {},
    )  # fmt: skip


def read_facts(
    session: Session, actor: Actor, dossier: Dossier | DossierView, stored: Mapping[str, StoredStep]
) -> DossierFacts:
    """The facts of a dossier from its rows, for the pure rules of the werkboek. Amounts in eurocents."""
    return _facts(session, dossier, stored, month_of(session, actor, dossier.id))


def _facts(
    session: Session, dossier: Dossier | DossierView, stored: Mapping[str, StoredStep], month: Month
) -> DossierFacts:
    here = (dossier.municipality_id, dossier.id)
    members, papers = _live(session, HouseholdMember, here), _live(session, Paper, here)
    mandates = _count(session, Mandate, here, Mandate.withdrawn_at.is_(None))
    incomes = [line for line in month.lines if CATEGORY[line.told.code].group is Group.INCOME]
    home = stored["thuis"].record if "thuis" in stored else None
    owed = month.owed
    return DossierFacts(
        threat_open=_threat_open(session, here),
        phase=dossier.phase,
        first_talk_held=dossier.first_talk_on is not None,
        has_children=_has_children(members, home),
        has_partner=_has_partner(members, home),
        housing=_chosen(home, "housing"),
        rows=_row_counts(len(members), month, len(papers), mandates),
        incomes=len(incomes),
        expenses=len(month.lines) - len(incomes),
        income_month_cents=month.budget.income_cents,
        debts=owed.count,
        debts_cents=owed.total.cents,
        debts_detailed=sum(1 for d in owed.counted if d.told.claimed_cents and _has_letter(d.told)),
        attachments=sum(1 for d in owed.debts if d.told.attachment),
        papers_needed=sum(1 for p in papers if p.state == "needed"),
        papers_received=sum(1 for p in papers if p.state in ("received", "seen")),
        mandates=mandates,
        identity_known=bool(_count(session, Identity, here, Identity.legal_name_sealed.is_not(None))),
        budget_plan_made=bool(_count(session, BudgetVersion, here, BudgetVersion.kind.in_(_PLANS))),
        homework=tuple(session.scalars(_homework_of(here))),
    )


_Here = tuple[UUID, UUID]


def _live(session: Session, table: Any, here: _Here) -> list[Any]:
    query = select(table).where(
        table.municipality_id == here[0], table.dossier_id == here[1], table.removed_at.is_(None)
    )
    return list(session.scalars(query))


def _count(session: Session, table: Any, here: _Here, condition: Any) -> int:
    query = (
        select(func.count()).select_from(table)
        .where(table.municipality_id == here[0], table.dossier_id == here[1], condition)
    )  # fmt: skip
    return session.scalar(query) or 0


def _threat_open(session: Session, here: _Here) -> bool:
    """A threat stands, and nobody of ours took it on or wrote since."""
    answered = exists().where(
        Message.municipality_id == Threat.municipality_id,
        Message.dossier_id == Threat.dossier_id,
        Message.author == "counsellor",
        Message.sent_at > Threat.reported_at,
    )
    query = select(Threat.id).where(
        Threat.municipality_id == here[0], Threat.dossier_id == here[1],
        Threat.resolved_at.is_(None), Threat.seen_at.is_(None), ~answered,
    )  # fmt: skip
    return session.execute(query.limit(1)).first() is not None


def _has_letter(told: DebtTold) -> bool:
    return bool(told.reference or told.letter_date)


def _has_children(members: list[HouseholdMember], home: object) -> bool | None:
    if any(m.kind == "child" for m in members):
        return True
    return None if home is None else False


def _has_partner(members: list[HouseholdMember], home: object) -> bool | None:
    if any(m.kind == "partner" for m in members):
        return True
    partner = home.partner if isinstance(home, Home) else None
    return None if partner is None or isinstance(partner, Open) else partner in _WITH_PARTNER


def _chosen(record: object, name: str) -> str | None:
    value = getattr(record, name, None)
    return None if value is None or isinstance(value, Open) else str(value.value)


def _row_counts(members: int, month: Month, papers: int, mandates: int) -> dict[str, int]:
    debts = len(month.owed.debts)
    counts = {
        "thuis": members, "schulden-grof": debts, "een-schuld": debts, "papieren": papers, "machtiging": mandates,
    }  # fmt: skip
    for line in month.lines:
        counts[line.step] = counts.get(line.step, 0) + 1
    return counts


@dataclass(frozen=True, slots=True)
class Workbook:
    """The werkboek of one dossier: what is stored, what is known, and the month that follows from it."""

    facts: DossierFacts
    stored: Mapping[str, StoredAnswer]
    month: Month


def workbook(session: Session, actor: Actor, dossier: DossierView) -> Workbook:
    """The werkboek of a dossier that came through the door."""
    stored = read_stored(session, dossier.municipality_id, dossier.id)
    month = month_of(session, actor, dossier.id)
    return Workbook(_facts(session, dossier, stored, month), stored, month)


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
    query = (
        select(Homework)
        .join(
            Dossier,
            and_(Dossier.municipality_id == Homework.municipality_id, Dossier.id == Homework.dossier_id),
        )
        .where(visible_to(actor), Homework.dossier_id == dossier_id, Homework.ended_at.is_(None))
        .order_by(Homework.due_on, Homework.id)
    )
    ring = keyring(session)
    return [
        HomeworkView(row.id, row.step, ring.open(row, "note_sealed") or "", row.due_on, row.assigned_at)
        for row in session.scalars(query)
    ]


def _homework_of(here: _Here) -> Select[str]:
    return (
        select(Homework.step)
        .where(Homework.municipality_id == here[0], Homework.dossier_id == here[1], Homework.ended_at.is_(None))
        .order_by(Homework.due_on)
    )


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


def household(
    session: Session, actor: Actor, dossier_id: UUID, *, member_id: UUID | None = None
) -> list[MemberView]:
    """Who lives with the client, without who was taken off the list; or one of them."""
    query = (
        select(HouseholdMember)
        .join(
            Dossier,
            and_(
                Dossier.municipality_id == HouseholdMember.municipality_id,
                Dossier.id == HouseholdMember.dossier_id,
            ),
        )
        .where(visible_to(actor), HouseholdMember.dossier_id == dossier_id)
        .where(HouseholdMember.removed_at.is_(None))
        .order_by(HouseholdMember.id)
    )
    if member_id is not None:
        query = query.where(HouseholdMember.id == member_id)
    ring = keyring(session)
    return [
        MemberView(r.id, r.kind, ring.open(r, "name_sealed") or "", r.birth_year, r.days_a_week, r.has_income,
                   r.version)
        for r in session.scalars(query)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepDraftView:
    """What somebody typed in a step and did not send: fields as posted, the field they were at, on which version."""

    typed: Mapping[str, list[str]]
    last_field: str
    version: int | None
    saved_at: datetime


def find_draft(session: Session, actor: Actor, dossier: DossierView, step: str) -> StepDraftView | None:
    """The actor's own unsent answers of a step."""
    row = session.get(StepDraft, (dossier.municipality_id, dossier.id, step, actor.person_id))
    if row is None:
        return None
    kept = json.loads(keyring(session).open(row, "typed_sealed") or "{}")
    return StepDraftView(kept.get("typed", {}), kept.get("last", ""), kept.get("version"), row.saved_at)


def drafted_steps(session: Session, actor: Actor, dossier: DossierView) -> tuple[str, ...]:
    """The steps in which this person has unsent answers."""
    query = select(StepDraft.step).where(
        StepDraft.municipality_id == dossier.municipality_id, StepDraft.dossier_id == dossier.id,
        StepDraft.person_id == actor.person_id,
    )  # fmt: skip
    return tuple(session.scalars(query))
