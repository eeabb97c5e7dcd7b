"""The course of a dossier, told again: phases, the first talk, besluiten, services, appointments, closing."""

from datetime import datetime, time, timedelta

from schuldhulp.calendar import local_date
from schuldhulp.contacts.kinds import Answer, Purpose, Result
from schuldhulp.contacts.tables import Appointment, Contact
from schuldhulp.demo.loading_arrival import talk_day
from schuldhulp.demo.loading_case import Case
from schuldhulp.demo.story import Appointment as AppointmentTold
from schuldhulp.dossier.clocks import decision_due
from schuldhulp.dossier.events import (
    AppointmentChanged,
    AppointmentMade,
    ContactLogged,
    DecisionRecorded,
    DossierClosed,
    DossierWithdrawn,
    FirstTalkHeld,
    IdentityRecorded,
    PhaseChanged,
    ServiceEnded,
    ServiceStarted,
)
from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.dossier.phases import TRANSITIONS, Phase
from schuldhulp.dossier.tables import Decision, Service

_ACTS = {(way.source, way.target): way.act for way in TRANSITIONS}
_OURS = ("betalingsregeling", "budgetbeheer")
_RESULTS = {"held": Result.HELD, "missed": Result.MISSED, "moved": Result.MOVED}


def course(case: Case) -> None:
    """Phases in their order, and the closing last."""
    _talk(case)
    for told in case.story.contacts:
        at = case.within(told.at + timedelta(minutes=told.minutes))
        row_id = case.ids.at(at)
        case.add(
            Contact, at, id=row_id, channel=told.how, held_at=min(told.at, at), minutes=told.minutes, who_sealed=None,
            summary_sealed=case.sealed(Contact, "summary_sealed", row_id, told.note), first_talk=False,
            wants_to_continue=None, author=case.staff.role, recorded_by=case.by(told.by).person_id, recorded_at=at,
        )  # fmt: skip
        logged = ContactLogged(
            contact_id=row_id, channel=told.how, held_at=min(told.at, at), minutes=told.minutes
        )
        case.tell(at, case.by(told.by), logged)
    _besluiten(case)
    _identity(case)
    _services(case)
    for appointment in case.story.appointments:
        _appointment(case, appointment)
    _phases(case)


def _phases(case: Case) -> None:
    phases = case.story.phases
    for before, entry in zip(phases, phases[1:], strict=False):
        if entry.phase == Phase.AFGESLOTEN:
            _closing(case, before.phase, entry.at)
            continue
        act = _ACTS[Phase(before.phase), Phase(entry.phase)]
        event = PhaseChanged(from_phase=before.phase, to_phase=entry.phase, transition=act)
        case.tell(case.within(entry.at), case.staff, event)


def _closing(case: Case, phase: str, at: datetime) -> None:
    reason = case.story.closed_reason or "other"
    if reason == "withdrawn" and not case.story.offline:
        stopped = case.within(at - timedelta(days=1, hours=23))
        case.tell(stopped, case.client, DossierWithdrawn(phase=phase))
    case.tell(at, case.staff, DossierClosed(reason=reason, phase=phase))


def _talk(case: Case) -> None:
    talk = case.story.first_talk
    held_on = talk_day(case)
    if talk is None or held_on is None:
        return
    at = case.within(talk.at + timedelta(minutes=50))
    row_id = case.ids.at(at)
    case.add(
        Contact, at, id=row_id, channel=talk.how, held_at=min(talk.at, at), minutes=50,
        who_sealed=case.sealed(Contact, "who_sealed", row_id, talk.present),
        summary_sealed=case.sealed(Contact, "summary_sealed", row_id, talk.question), first_talk=True,
        wants_to_continue=talk.goes_on, author=case.staff.role, recorded_by=case.by(talk.by).person_id, recorded_at=at,
    )  # fmt: skip
    due = decision_due(held_on, case.place.view.levels, case.story.clock_start) if talk.goes_on else None
    held = FirstTalkHeld(
        contact_id=row_id, channel=talk.how, held_on=held_on, wants_to_continue=talk.goes_on, decision_due=due
    )
    case.tell(at, case.by(talk.by), held)


def _besluiten(case: Case) -> None:
    for told in case.story.besluiten:
        at = case.within(utc_at(told.on, time(16, 20)))
        row_id = case.ids.at(at)
        case.add(
            Decision, at, id=row_id, kind=told.kind, decided_on=told.on, elsewhere=told.elsewhere,
            document_sealed=case.sealed(Decision, "document_sealed", row_id, told.note), reason=None, recorded_at=at,
            recorded_by=case.staff.person_id,
        )  # fmt: skip
        event = DecisionRecorded(decision=told.kind, decided_on=told.on, elsewhere=told.elsewhere)
        case.tell(at, case.staff, event)


def _identity(case: Case) -> None:
    for paper in case.story.papers:
        if paper.kind == "identiteitsbewijs" and paper.state == "seen" and paper.on:
            fields = ("legal_name", "birth_date", "address", "bsn", "document_seen")
            case.tell(
                case.within(utc_at(paper.on, time(13, 5))),
                case.staff,
                IdentityRecorded(fields_changed=fields),
            )


def _services(case: Case) -> None:
    for kind in case.story.services:
        wanted = (Phase.STABILISATIE, Phase.AFGESLOTEN) if kind != "wsnp" else (Phase.AFGESLOTEN,)
        entry = next((entry for entry in case.story.phases if entry.phase in wanted), case.story.phases[-1])
        at = case.within(entry.at + timedelta(hours=1))
        on = local_date(at)
        ends = local_date(case.closes_at) if case.closes_at and kind in _OURS else None
        case.add(Service, at, kind=kind, started_on=on, ended_on=ends)
        case.tell(at, case.staff, ServiceStarted(service=kind, on=on))
        if ends and case.closes_at:
            case.tell(case.within(case.closes_at), case.staff, ServiceEnded(service=kind, on=ends))


def _appointment(case: Case, told: AppointmentTold) -> None:
    ahead = told.at > case.story.now
    made = case.within(min(told.at, case.story.now) - timedelta(days=2, hours=case.ids.dice.randrange(20)))
    result = _RESULTS.get(told.result or "", Result.OPEN)
    if result is Result.OPEN and case.closes_at:
        result = Result.CANCELLED
    agreed = not ahead or case.ids.dice.random() < 0.7
    first = case.story.first_talk is None or told.at <= case.story.first_talk.at
    row_id = case.ids.at(made)
    case.add(
        Appointment, made, id=row_id, version=1, kind=told.how, starts_at=told.at,
        place_sealed=case.sealed(Appointment, "place_sealed", row_id, told.place),
        purpose=(Purpose.FIRST_TALK if first else Purpose.PROGRESS).value, result=result.value,
        answer=(Answer.YES if agreed else Answer.OPEN).value, made_by_role=case.staff.role, made_at=made,
    )  # fmt: skip
    due = None if agreed else local_date(made) + timedelta(days=case.place.view.levels.client_days)
    event = AppointmentMade(
        appointment_id=row_id, appointment_kind=told.how, starts_at=told.at, agreed=agreed, client_due_on=due
    )
    case.tell(made, case.staff, event)
    if result is not Result.OPEN:
        changed = AppointmentChanged(appointment_id=row_id, change=result.value, starts_at=told.at)
        case.tell(case.within(told.at + timedelta(minutes=55)), case.staff, changed)
