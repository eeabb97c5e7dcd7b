"""What the rules of phases look at, and the course of a dossier as a page shows it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.budget.queries import month_of
from schuldhulp.contacts.tables import Contact
from schuldhulp.crypto import keyring
from schuldhulp.debts.tables import Mandate
from schuldhulp.dossier.clocks import Suspension
from schuldhulp.dossier.closing import Besluit, BesluitKind
from schuldhulp.dossier.phases import (
    CaseFacts,
    Need,
    Phase,
    Transition,
    check,
    reopening_phase,
    transitions_from,
)
from schuldhulp.dossier.services import Service
from schuldhulp.dossier.tables import Decision, Dossier, Event, Identity, TermSuspension
from schuldhulp.dossier.tables import Service as ServiceRow
from schuldhulp.dossier.visibility import rows_of, visible_to
from schuldhulp.refusals import NotYours, Refused

_MAY_MOTIVATE = frozenset({Need.MOTIVATION, Need.NO_DEFICIT})
_PAST_ONLINE = {"ja": True, "nee": False}


def case_facts(session: Session, actor: Actor, dossier_id: UUID) -> CaseFacts:
    """What the rules of phases look at, as it stands now. Raises NotYours.

    A shortage is read from the month as it is filled in now, after payments on debts.
    """
    dossier = session.scalars(
        select(Dossier).where(
            visible_to(actor), Dossier.municipality_id == actor.municipality_id, Dossier.id == dossier_id
        )
    ).one_or_none()
    if dossier is None:
        raise NotYours
    talk = session.scalars(
        rows_of(Contact, actor, dossier_id)
        .where(Contact.first_talk.is_(True))
        .order_by(Contact.held_at.desc(), Contact.id.desc())
    ).first()
    identity = session.scalars(rows_of(Identity, actor, dossier_id)).first()
    mandate = session.scalars(
        rows_of(Mandate, actor, dossier_id).where(Mandate.withdrawn_at.is_(None))
    ).first()
    return CaseFacts(
        past_online=_PAST_ONLINE.get(dossier.past_online),
        first_talk_held=dossier.first_talk_on is not None,
        client_does_not_continue=dossier.first_talk_on is not None
        and talk is not None
        and talk.wants_to_continue is False,
        identity_established=_established(identity),
        besluiten=tuple(
            Besluit(BesluitKind(d.kind), d.decided_on, d.elsewhere)
            for d in _decisions(session, actor, dossier_id)
        ),
        deficit=_deficit(session, actor, dossier_id),
        machtiging_signed=mandate is not None,
        phase_before_closing=_phase_before_closing(session, actor, dossier_id),
    )


def _established(identity: Identity | None) -> bool:
    """Wgs 7: a name, and a document that one of us saw."""
    return (
        identity is not None
        and identity.legal_name_sealed is not None
        and identity.document_seen_on is not None
    )


def _decisions(session: Session, actor: Actor, dossier_id: UUID) -> list[Decision]:
    query = rows_of(Decision, actor, dossier_id).order_by(Decision.decided_on, Decision.recorded_at)
    return list(session.scalars(query))


def _deficit(session: Session, actor: Actor, dossier_id: UUID) -> bool | None:
    """Whether the month comes short; None while incomes or expenses are not filled in yet."""
    budget = month_of(session, actor, dossier_id).budget
    known = budget.income_cents > 0 and budget.expenses_cents > 0
    return budget.room_cents < 0 if known else None


def _phase_before_closing(session: Session, actor: Actor, dossier_id: UUID) -> Phase | None:
    query = (
        rows_of(Event, actor, dossier_id)
        .where(Event.kind == "DossierClosed")
        .order_by(Event.seq.desc())
        .limit(1)
    )
    last = session.scalars(query).first()
    return Phase(last.envelope["phase"]) if last is not None else None


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way out of a phase: what it needs from whoever chooses it, or the sentence that says why not yet."""

    transition: Transition
    motivation: bool
    blocked: str

    @property
    def code(self) -> str:
        """The phase it leads to, as posted."""
        return self.transition.target.value


@dataclass(frozen=True, kw_only=True)
class DecisionView:
    """A besluit with its words opened."""

    id: UUID
    besluit: Besluit
    document: str
    reason: str | None
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class ServiceView:
    """A service beside the phases."""

    service: Service
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class Course:
    """Where a dossier is and where it can go: closing and reopening stand apart."""

    phase: Phase
    facts: CaseFacts
    ways: tuple[Way, ...]
    decisions: tuple[DecisionView, ...]
    services: tuple[ServiceView, ...]

    @property
    def running(self) -> frozenset[Service]:
        """The services that run now."""
        return frozenset(s.service for s in self.services if s.ended_on is None)

    @property
    def reopens_in(self) -> Phase:
        """The phase in which a closed dossier opens again."""
        return reopening_phase(self.facts)


def course_of(session: Session, actor: Actor, dossier_id: UUID, phase: str) -> Course:
    """The course of a dossier that is in this phase. Raises NotYours."""
    facts = case_facts(session, actor, dossier_id)
    ring = keyring(session)
    here = Phase(phase)
    return Course(
        phase=here,
        facts=facts,
        ways=tuple(
            _way(way, facts) for way in transitions_from(here) if way.target is not Phase.AFGESLOTEN
            and here is not Phase.AFGESLOTEN
        ),
        decisions=tuple(
            DecisionView(
                id=d.id, besluit=Besluit(BesluitKind(d.kind), d.decided_on, d.elsewhere),
                document=ring.open(d, "document_sealed") or "", reason=d.reason, recorded_at=d.recorded_at,
            )
            for d in _decisions(session, actor, dossier_id)
        ),
        services=services_of(session, actor, dossier_id),
    )  # fmt: skip


def _way(way: Transition, facts: CaseFacts) -> Way:
    """A way with the first need that nobody can meet by writing a reason."""
    blocked = ""
    try:
        check(way, replace(facts, motivation="reden"))
    except Refused as refusal:
        blocked = str(refusal)
    needs = _MAY_MOTIVATE & set(way.needs)
    asked = Need.MOTIVATION in needs or (Need.NO_DEFICIT in needs and facts.deficit is not False)
    return Way(transition=way, motivation=asked, blocked=blocked)


@dataclass(frozen=True, kw_only=True)
class SuspensionView:
    """A hersteltermijn with its reason opened."""

    id: UUID
    suspension: Suspension
    reason: str


def suspensions_of(session: Session, actor: Actor, dossier_id: UUID) -> tuple[SuspensionView, ...]:
    """The hersteltermijnen of a dossier, oldest first."""
    query = rows_of(TermSuspension, actor, dossier_id).order_by(TermSuspension.letter_on, TermSuspension.id)
    ring = keyring(session)
    return tuple(
        SuspensionView(
            id=row.id, suspension=Suspension(row.letter_on, row.until_on, row.supplied_on),
            reason=ring.open(row, "reason_sealed") or "",
        )
        for row in session.scalars(query)
    )  # fmt: skip


def services_of(session: Session, actor: Actor, dossier_id: UUID) -> tuple[ServiceView, ...]:
    """The services of a dossier, those that run first."""
    query = rows_of(ServiceRow, actor, dossier_id).order_by(ServiceRow.started_on.desc())
    views = [
        ServiceView(service=Service(row.kind), started_on=row.started_on, ended_on=row.ended_on)
        for row in session.scalars(query)
    ]
    return tuple(sorted(views, key=lambda view: view.ended_on is not None))
