"""Contacts: calls, meetings and letters in one line each, and appointments."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned


class Contact(DossierPart, Base):
    """A contact that took place. `channel` is a dossier.clocks.Channel; `first_talk` marks the *eerste gesprek*."""

    __tablename__ = "contact"

    channel: Mapped[str]
    held_at: Mapped[datetime]
    minutes: Mapped[int | None]
    who_sealed: Mapped[bytes | None]
    summary_sealed: Mapped[bytes]
    first_talk: Mapped[bool] = mapped_column(default=False)
    wants_to_continue: Mapped[bool | None]
    author: Mapped[str]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]


class Appointment(DossierPart, Versioned, Base):
    """A day and time to speak. `kind` is a channel; `result`: open, held, missed, moved, cancelled."""

    __tablename__ = "appointment"

    kind: Mapped[str]
    starts_at: Mapped[datetime]
    place_sealed: Mapped[bytes | None]
    purpose: Mapped[str]
    result: Mapped[str] = mapped_column(default="open")
    answer: Mapped[str] = mapped_column(default="open")
    made_by_role: Mapped[str]
    made_at: Mapped[datetime]
