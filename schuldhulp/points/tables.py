"""Points of an own list."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, references


class OwnPoint(DossierPart, Base):
    """One thing to do, in somebody's own words.

    `side` is client or staff: each side reads only its own list. `removed_at`: taken off the list, and still to be put
    back.
    """

    __tablename__ = "own_point"
    __further_args__ = (Index("ix_own_point_open", "municipality_id", "side", "done_at", "due_on"),)

    side: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(references("person.id"))
    words_sealed: Mapped[bytes]
    due_on: Mapped[date | None]
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
