"""A sign of a crisis, with the words that caused it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, references, same_municipality


class CrisisSignal(DossierPart, Base):
    """A text of a client that may tell of a crisis. Kinds and words are sealed; `found_crisis` is what a person read.

    `place`: bericht (then `message_id` is there), the slug of a step, or aanmelding.

    Without `looked_at` nobody has looked yet. `ended_at` is when the crisis, or the false alarm, was over.
    """

    __tablename__ = "crisis_signal"
    __further_args__ = (same_municipality("message_id", "message"),)

    message_id: Mapped[UUID | None]
    place: Mapped[str] = mapped_column(default="bericht")
    signs_sealed: Mapped[bytes]
    raised_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_by: Mapped[UUID | None] = mapped_column(references("person.id"))
    found_crisis: Mapped[bool | None]
    ended_at: Mapped[datetime | None]
