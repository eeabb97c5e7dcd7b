"""Row functions of the course: closing and reopening as a part of an act."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from schuldhulp.calendar import local_date
from schuldhulp.contacts.kinds import Result
from schuldhulp.contacts.tables import Appointment
from schuldhulp.dossier.clocks import Suspension, decision_due, earliest_first_talk_due
from schuldhulp.dossier.closing import COMES_BACK, COMPLETED, ClosingReason, plan_in_force
from schuldhulp.dossier.events import (
    AppointmentChanged,
    DossierClosed,
    DossierReopened,
    HomeworkEnded,
    PhaseChanged,
    ServiceEnded,
)
from schuldhulp.dossier.phases import CaseFacts, Phase, Transition, check, reopening_phase, transition
from schuldhulp.dossier.tables import Dossier, Service, TermSuspension, Threat
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.unit_of_work import Act
from schuldhulp.workbook.tables import Homework


def move_row(doing: Act, row: Dossier, way: Transition, motivation: str = "") -> None:
    """Bring a dossier to another phase that is open; its needs were checked."""
    doing.record(
        PhaseChanged(from_phase=row.phase, to_phase=way.target.value, transition=way.act), row.id,
        {"note": motivation.strip()} if motivation.strip() else None,
    )  # fmt: skip
    row.phase = way.target.value
    row.version += 1


def close_row(
    doing: Act, row: Dossier, reason: ClosingReason | None, facts: CaseFacts, motivation: str = ""
) -> None:
    """Close a dossier: what was planned is cancelled, what was asked withdrawn. Raises a Refused of closing."""
    phase = Phase(row.phase)
    check(transition(phase, Phase.AFGESLOTEN), replace(facts, closing_reason=reason, motivation=motivation))
    assert reason is not None
    _end_what_runs(doing, row.id)
    row.phase, row.closed_at, row.closing_reason = Phase.AFGESLOTEN.value, doing.now, reason.value
    row.first_talk_due = row.decision_due = None
    row.version += 1
    detail = {"note": motivation.strip()} if motivation.strip() else None
    doing.record(DossierClosed(reason=reason.value, phase=phase.value), row.id, detail)


def reopen_row(
    doing: Act, row: Dossier, municipality: MunicipalityView, facts: CaseFacts, *, by_client: bool = False
) -> DossierReopened:
    """Open a closed dossier; gives the event to record, with the clocks that run from now.

    Who stopped, or got a besluit that refused or ended the help, turns to the municipality anew: a new eerste
    gesprek within its term (Wgs 4(1)), three working days when one of the six threatens (Wgs 4(2)). After any
    other closing the old clocks run on, as if nothing had happened; `by_client`: not after help that was completed.
    """
    phase = transition(Phase(row.phase), reopening_phase(facts)).target
    refused_or_ended = facts.besluiten and not plan_in_force(facts.besluiten)
    left = row.closing_reason in COMES_BACK and not plan_in_force(facts.besluiten)
    anew = bool(refused_or_ended) or (left and (row.first_talk_on is None or facts.client_does_not_continue))
    anew = anew or (by_client and row.closing_reason in COMPLETED)
    row.phase, row.closed_at, row.closing_reason = phase.value, None, None
    today = local_date(doing.now)
    if anew:
        row.clock_started_on, row.first_talk_on = today, None
    threats = _standing_threats(doing, row.id)
    if row.first_talk_on is None:
        reported = [max(local_date(t.reported_at), row.clock_started_on) for t in threats if t.legal]
        row.first_talk_due = earliest_first_talk_due(row.clock_started_on, reported, municipality.levels)
    elif not facts.besluiten and not facts.client_does_not_continue:
        row.decision_due = due_with_suspensions(doing, row, municipality)
    row.version += 1
    worst = threats[0] if threats else None
    return DossierReopened(
        phase=phase.value, first_talk_due=row.first_talk_due, decision_due=row.decision_due,
        clock_started_on=today if anew else None, threat=worst.kind if worst else None,
        threat_legal=worst.legal if worst else False, threat_on=worst.threatens_on if worst else None,
    )  # fmt: skip


def due_with_suspensions(doing: Act, row: Dossier, municipality: MunicipalityView) -> date:
    """The last day for the besluit of a dossier whose talk was held, with every hersteltermijn since that talk."""
    assert row.first_talk_on is not None
    here = {"municipality_id": doing.municipality_id, "dossier_id": row.id}
    given = [
        Suspension(one.letter_on, one.until_on, one.supplied_on)
        for one in doing.session.scalars(select(TermSuspension).filter_by(**here))
        if one.letter_on >= row.first_talk_on
    ]
    return decision_due(row.first_talk_on, municipality.levels, row.clock_started_on, given)


def _standing_threats(doing: Act, dossier_id: UUID) -> list[Threat]:
    """The threats that were not resolved, the worst first."""
    here = {"municipality_id": doing.municipality_id, "dossier_id": dossier_id, "resolved_at": None}
    found = doing.session.scalars(select(Threat).filter_by(**here))
    return sorted(found, key=lambda threat: (not threat.legal, threat.threatens_on or date.max))


def _end_what_runs(doing: Act, dossier_id: UUID) -> None:
    here = {"municipality_id": doing.municipality_id, "dossier_id": dossier_id}
    for appointment in doing.session.scalars(select(Appointment).filter_by(**here, result=Result.OPEN.value)):
        if appointment.starts_at <= doing.now:
            continue
        appointment.result = Result.CANCELLED.value
        doing.record(
            AppointmentChanged(
                appointment_id=appointment.id, change=Result.CANCELLED.value, starts_at=appointment.starts_at
            ),
            dossier_id,
        )
    for homework in doing.session.scalars(select(Homework).filter_by(**here, ended_at=None)):
        homework.ended_at, homework.outcome = doing.now, "withdrawn"
        doing.record(HomeworkEnded(step=homework.step, outcome="withdrawn"), dossier_id)
    for service in doing.session.scalars(select(Service).filter_by(**here, ended_on=None)):
        # Bewind and Wsnp go on without us: they are not ours to end.
        if service.kind in ("betalingsregeling", "budgetbeheer"):
            service.ended_on = local_date(doing.now)
            doing.record(ServiceEnded(service=service.kind, on=service.ended_on), dossier_id)
