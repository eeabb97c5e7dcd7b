"""What the rules of the werkboek count of a dossier; nothing sealed is opened for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, String, and_, cast, exists, func, null, select, union_all
from sqlalchemy.orm import Session

from schuldhulp.budget.categories import CATEGORY, Group
from schuldhulp.budget.tables import BudgetPost, BudgetVersion
from schuldhulp.debts.tables import Debt, Mandate
from schuldhulp.documents.tables import Paper
from schuldhulp.dossier.facts import DossierFacts, StoredStep
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.situation import Home, Partner
from schuldhulp.dossier.tables import Identity, Threat
from schuldhulp.dossier.visibility import ASKED, read_rows
from schuldhulp.messages.tables import Message
from schuldhulp.workbook.tables import Homework, HouseholdMember

_WITH_PARTNER = (Partner.LIVING, Partner.MARRIED, Partner.CONTRACT)
_PLANS = ("plan", "agreed")
HOME_STEP = "thuis"


class Line(NamedTuple):
    """What is counted of a line of the budget."""

    step: str
    code: str
    amount_open: str | None


class OfDossier(Protocol):
    """What the rules take from a dossier itself: as the door gives it, or as an act holds it."""

    @property
    def municipality_id(self) -> UUID:
        """The municipality's id."""

    @property
    def id(self) -> UUID:
        """Its id."""

    @property
    def phase(self) -> str:
        """Where it is on the road."""

    @property
    def first_talk_on(self) -> date | None:
        """The day of the first talk, once held."""

    @property
    def step_order(self) -> Sequence[str]:
        """The steps as the client put them."""


def read_threat_open(session: Session, municipality_id: UUID, dossier_id: UUID) -> bool:
    """Whether a threat stands that nobody of ours took on or answered."""
    asked = {"municipality_id": municipality_id, "dossier_id": dossier_id}
    return bool(read_rows(session, _IS_THREAT_OPEN, asked)[0][0])


def read_counts(session: Session, dossier: OfDossier, stored: Mapping[str, StoredStep]) -> DossierFacts:
    """The facts by which steps are needed, done or open: counts only, and every amount is 0.

    For the page of a step and for the act that saves one, under its lock: no line or debt is opened for it. `debts`
    counts the list, with any doubles in it; the rules that read amounts and doubles take the facts of a `Workbook`.
    Of `stored` only the step about home is looked at.
    """
    here = {"municipality_id": dossier.municipality_id, "dossier_id": dossier.id}
    lines, tasks = [], []
    for step, code, amount_open, due_on in read_rows(session, _LISTED, here):
        if code is None:
            tasks.append((due_on, step))
        else:
            lines.append(Line(step, code, amount_open))
    counts = Counts(read_rows(session, _COUNTED, here)[0], tuple(step for _, step in sorted(tasks)))
    return facts_of(dossier, stored, lines, counts)


class Counts(NamedTuple):
    """What the database counts of a dossier, and the steps that wait as homework, by date."""

    counted: Any
    tasks: tuple[str, ...]


def counts_of(session: Session, dossier: OfDossier) -> Counts:
    """What is counted for who reads the lines of the budget too; `facts_of` makes facts of it."""
    here = {"municipality_id": dossier.municipality_id, "dossier_id": dossier.id}
    tasks = tuple(row.step for row in read_rows(session, _HOMEWORK, here))
    return Counts(read_rows(session, _COUNTED, here)[0], tasks)


def facts_of(
    dossier: OfDossier, stored: Mapping[str, StoredStep], lines: Sequence[Line], counts: Counts
) -> DossierFacts:
    """The facts that `read_counts` gives, of what was read already."""
    counted = counts.counted
    incomes = sum(1 for line in lines if CATEGORY[line.code].group is Group.INCOME)
    home = stored[HOME_STEP].record if HOME_STEP in stored else None
    return DossierFacts(
        threat_open=bool(counted.threat_open),
        threat_handled=bool(counted.threat_told and not counted.threat_open),
        phase=dossier.phase,
        first_talk_held=dossier.first_talk_on is not None,
        has_children=_has_children(counted.children, home),
        has_partner=_has_partner(counted.partners, home),
        housing=_chosen(home, "housing"),
        rows=_row_counts(counted, lines),
        incomes=incomes,
        expenses=len(lines) - incomes,
        debts=counted.debts,
        papers_needed=counted.papers_needed,
        papers_received=counted.papers_received,
        mandates=counted.mandates,
        identity_known=bool(counted.identity_known),
        budget_plan_made=bool(counted.budget_plan_made),
        homework=counts.tasks,
        own_order=tuple(dossier.step_order),
        lines_open=Counter(line.step for line in lines if line.amount_open),
    )


