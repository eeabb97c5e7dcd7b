"""Dossiers whose term is over: proposed, held or approved, and what went."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Tenant, Versioned


class RetentionCase(Tenant, Versioned, Base):
    """One dossier that may go. It points at the dossier without a foreign key: it stays when the dossier is gone.

    `rule` is a `retention.terms.Rule`; `state` a `retention.terms.State`. After the erasure `kenmerk` is empty, the
    reason of a hold is gone with the key of the dossier, and `gone` counts what went: table to rows.
    """

    __tablename__ = "retention_case"
    __table_args__ = (
        UniqueConstraint("municipality_id", "dossier_id"),
        Index("ix_retention_case_due", "municipality_id", "state", "erase_after"),
    )

    dossier_id: Mapped[UUID]
    kenmerk: Mapped[str]
    rule: Mapped[str]
    term_ended_on: Mapped[date]
    proposed_at: Mapped[datetime]
    state: Mapped[str]
    hold_sealed: Mapped[bytes | None]
    held_until: Mapped[date | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    erase_after: Mapped[date | None]
    erased_at: Mapped[datetime | None]
    gone: Mapped[dict[str, Any]] = mapped_column(default=dict)
