"""Creditors that staff of a municipality added, and merges of double entries; nothing is ever thrown away."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, Tenant, same_municipality


class LocalCreditor(Tenant, Base):
    """An organisation that the register does not have. Names of organisations are plain; people do not stand here."""

    __tablename__ = "local_creditor"

    name: Mapped[str]
    kind: Mapped[str]
    aliases: Mapped[list[str]]
    added_by: Mapped[UUID | None]
    added_at: Mapped[datetime]


class CreditorMerge(Tenant, Base):
    """One entry is another: of the register (`into_register`) or of the own list (`into_local`); can be undone."""

    __tablename__ = "creditor_merge"
    __table_args__ = (
        same_municipality("creditor_id", "local_creditor"),
        same_municipality("into_local", "local_creditor"),
    )

    creditor_id: Mapped[UUID]
    into_register: Mapped[str | None]
    into_local: Mapped[UUID | None]
    merged_by: Mapped[UUID | None]
    merged_at: Mapped[datetime]
    undone_by: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]
