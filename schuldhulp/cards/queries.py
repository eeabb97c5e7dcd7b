"""What staff read on the front of a dossier: contact wishes, safety note, question for help, decisions, services."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Decision, Dossier, Participation, Service
from schuldhulp.dossier.visibility import visible_to


@dataclass(frozen=True, kw_only=True)
class CaseCard:
    """The front of a dossier, opened for staff. `safety_note` is never shown to the client."""

    contact: str
    safety_note: str
    question_for_help: str
    zaaknummer_elders: str
    decided_on: date | None
    services: tuple[str, ...]
    supporters: tuple[str, ...]


def case_card(session: Session, actor: Actor, dossier: DossierView) -> CaseCard | None:
    """The card of a dossier; None for anybody who is not staff."""
    query = select(Dossier).where(
        visible_to(actor), Dossier.municipality_id == actor.municipality_id, Dossier.id == dossier.id
    )
    row = session.scalars(query).first() if actor.is_staff else None
    if row is None:
        return None
    ring = keyring(session)
    here = (dossier.municipality_id, dossier.id)
    decided = select(Decision.decided_on).where(
        Decision.municipality_id == here[0], Decision.dossier_id == here[1]
    )
    services = select(Service.kind).where(
        Service.municipality_id == here[0], Service.dossier_id == here[1], Service.ended_on.is_(None)
    )
    return CaseCard(
        contact=ring.open(row, "contact_sealed") or "",
        safety_note=ring.open(row, "safety_note_sealed") or "",
        question_for_help=ring.open(row, "question_for_help_sealed") or "",
        zaaknummer_elders=ring.open(row, "zaaknummer_elders_sealed") or "",
        decided_on=session.scalar(decided.order_by(Decision.decided_on.desc()).limit(1)),
        services=tuple(session.scalars(services.order_by(Service.started_on))),
        supporters=_supporters(session, here),
    )


def _supporters(session: Session, here: tuple[UUID, UUID]) -> tuple[str, ...]:
    query = (
        select(Person)
        .join(Participation, and_(Participation.person_id == Person.id, Participation.role == "supporter"))
        .where(Participation.municipality_id == here[0], Participation.dossier_id == here[1])
        .where(Participation.ended_at.is_(None))
    )
    ring = keyring(session)
    return tuple(ring.open(person, "name_sealed") or "iemand" for person in session.scalars(query))