def of_dossier(table: Any) -> ColumnElement[bool]:
    """The condition on a table for a statement that is run with a municipality and a dossier."""
    return and_(
        table.c.municipality_id == ASKED["municipality_id"], table.c.dossier_id == ASKED["dossier_id"]
    )


def _number(table: Any, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(table).where(of_dossier(table), *conditions).scalar_subquery()


_THREAT, _MESSAGE, _MEMBER = Threat.__table__, Message.__table__, HouseholdMember.__table__
_PAPER, _MANDATE, _DEBT, _IDENTITY = Paper.__table__, Mandate.__table__, Debt.__table__, Identity.__table__
_POST, _VERSION, _TASK = BudgetPost.__table__, BudgetVersion.__table__, Homework.__table__
_ANSWERED = exists().where(
    _MESSAGE.c.municipality_id == _THREAT.c.municipality_id,
    _MESSAGE.c.dossier_id == _THREAT.c.dossier_id,
    _MESSAGE.c.author == "counsellor",
    _MESSAGE.c.sent_at > _THREAT.c.reported_at,
)
# A threat stands, and nobody of ours took it on or wrote since.
_THREAT_OPEN = exists().where(
    of_dossier(_THREAT), _THREAT.c.resolved_at.is_(None), _THREAT.c.seen_at.is_(None), ~_ANSWERED
)
_IS_THREAT_OPEN = select(_THREAT_OPEN)
_AT_HOME, _PAPERS = _MEMBER.c.removed_at.is_(None), _PAPER.c.removed_at.is_(None)
# Built once: what the rules count of a dossier, in one query.
_COUNTED = select(
    _THREAT_OPEN.label("threat_open"),
    exists().where(of_dossier(_THREAT)).label("threat_told"),
    _number(_MEMBER, _AT_HOME).label("members"),
    _number(_MEMBER, _AT_HOME, _MEMBER.c.kind == "child").label("children"),
    _number(_MEMBER, _AT_HOME, _MEMBER.c.kind == "partner").label("partners"),
    _number(_PAPER, _PAPERS).label("papers"),
    _number(_PAPER, _PAPERS, _PAPER.c.state == "needed").label("papers_needed"),
    _number(_PAPER, _PAPERS, _PAPER.c.state.in_(("received", "seen", "approved", "question"))).label(
        "papers_received"
    ),
    _number(_DEBT, _DEBT.c.removed_at.is_(None)).label("debts"),
    _number(_MANDATE, _MANDATE.c.withdrawn_at.is_(None)).label("mandates"),
    exists().where(of_dossier(_IDENTITY), _IDENTITY.c.legal_name_sealed.is_not(None)).label("identity_known"),
    exists().where(of_dossier(_VERSION), _VERSION.c.kind.in_(_PLANS)).label("budget_plan_made"),
)
_LINES = select(_POST.c.step, _POST.c.code, _POST.c.amount_open, cast(null(), _TASK.c.due_on.type)).where(
    of_dossier(_POST), _POST.c.removed_at.is_(None)
)
_WAITS = and_(of_dossier(_TASK), _TASK.c.ended_at.is_(None))
_HOMEWORK = select(_TASK.c.step).where(_WAITS).order_by(_TASK.c.due_on)
# The lines of the budget and the homework in one query; homework has no code.
_LISTED = union_all(
    select(_TASK.c.step, cast(null(), String), cast(null(), String), _TASK.c.due_on).where(_WAITS), _LINES
)


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


def _row_counts(counted: Any, lines: Sequence[Line]) -> dict[str, int]:
    counts = {
        "thuis": counted.members, "schulden-grof": counted.debts, "een-schuld": counted.debts,
        "papieren": counted.papers, "machtiging": counted.mandates,
    }  # fmt: skip
    for line in lines:
        counts[line.step] = counts.get(line.step, 0) + 1
    return counts
