"""Statements that were read: while it waits the proposals, sealed; afterwards only that it was read, and when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, references


class BankStatement(DossierPart, Base):
    """One reading of one or more files by one person. The files themselves are never stored.

    `fingerprint` is a keyed token of days and amounts: the same statement is known again, and tells nothing else.
    `draft_sealed` holds proposals and choices until they are taken over or thrown away.
    """

    __tablename__ = "bank_statement"

    person_id: Mapped[UUID] = mapped_column(references("person.id"))
    fingerprint: Mapped[bytes]
    bank: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    lines: Mapped[int]
    draft_sealed: Mapped[bytes | None]
    read_by_role: Mapped[str]
    read_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
