"""Invitations to stand beside a client; who accepted one and was confirmed is a participation."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, references, same_municipality


class Invitation(DossierPart, Base):
    """What a client offers somebody: a role, parts to see, parts to help with, and a last day.

    The link is found by its hash; link and code stay sealed for the client to read out, until somebody accepts or
    it ends. `tries` counts codes that were wrong. It counts from `confirmed_at`, when the client looked a second
    time; until then `accepted_by` opens nothing. `participation_id` is what it became.
    """

    __tablename__ = "invitation"
    __further_args__ = (
        UniqueConstraint("municipality_id", "link_hash"), same_municipality("participation_id", "participation"),
    )  # fmt: skip

    role: Mapped[str]
    called_sealed: Mapped[bytes]
    parts: Mapped[list[str]] = mapped_column(default=list)
    helps: Mapped[list[str]] = mapped_column(default=list)
    until_on: Mapped[date]
    link_hash: Mapped[bytes]
    secret_sealed: Mapped[bytes | None]
    tries: Mapped[int] = mapped_column(default=0)
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(references("person.id"))
    confirmed_at: Mapped[datetime | None]
    participation_id: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
