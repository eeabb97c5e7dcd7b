"""Requests about own data: those of one client, and the worklist of who answers them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.calendar import local_date
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.dossier.tables import Decision, Dossier
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.refusals import NotYours
from schuldhulp.retention.tables import RetentionCase
from schuldhulp.rights.kinds import Kind, Outcome
from schuldhulp.rights.tables import RightsRequest

SOON_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request, opened. `kenmerk` is of its dossier."""

    id: UUID
    kenmerk: str
    kind: Kind
    words: str
    asked_at: datetime
    due_on: date
    extended: bool
    extension: str
    outcome: Outcome | None
    answer: str
    answered_at: datetime | None
    version: int

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.outcome is None

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.open and today > self.due_on

    def soon(self, today: date) -> bool:
        """Whether its day is near."""
        return self.open and 0 <= (self.due_on - today).days <= SOON_DAYS


def own_requests(session: Session, actor: Actor, dossier_id: UUID, kenmerk: str) -> tuple[Request, ...]:
    """The requests of a dossier, newest first."""
    rows = session.scalars(rows_of(RightsRequest, actor, dossier_id).order_by(RightsRequest.asked_at.desc()))
    ring = keyring(session)
    return tuple(_request(ring, row, kenmerk) for row in rows)


def worklist(session: Session, actor: Actor, *, answered: bool = False) -> tuple[Request, ...]:
    """The requests of the municipality: open ones by their day, or the last fifty that were answered.

    Who answers them opens no dossier: the request carries its own words.
    """
    if not may(actor, "rights:handle"):
        raise NotYours
    query = _of_municipality(actor)
    if answered:
        query = (
            query.where(RightsRequest.answered_at.is_not(None))
            .order_by(RightsRequest.answered_at.desc())
            .limit(50)
        )
    else:
        query = query.where(RightsRequest.answered_at.is_(None)).order_by(
            RightsRequest.due_on, RightsRequest.id
        )
    rows = session.execute(query).all()
    ring = keyring(session)
    ring.load_dossiers(actor.own_municipality, {row.dossier_id for row, _ in rows})
    return tuple(_request(ring, row, kenmerk) for row, kenmerk in rows)


def find_request(session: Session, actor: Actor, request_id: UUID) -> Request:
    """One request of the municipality. Raises NotYours."""
    if not may(actor, "rights:handle"):
        raise NotYours
    found = session.execute(_of_municipality(actor).where(RightsRequest.id == request_id)).one_or_none()
    if found is None:
        raise NotYours
    return _request(keyring(session), *found)


def _of_municipality(actor: Actor) -> Any:
    of = and_(
        Dossier.municipality_id == RightsRequest.municipality_id, Dossier.id == RightsRequest.dossier_id
    )
    return (
        select(RightsRequest, Dossier.kenmerk)
        .join(Dossier, of)
        .where(RightsRequest.municipality_id == actor.own_municipality, Dossier.deleted_at.is_(None))
    )


def _request(ring: Keyring, row: RightsRequest, kenmerk: str) -> Request:
    return Request(
        id=row.id, kenmerk=kenmerk, kind=Kind(row.kind), words=ring.open(row, "words_sealed") or "",
        asked_at=row.asked_at, due_on=row.extended_until or row.due_on, extended=row.extended_until is not None,
        extension=ring.open(row, "extension_sealed") or "", outcome=Outcome(row.outcome) if row.outcome else None,
        answer=ring.open(row, "answer_sealed") or "", answered_at=row.answered_at, version=row.version,
    )  # fmt: skip


def decided(session: Session, actor: Actor, dossier_id: UUID) -> bool:
    """Whether a besluit was taken in the dossier."""
    return session.scalars(rows_of(Decision, actor, dossier_id).limit(1)).first() is not None


def goes_after(session: Session, actor: Actor, dossier_id: UUID) -> date | None:
    """The day after which the client's dossier is erased, when the term is over and it was approved."""
    query = select(RetentionCase.erase_after).where(
        RetentionCase.municipality_id == actor.own_municipality, RetentionCase.dossier_id == dossier_id,
        RetentionCase.state == "approved",
    )  # fmt: skip
    found: date | None = session.scalars(query).first()
    return found


def open_counts(session: Session, actor: Actor, today: date) -> tuple[int, int]:
    """How many requests are open, and how many of them are late."""
    found = worklist(session, actor)
    return len(found), sum(one.late(today) for one in found)


def asked_on(request: Request) -> date:
    """The day it came in, in Amsterdam."""
    return local_date(request.asked_at)
