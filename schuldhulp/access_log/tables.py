"""The access log: who opened what, and why; its own append-only chain."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, references


class AccessEntry(Base):
    """One opening of one part of one dossier, chained per municipality."""

    __tablename__ = "access_entry"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID]
    person_id: Mapped[UUID]
    role: Mapped[str]
    part: Mapped[str]
    act: Mapped[str]
    reason: Mapped[str]
    acting_for: Mapped[str] = mapped_column(default="")
    origin: Mapped[str]
    allowed: Mapped[bool]
    at: Mapped[datetime]
    hash: Mapped[bytes]
    __table_args__ = (Index(None, "municipality_id", "dossier_id", "seq"),)


class AccessHead(Base):
    """The last link of a municipality's access chain."""

    __tablename__ = "access_head"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    seq: Mapped[int]
    hash: Mapped[bytes]
