"""What staff read on the front of a dossier: contact wishes, safety note, question for help, decisions, services."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Decision, Dossier, Participation, Service
from schuldhulp.dossier.visibility import ASKED, asked_by, read_rows, visible_as
from schuldhulp.reach.cooling import Cooling, What, counting
from schuldhulp.reach.queries import COOLS, cooling_of


@dataclass(frozen=True, kw_only=True)
class CaseCard:
    """The front of a dossier, opened for staff. `safety_note` is never shown to the client.

    `contact` is what counts now; `cooling` what was changed and does not count yet, `email_from` the same of a mail
    address.
    """

    contact: str
    safety_note: str
    question_for_help: str
    zaaknummer_elders: str
    decided_on: date | None
    services: tuple[str, ...]
    supporters: tuple[str, ...]
    cooling: tuple[Cooling, ...] = ()
    email_from: datetime | None = None
    partnered: bool = False


def case_card(session: Session, actor: Actor, dossier: DossierView, now: datetime) -> CaseCard | None:
    """The card of a dossier; None for anybody who is not staff."""
    if not actor.is_staff:
        return None
    asked = asked_by(actor, dossier.id, now=now)
    rows = read_rows(session, _card(actor.role), asked)
    if not rows:
        return None
    ring, row = keyring(session), rows[0]
    opened = ring.opener(Dossier, dossier.municipality_id, dossier.id)
    cooling = cooling_of(session, dossier.municipality_id, dossier.id, now) if row.cools else ()
    return CaseCard(
        contact=counting(opened(row, "contact_sealed") or "", cooling, What.CONTACT),
        cooling=cooling,
        email_from=row.email_from,
        partnered=bool(row.partnered),
        safety_note=opened(row, "safety_note_sealed") or "",
        question_for_help=opened(row, "question_for_help_sealed") or "",
        zaaknummer_elders=opened(row, "zaaknummer_elders_sealed") or "",
        decided_on=row.decided_on,
        services=tuple(found.kind for found in read_rows(session, _SERVICES, asked)) if row.served else (),
        supporters=_supporters(session, asked) if row.supported else (),
    )


def _here(table: Any) -> ColumnElement[bool]:
    return and_(
        table.c.municipality_id == ASKED["municipality_id"], table.c.dossier_id == ASKED["dossier_id"]
    )


_DOSSIER, _DECISION, _SERVICE = Dossier.__table__, Decision.__table__, Service.__table__
_PART, _PERSON = Participation.__table__, Person.__table__
_RUNS = and_(_here(_SERVICE), _SERVICE.c.ended_on.is_(None))
_SUPPORTS = and_(_here(_PART), _PART.c.role == "supporter", _PART.c.ended_at.is_(None))
_SERVICES = select(_SERVICE.c.kind).where(_RUNS).order_by(_SERVICE.c.started_on)
_EMAIL_FROM = (
    select(func.max(_PERSON.c.email_new_from))
    .join_from(_PART, _PERSON, _PERSON.c.id == _PART.c.person_id)
    .where(_here(_PART), _PART.c.role == "client", _PART.c.ended_at.is_(None))
    .scalar_subquery()
)
_SUPPORTERS = (
    select(_PERSON.c.id, _PERSON.c.name_sealed)
    .join_from(_PART, _PERSON, _PERSON.c.id == _PART.c.person_id)
    .where(_SUPPORTS)
)


@cache
def _card(role: Role) -> Select[Any]:
    """The sealed words of the front, the last decision, and whether there are services and supporters to read."""
    decided = (
        select(_DECISION.c.decided_on)
        .where(_here(_DECISION))
        .order_by(_DECISION.c.decided_on.desc())
        .limit(1)
    )
    return select(
        _DOSSIER.c.id, _DOSSIER.c.contact_sealed, _DOSSIER.c.safety_note_sealed, _DOSSIER.c.question_for_help_sealed,
        _DOSSIER.c.zaaknummer_elders_sealed, decided.scalar_subquery().label("decided_on"),
        exists().where(_RUNS).label("served"), exists().where(_SUPPORTS).label("supported"),
        exists().where(_here(_PART), _PART.c.role == "partner").label("partnered"),
        exists().where(COOLS).label("cools"), _EMAIL_FROM.label("email_from"),
    ).where(
        visible_as(role), _DOSSIER.c.municipality_id == ASKED["municipality_id"],
        _DOSSIER.c.id == ASKED["dossier_id"],
    )  # fmt: skip


def _supporters(session: Session, asked: dict[str, Any]) -> tuple[str, ...]:
    opened = keyring(session).opener(Person, None, None)
    return tuple(opened(row, "name_sealed") or "iemand" for row in read_rows(session, _SUPPORTERS, asked))
