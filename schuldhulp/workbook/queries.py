"""What can be read of the werkboek: stored answers and facts for the pure rules of `dossier`, homework, household.

Functions that begin with `read_` take a dossier that somebody already allowed (an act that locked it, or a view
behind the door); the others start from `visible_to(actor)`.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Uuid, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.budget.categories import CATEGORY, Group
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
from schuldhulp.dossier.visibility import rows_of
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
    rows = session.scalars(_STORED, {"municipality_id": municipality_id, "dossier_id": dossier_id})
    ring = keyring(session)
    return {row.step: _stored(ring, row) for row in rows if row.step in STEP}


def read_answer(session: Session, municipality_id: UUID, dossier_id: UUID, slug: str) -> StoredAnswer | None:
    """The stored answers of one step; None when there are none."""
    asked = {"municipality_id": municipality_id, "dossier_id": dossier_id}
    row = session.scalars(_STORED.where(StepAnswer.step == slug), asked).first()
    return _stored(keyring(session), row) if row else None


def read_threat_open(session: Session, municipality_id: UUID, dossier_id: UUID) -> bool:
    """Whether a threat stands that nobody of ours took on or answered."""
    asked = {"municipality_id": municipality_id, "dossier_id": dossier_id}
    return bool(session.scalar(select(_THREAT_OPEN), asked))


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
    here = {"municipality_id": dossier.municipality_id, "dossier_id": dossier.id}
    counted = session.execute(_COUNTED, here).one()
    incomes = [line for line in month.lines if CATEGORY[line.told.code].group is Group.INCOME]
    home = stored["thuis"].record if "thuis" in stored else None
    owed = month.owed
    return DossierFacts(
        threat_open=counted.threat_open,
        threat_handled=counted.threat_told and not counted.threat_open,
        phase=dossier.phase,
        first_talk_held=dossier.first_talk_on is not None,
        has_children=_has_children(counted.children, home),
        has_partner=_has_partner(counted.partners, home),
        housing=_chosen(home, "housing"),
        rows=_row_counts(counted.members, month, counted.papers, counted.mandates),
        incomes=len(incomes),
        expenses=len(month.lines) - len(incomes),
        income_month_cents=month.budget.income_cents,
        debts=owed.count,
        debts_cents=owed.total.cents,
        debts_detailed=sum(1 for d in owed.counted if d.told.claimed_cents and _has_letter(d.told)),
        attachments=sum(1 for d in owed.debts if d.told.attachment),
        papers_needed=counted.papers_needed,
        papers_received=counted.papers_received,
        mandates=counted.mandates,
        identity_known=counted.identity_known,
        budget_plan_made=counted.budget_plan_made,
        homework=tuple(session.scalars(_HOMEWORK, here)),
        own_order=tuple(dossier.step_order),
        lines_open=Counter(line.step for line in month.lines if line.told.amount_open),
    )


def _here(table: Any) -> ColumnElement[bool]:
    return and_(
        table.municipality_id == bindparam("municipality_id", type_=Uuid()),
        table.dossier_id == bindparam("dossier_id", type_=Uuid()),
    )


def _number(table: Any, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(table).where(_here(table), *conditions).scalar_subquery()


_ANSWERED = exists().where(
    Message.municipality_id == Threat.municipality_id,
    Message.dossier_id == Threat.dossier_id,
    Message.author == "counsellor",
    Message.sent_at > Threat.reported_at,
)
# A threat stands, and nobody of ours took it on or wrote since.
_THREAT_OPEN = exists().where(
    _here(Threat), Threat.resolved_at.is_(None), Threat.seen_at.is_(None), ~_ANSWERED
)
_AT_HOME, _PAPERS = HouseholdMember.removed_at.is_(None), Paper.removed_at.is_(None)
# Built once: what the rules count of a dossier, in one query.
_COUNTED = select(
    _THREAT_OPEN.label("threat_open"),
    exists().where(_here(Threat)).label("threat_told"),
    _number(HouseholdMember, _AT_HOME).label("members"),
    _number(HouseholdMember, _AT_HOME, HouseholdMember.kind == "child").label("children"),
    _number(HouseholdMember, _AT_HOME, HouseholdMember.kind == "partner").label("partners"),
    _number(Paper, _PAPERS).label("papers"),
    _number(Paper, _PAPERS, Paper.state == "needed").label("papers_needed"),
    _number(Paper, _PAPERS, Paper.state.in_(("received", "seen"))).label("papers_received"),
    _number(Mandate, Mandate.withdrawn_at.is_(None)).label("mandates"),
    exists().where(_here(Identity), Identity.legal_name_sealed.is_not(None)).label("identity_known"),
    exists().where(_here(BudgetVersion), BudgetVersion.kind.in_(_PLANS)).label("budget_plan_made"),
)
_HOMEWORK = (
    select(Homework.step).where(_here(Homework), Homework.ended_at.is_(None)).order_by(Homework.due_on)
)
_STORED = select(StepAnswer).where(_here(StepAnswer))


def _has_letter(told: DebtTold) -> bool:
    return bool(told.reference or told.letter_date)


def _has_children(children: int, home: object) -> bool | None:
    if children:
        return True
    return None if home is None else False


def _has_partner(partners: int, home: object) -> bool | None:
    if partners:
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
        rows_of(Homework, actor, dossier_id)
        .where(Homework.ended_at.is_(None))
        .order_by(Homework.due_on, Homework.id)
    )
    ring = keyring(session)
    return [
        HomeworkView(row.id, row.step, ring.open(row, "note_sealed") or "", row.due_on, row.assigned_at)
        for row in session.scalars(query)
    ]


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
    query = (
        rows_of(HouseholdMember, actor, dossier_id)
        .where(HouseholdMember.removed_at.is_(None))
        .order_by(HouseholdMember.id)
    )
    if member_id is not None:
        query = query.where(HouseholdMember.id == member_id)
    ring = keyring(session)
    return [
        MemberView(r.id, r.kind, ring.open(r, "name_sealed") or "", r.birth_year, r.days_a_week, r.has_income,
                   r.version, tuple(sorted((r.open_answers or {}).items())))
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
