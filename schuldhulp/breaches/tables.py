"""The register of datalekken of a municipality (art. 33(5) AVG)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Tenant, Versioned


class Breach(Tenant, Versioned, Base):
    """One datalek. The 72 hours run from `discovered_at`.

    `data_kinds` are codes of `breaches.rules`; `to_authority` and `to_people` are open, yes or no, each with its
    reason. Texts are sealed under the key of the municipality.
    """

    __tablename__ = "breach"
    __table_args__ = (UniqueConstraint("municipality_id", "number"),)

    number: Mapped[int]
    what_sealed: Mapped[bytes]
    happened_at: Mapped[datetime | None]
    discovered_at: Mapped[datetime]
    data_kinds: Mapped[list[str]] = mapped_column(default=list)
    people_count: Mapped[int | None]
    risk: Mapped[str]
    measures_sealed: Mapped[bytes | None]
    to_authority: Mapped[str]
    authority_why_sealed: Mapped[bytes | None]
    authority_told_at: Mapped[datetime | None]
    authority_number: Mapped[str | None]
    to_people: Mapped[str]
    people_why_sealed: Mapped[bytes | None]
    people_words_sealed: Mapped[bytes | None]
    people_told_at: Mapped[datetime | None]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
