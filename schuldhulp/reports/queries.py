"""What a report reads: events and amounts of one municipality, never a name or a word."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from schuldhulp.access import Actor, Role, may
from schuldhulp.debts.tables import Debt, DoubleVerdict
from schuldhulp.dossier.envelopes import from_envelope
from schuldhulp.dossier.tables import Dossier, Event, Participation
from schuldhulp.experience.queries import QUESTIONS
from schuldhulp.experience.tables import ExperienceAnswer
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.refusals import NotAllowed
from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.document import ReportDocument, from_json
from schuldhulp.reports.folding import Told, history_of
from schuldhulp.reports.history import DossierHistory, Felt, Together
from schuldhulp.reports.periods import ReportPeriod
from schuldhulp.reports.tables import Report

COUNTED = (
    "DossierRegistered", "DossierAssigned", "OnlineAnswered", "ThreatReported", "FirstTalkHeld", "DecisionRecorded",
    "MessageSent", "ContactLogged", "HomeworkAssigned", "StepAnswered", "PaperMarked", "PhaseChanged", "DossierClosed",
    "DossierReopened",
)  # fmt: skip


def settings_of(municipality: MunicipalityView) -> ReportSettings:
    """The terms, targets and smallest cell that a municipality's report is made with."""
    levels, stored = municipality.levels, municipality.report_settings
    standard = ReportSettings()
    return ReportSettings(
        minimum_cell=int(stored.get("minimum_cell", standard.minimum_cell)),
        first_talk_days=levels.first_talk_days,
        threat_working_days=levels.threatening_working_days,
        decision_days=levels.decision_days,
        opening_hours=tuple((h.opens, h.closes) if h else None for h in municipality.opening.week),
        targets={**standard.targets, **{k: int(v) for k, v in dict(stored.get("targets", {})).items()}},
    )


def histories(session: Session, actor: Actor) -> list[DossierHistory]:
    """The history of every dossier of the actor's municipality, as figures. Raises NotAllowed."""
    if not may(actor, "report:read") or actor.municipality_id is None:
        raise NotAllowed
    owed, together = _owed(session, actor.municipality_id), _together(session, actor.municipality_id)
    felt = _felt(session, actor.municipality_id)
    query = (
        select(Event.dossier_id, Event.kind, Event.envelope, Event.at, Event.role, Event.acting_for)
        .join(Dossier, and_(Dossier.municipality_id == Event.municipality_id, Dossier.id == Event.dossier_id))
        .where(Event.municipality_id == actor.municipality_id, Event.kind.in_(COUNTED))
        .where(Dossier.deleted_at.is_(None))
        .order_by(Event.dossier_id, Event.seq)
        .execution_options(yield_per=2000)
    )
    found = []
    for dossier_id, rows in groupby(session.execute(query), key=lambda row: row[0]):
        told = [Told(from_envelope(kind, envelope), at, role, acting_for is not None)
                for _, kind, envelope, at, role, acting_for in rows]  # fmt: skip
        cents, creditors = owed.get(dossier_id, (None, None))
        history = history_of(str(dossier_id), told, debt_cents=cents, creditors=creditors)
        if history is not None:
            found.append(
                replace(history, together=together.get(dossier_id, ()), felt=felt.get(dossier_id, ()))
            )
    return found


def _together(session: Session, municipality_id: UUID) -> dict[UUID, tuple[Together, ...]]:
    """With which dossiers each one shares or shared, as partners."""
    query = select(
        Participation.dossier_id,
        Participation.own_dossier_id,
        Participation.started_at,
        Participation.ended_at,
    ).where(Participation.municipality_id == municipality_id, Participation.role == Role.PARTNER.value)
    found: dict[UUID, tuple[Together, ...]] = {}
    for dossier_id, other, since, until in session.execute(query):
        found[dossier_id] = (*found.get(dossier_id, ()), Together(str(other), since, until))
    return found


def _felt(session: Session, municipality_id: UUID) -> dict[UUID, tuple[Felt, ...]]:
    """What the client of each dossier answered about the help, in order of time; never the words."""
    asked = [name for name, _ in QUESTIONS]
    query = (
        select(
            ExperienceAnswer.dossier_id,
            ExperienceAnswer.given_at,
            *(getattr(ExperienceAnswer, n) for n in asked),
        )
        .where(ExperienceAnswer.municipality_id == municipality_id)
        .order_by(ExperienceAnswer.given_at, ExperienceAnswer.id)
    )
    found: dict[UUID, tuple[Felt, ...]] = {}
    for row in session.execute(query):
        said = [Felt(row.given_at, name, answer) for name in asked if (answer := getattr(row, name))]
        found[row.dossier_id] = (*found.get(row.dossier_id, ()), *said)
    return found


def _owed(session: Session, municipality_id: UUID) -> dict[UUID, tuple[int | None, int]]:
    """Per dossier the sum and number of claims that stand; a debt called the same as another counts once."""
    verdict = aliased(DoubleVerdict)
    double = exists().where(
        verdict.municipality_id == Debt.municipality_id,
        verdict.other_id == Debt.id,
        verdict.verdict == "same",
    )
    amount = func.coalesce(Debt.confirmed_cents, Debt.claimed_cents)
    query = (
        select(Debt.dossier_id, func.sum(amount), func.count())
        .where(Debt.municipality_id == municipality_id, Debt.removed_at.is_(None), ~double)
        .group_by(Debt.dossier_id)
    )
    return {
        row[0]: (int(row[1]) if row[1] is not None else None, int(row[2])) for row in session.execute(query)
    }


@dataclass(frozen=True, kw_only=True)
class KeptReport:
    """The newest figures of a period that were kept: the count (number 0) or a version that was set."""

    number: int
    kept_on: date
    document: ReportDocument


def kept_report(session: Session, actor: Actor, period: ReportPeriod) -> KeptReport | None:
    """The newest version of a period, else its count; None while it was never counted. Raises NotAllowed."""
    if not may(actor, "report:read"):
        raise NotAllowed
    query = (
        select(Report.number, Report.set_on, Report.content)
        .where(Report.municipality_id == actor.municipality_id, Report.period == period.code)
        .order_by(Report.number.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return KeptReport(number=row.number, kept_on=row.set_on, document=from_json(row.content)) if row else None


@dataclass(frozen=True)
class PeriodLine:
    """A period in the list: its code and name, and when its newest version was set, or the period was counted."""

    period: ReportPeriod
    kept_on: date | None = None
    number: int | None = None
    over: bool = True


def periods(session: Session, actor: Actor, today: date) -> list[PeriodLine]:
    """The quarters and years since the first registration, newest first, with what was set."""
    query = select(func.min(Dossier.clock_started_on)).where(Dossier.municipality_id == actor.municipality_id)
    first = session.scalar(query) or today
    set_reports = (
        select(Report.period, func.max(Report.number), func.max(Report.set_on))
        .where(Report.municipality_id == actor.municipality_id)
        .group_by(Report.period)
    )
    known = {row[0]: (row[1], row[2]) for row in session.execute(set_reports)}
    found = []
    for year in range(today.year, first.year - 1, -1):
        for period in (ReportPeriod(year), *(ReportPeriod(year, q) for q in (4, 3, 2, 1))):
            if period.first <= today and period.last >= first:
                number, kept_on = known.get(period.code, (None, None))
                found.append(PeriodLine(period, kept_on, number, over=period.last < today))
    return found
