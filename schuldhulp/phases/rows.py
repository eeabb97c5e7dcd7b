"""Row functions of the course: closing as a part of an act."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from schuldhulp.calendar import local_date
from schuldhulp.contacts.kinds import Result
from schuldhulp.contacts.tables import Appointment
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.events import (
    AppointmentChanged,
    DossierClosed,
    HomeworkEnded,
    PhaseChanged,
    ServiceEnded,
)
from schuldhulp.dossier.phases import CaseFacts, Phase, Transition, check, transition
from schuldhulp.dossier.tables import Dossier, Service
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
