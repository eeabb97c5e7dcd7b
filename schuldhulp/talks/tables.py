"""What each side wrote of a talk, after the words that it was noted with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, references, same_municipality


class TalkPart(DossierPart, Base):
    """One version of one side's part. `side`: client or staff; nothing is ever overwritten.

    The first words of staff stand with the contact itself: theirs begin here at number 2.
    """

    __tablename__ = "talk_part"
    __further_args__ = (
        same_municipality("contact_id", "contact"),
        UniqueConstraint("municipality_id", "contact_id", "side", "number"),
    )

    contact_id: Mapped[UUID]
    side: Mapped[str]
    number: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(references("person.id"))
    words_sealed: Mapped[bytes]
    written_at: Mapped[datetime]
