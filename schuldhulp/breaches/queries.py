"""The register of datalekken, as its administrator reads it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.breaches.rules import due_at
from schuldhulp.breaches.tables import Breach
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.refusals import NotYours


@dataclass(frozen=True, kw_only=True)
class BreachView:
    """One datalek, opened."""

    id: UUID
    number: int
    what: str
    happened_at: datetime | None
    discovered_at: datetime
    due_at: datetime
    data_kinds: tuple[str, ...]
    people_count: int | None
    risk: str
    measures: str
    to_authority: str
    authority_why: str
    authority_told_at: datetime | None
    authority_number: str
    to_people: str
    people_why: str
    people_words: str
    people_told_at: datetime | None
    closed_at: datetime | None
    version: int

    def late(self, now: datetime) -> bool:
        """Whether the 72 hours are over while nobody told the authority or decided not to."""
        done = self.to_authority == "no" or self.authority_told_at is not None
        return not done and now > self.due_at


def breaches(session: Session, actor: Actor) -> tuple[BreachView, ...]:
    """All of a municipality, the newest first. Raises NotYours."""
    if not may(actor, "breach:record"):
        raise NotYours
    query = (
        select(Breach).where(Breach.municipality_id == actor.own_municipality).order_by(Breach.number.desc())
    )
    ring = keyring(session)
    return tuple(_view(ring, row) for row in session.scalars(query))


def find_breach(session: Session, actor: Actor, breach_id: UUID) -> BreachView:
    """One of the municipality. Raises NotYours."""
    row = session.get(Breach, (actor.own_municipality, breach_id)) if may(actor, "breach:record") else None
    if row is None:
        raise NotYours
    return _view(keyring(session), row)


def _view(ring: Keyring, row: Breach) -> BreachView:
    return BreachView(
        id=row.id, number=row.number, what=ring.open(row, "what_sealed") or "", happened_at=row.happened_at,
        discovered_at=row.discovered_at, due_at=due_at(row.discovered_at), data_kinds=tuple(row.data_kinds),
        people_count=row.people_count, risk=row.risk, measures=ring.open(row, "measures_sealed") or "",
        to_authority=row.to_authority, authority_why=ring.open(row, "authority_why_sealed") or "",
        authority_told_at=row.authority_told_at, authority_number=row.authority_number or "",
        to_people=row.to_people, people_why=ring.open(row, "people_why_sealed") or "",
        people_words=ring.open(row, "people_words_sealed") or "", people_told_at=row.people_told_at,
        closed_at=row.closed_at, version=row.version,
    )  # fmt: skip
