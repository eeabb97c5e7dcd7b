"""Packages that were brought into a dossier: what waits for a choice, and what was taken over."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crypto import keyring
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.refusals import NotYours
from schuldhulp.takein.tables import TakeIn


@dataclass(frozen=True, kw_only=True)
class Brought:
    """One package: where it is from, and what came along. `waits` while nobody chose."""

    id: UUID
    source: str
    made_at: datetime
    brought_at: datetime
    taken_at: datetime | None
    counts: dict[str, int]
    version: int

    @property
    def waits(self) -> bool:
        """Whether it still waits for a choice."""
        return self.taken_at is None


def brought(session: Session, actor: Actor, dossier_id: UUID) -> tuple[Brought, ...]:
    """The packages of a dossier, newest first."""
    rows = session.scalars(rows_of(TakeIn, actor, dossier_id).order_by(TakeIn.brought_at.desc()))
    return tuple(
        Brought(
            id=row.id, source=row.source, made_at=row.made_at, brought_at=row.brought_at, taken_at=row.taken_at,
            counts=dict(row.counts), version=row.version,
        )
        for row in rows
    )  # fmt: skip


def staged(session: Session, actor: Actor, dossier_id: UUID, take_in_id: UUID) -> bytes:
    """The package that waits. Raises NotYours."""
    row = session.scalars(rows_of(TakeIn, actor, dossier_id).where(TakeIn.id == take_in_id)).one_or_none()
    content = keyring(session).open_bytes(row, "staged_sealed") if row is not None else None
    if content is None:
        raise NotYours
    return content
