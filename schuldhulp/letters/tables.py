"""Letters: their text as the writer left it, and when an answer is expected."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned, same_municipality


class Letter(DossierPart, Versioned, Base):
    """One letter. `number` counts within the dossier and makes the own reference; `template` is a catalogue slug.

    `annex_sealed` holds the figures that go with it, as they were when it was begun.
    `consulted` tells that the writer read the hard warnings. `told_late_at` is when it was said that no answer came.
    """

    __tablename__ = "letter"
    __further_args__ = (
        same_municipality("debt_id", "debt"),
        UniqueConstraint("municipality_id", "dossier_id", "number"),
        Index(
            "ix_letter_unanswered",
            "municipality_id",
            "answer_due_on",
            sqlite_where=text("told_late_at IS NULL AND answered_on IS NULL"),
            postgresql_where=text("told_late_at IS NULL AND answered_on IS NULL"),
        ),
    )

    number: Mapped[int]
    template: Mapped[str]
    debt_id: Mapped[UUID | None]
    recipient_sealed: Mapped[bytes | None]
    sender_sealed: Mapped[bytes | None]
    subject_sealed: Mapped[bytes | None]
    body_sealed: Mapped[bytes | None]
    answer_sealed: Mapped[bytes | None]
    annex_sealed: Mapped[bytes | None]
    consulted: Mapped[bool] = mapped_column(default=False)
    written_by_role: Mapped[str]
    written_at: Mapped[datetime]
    sent_on: Mapped[date | None]
    answer_due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    told_late_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
