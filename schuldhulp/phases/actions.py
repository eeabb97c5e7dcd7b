"""What moves a dossier: phases, besluiten, closing, reopening, services."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.dossier.closing import BesluitKind, BesluitNotMotivated, ClosingReason, check_besluit
from schuldhulp.dossier.events import (
    DecisionRecorded,
    ServiceEnded,
    ServiceStarted,
)
from schuldhulp.dossier.phases import Phase, check, transition
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.services import Service, check_service
from schuldhulp.dossier.tables import Decision
from schuldhulp.dossier.tables import Service as ServiceRow
from schuldhulp.phases.queries import case_facts, services_of
from schuldhulp.phases.rows import close_row, move_row, reopen_row
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken, act


class DayToCome(Refused):
    """What is recorded has not happened yet."""

    sentence = "Deze dag komt nog. Leg het vast als het zover is."


class ClosesElsewhere(Refused):
    """Closing and reopening are acts of their own."""

    sentence = "Afsluiten en weer openen doet u met de eigen knop."


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
