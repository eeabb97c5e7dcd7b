"""What staff wrote while practising: their replies to made-up clients and their answers to exercises."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, Tenant, same_municipality


class PracticeReply(Tenant, Base):
    """One reply to a made-up client; `number` counts from 1. What the client writes back follows from the replies."""

    __tablename__ = "practice_reply"
    __table_args__ = (
        same_municipality("membership_id", "membership"),
        UniqueConstraint("municipality_id", "membership_id", "client", "number"),
    )

    membership_id: Mapped[UUID]
    client: Mapped[str]
    number: Mapped[int]
    words_sealed: Mapped[bytes]
    written_at: Mapped[datetime]


class PracticeAnswer(Tenant, Base):
    """The last answer to one exercise of a lesson (`number` counts from 1), and since when it holds all it should."""

    __tablename__ = "practice_answer"
    __table_args__ = (
        same_municipality("membership_id", "membership"),
        UniqueConstraint("municipality_id", "membership_id", "lesson", "number"),
        Index(None, "municipality_id", "lesson"),
    )

    membership_id: Mapped[UUID]
    lesson: Mapped[str]
    number: Mapped[int]
    answer_sealed: Mapped[bytes]
    answered_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
