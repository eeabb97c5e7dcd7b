"""What moves a dossier: phases, besluiten, closing, reopening, services."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date, say_date
from schuldhulp.dossier.closing import (
    BesluitBeforeTalk,
    BesluitKind,
    BesluitNotMotivated,
    ClosingReason,
    check_besluit,
)
from schuldhulp.dossier.events import (
    DecisionRecorded,
    RequestCompleted,
    ServiceEnded,
    ServiceStarted,
    TermSuspended,
)
from schuldhulp.dossier.phases import Phase, check, transition
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.rows import ask_for_a_name
from schuldhulp.dossier.services import Service, check_service
from schuldhulp.dossier.tables import Decision, TermSuspension
from schuldhulp.dossier.tables import Service as ServiceRow
from schuldhulp.phases.queries import case_facts, services_of
from schuldhulp.phases.rows import close_row, due_with_suspensions, move_row, reopen_row
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken, act


class DayToCome(Refused):
    """What is recorded has not happened yet."""

    sentence = "Deze dag komt nog. Leg het vast als het zover is."


class ClosesElsewhere(Refused):
    """Closing and reopening are acts of their own."""

    sentence = "Afsluiten en weer openen doet u met de eigen knop."


class NoTermRuns(Refused):
    """There is no term of the besluit that could stand still: no talk yet, or a besluit already."""

    sentence = "Er loopt nu geen beslistermijn die kan stilstaan. Die begint bij het eerste gesprek."


class TermPassed(Refused):
    """A term that is over cannot stand still."""

    sentence = "De brief is van na de laatste dag van de beslistermijn. Die kan niet meer stilstaan."


class SuspensionReversed(Refused):
    """The last day lies on or before the day of the letter."""

    sentence = "De laatste dag ligt na de dag van de brief. Kijk de datums nog eens na."


class NoReasonGiven(Refused):
    """A hersteltermijn says what is missing (Awb 4:5)."""

    sentence = "Schrijf op wat er nog ontbreekt. Dat staat ook in de brief."


class BeforeLetter(Refused):
    """What was asked cannot have come before it was asked."""

    sentence = "Deze dag ligt voor de dag van de brief. Kijk de datum nog eens na."


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A besluit as it was taken; `document` tells where the paper is when it was taken elsewhere."""

    kind: BesluitKind
    decided_on: date
    elsewhere: bool = False
    document: str = ""
    reason: str | None = None


def change_phase(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, target: Phase, motivation: str = "", *,
    version: int | None = None, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Bring a dossier to another phase. Raises a Refused of dossier.phases that says what is missing."""
    if Phase.AFGESLOTEN in (target, Phase(dossier.phase)):
        raise ClosesElsewhere
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "phase:change", version=version)
        ask_for_a_name(row)
        way = transition(Phase(row.phase), target)
        check(way, replace(case_facts(session, actor, dossier.id), motivation=motivation))
        move_row(doing, row, way, motivation)


def record_decision(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, decided: Decided, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Record a *besluit*. Raises BesluitBeforeTalk, BesluitNotMotivated, NothingToEnd, DayToCome.

    Of one that was taken elsewhere the reason may stand in its paper only.
    """
    if decided.decided_on > local_date(now):
        raise DayToCome
    if decided.kind is not BesluitKind.PLAN_VAN_AANPAK and not (decided.reason or decided.elsewhere):
        raise BesluitNotMotivated
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "decision:record")
        facts = case_facts(session, actor, dossier.id)
        talked = row.first_talk_on is not None and decided.decided_on >= row.first_talk_on
        if row.first_talk_on is not None and not talked and not decided.elsewhere:
            raise BesluitBeforeTalk(
                f"Het eerste gesprek was op {say_date(row.first_talk_on, year=True)}. Een besluit komt daarna. Klopt "
                "de datum van het besluit?"
            )
        check_besluit(decided.kind, talked, facts.besluiten, decided.elsewhere)
        decision = doing.new_row(
            Decision, dossier.id, id=new_id(), kind=decided.kind.value, decided_on=decided.decided_on,
            elsewhere=decided.elsewhere, reason=decided.reason, recorded_at=now, recorded_by=actor.person_id,
        )  # fmt: skip
        doing.keyring.seal(decision, "document_sealed", decided.document.strip() or None)
        row.decision_due = None
        row.version += 1
        doing.record(
            DecisionRecorded(
                decision=decided.kind.value, decided_on=decided.decided_on, elsewhere=decided.elsewhere,
                reason=decided.reason,
            ),
            dossier.id,
        )  # fmt: skip
    return decision.id


