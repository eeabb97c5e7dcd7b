"""The times that a client was asked how it goes after the end."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, DossierPart


class AftercareCheck(DossierPart, Base):
    """One time, so many months after an end. `how`: goed, wisselend or moeilijk. `mailed`: whether a mail said so."""

    __tablename__ = "aftercare_check"
    __further_args__ = (UniqueConstraint("municipality_id", "dossier_id", "ended_on", "months"),)

    ended_on: Mapped[date]
    months: Mapped[int]
    offered_at: Mapped[datetime]
    mailed: Mapped[bool]
    answered_at: Mapped[datetime | None]
    how: Mapped[str | None]
    words_sealed: Mapped[bytes | None]