def suspend_term(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, letter_on: date, until_on: date,
    reason: str, *, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Give a *hersteltermijn*: the term of the besluit stands still from the day after the letter (Awb 4:5, 4:15).

    Raises NoTermRuns, TermPassed, DayToCome, SuspensionReversed, NoReasonGiven.
    """
    if letter_on > local_date(now):
        raise DayToCome
    if until_on <= letter_on:
        raise SuspensionReversed
    if not reason.strip():
        raise NoReasonGiven
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "decision:record")
        if row.decision_due is None or row.first_talk_on is None or letter_on < row.first_talk_on:
            raise NoTermRuns
        if letter_on > row.decision_due:
            raise TermPassed
        given = doing.new_row(
            TermSuspension, dossier.id, id=new_id(), letter_on=letter_on, until_on=until_on, recorded_at=now,
            recorded_by=actor.person_id,
        )  # fmt: skip
        doing.keyring.seal(given, "reason_sealed", reason.strip())
        session.flush()
        row.decision_due = due_with_suspensions(doing, row, dossier.municipality)
        row.version += 1
        doing.record(
            TermSuspended(
                suspension_id=given.id, letter_on=letter_on, until_on=until_on, decision_due=row.decision_due
            ),
            dossier.id, {"note": reason.strip()},
        )  # fmt: skip
    return given.id


def complete_request(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, suspension_id: UUID, supplied_on: date, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Note the day on which what was missing came in: the term runs again.

    Raises NoTermRuns, DayToCome, BeforeLetter.
    """
    if supplied_on > local_date(now):
        raise DayToCome
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "decision:record")
        given = doing.row(TermSuspension, suspension_id, dossier.id)
        if row.decision_due is None or given.supplied_on is not None:
            raise NoTermRuns
        if supplied_on < given.letter_on:
            raise BeforeLetter
        given.supplied_on = supplied_on
        session.flush()
        row.decision_due = due_with_suspensions(doing, row, dossier.municipality)
        row.version += 1
        doing.record(
            RequestCompleted(
                suspension_id=given.id, letter_on=given.letter_on, supplied_on=supplied_on,
                decision_due=row.decision_due,
            ),
            dossier.id,
        )  # fmt: skip


def close_dossier(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, reason: ClosingReason | None,
    motivation: str = "", *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Close a dossier. Raises a Refused of dossier.closing when the law asks a besluit first."""
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "phase:change")
        close_row(doing, row, reason, case_facts(session, actor, dossier.id), motivation)


def reopen_dossier(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, form: FormToken | None = None
) -> None:
    """Open a closed dossier again, where it stopped or at the start after a refusal or ending; its clocks run."""
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "phase:change", closed_too=True)
        facts = case_facts(session, actor, dossier.id)
        doing.record(reopen_row(doing, row, dossier.municipality, facts), dossier.id)


def start_service(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, service: Service, on: date, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Start a service beside the phases. Raises ServiceAlreadyRuns, DayToCome."""
    if on > local_date(now):
        raise DayToCome
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "phase:change")
        ask_for_a_name(row)
        running = frozenset(s.service for s in services_of(session, actor, dossier.id) if s.ended_on is None)
        check_service(service, True, running, Phase(row.phase))
        doing.new_row(ServiceRow, dossier.id, id=new_id(), kind=service.value, started_on=on)
        doing.record(ServiceStarted(service=service.value, on=on), dossier.id)


def end_service(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, service: Service, on: date, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Stop a service that runs. Raises ServiceNotRunning, DayToCome."""
    if on > local_date(now):
        raise DayToCome
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "phase:change")
        query = select(ServiceRow).where(
            ServiceRow.municipality_id == doing.municipality_id, ServiceRow.dossier_id == dossier.id,
            ServiceRow.ended_on.is_(None),
        )  # fmt: skip
        rows = {Service(r.kind): r for r in session.scalars(query)}
        check_service(service, False, frozenset(rows), Phase(row.phase))
        rows[service].ended_on = max(on, rows[service].started_on)
        doing.record(ServiceEnded(service=service.value, on=on), dossier.id)
