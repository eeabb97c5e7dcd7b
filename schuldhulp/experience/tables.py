"""Answers about the help itself."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, DossierPart, same_municipality


class ExperienceAnswer(DossierPart, Base):
    """One answer, or a question that was skipped.

    `kind` message: `helped` under a message. `kind` check: `heard`, `topic` and `pace`. Each is ja, beetje or nee;
    None when it was skipped.
    """

    __tablename__ = "experience_told"
    __further_args__ = (same_municipality("message_id", "message"),)

    kind: Mapped[str]
    message_id: Mapped[UUID | None]
    helped: Mapped[str | None]
    heard: Mapped[str | None]
    topic: Mapped[str | None]
    pace: Mapped[str | None]
    words_sealed: Mapped[bytes | None]
    given_at: Mapped[datetime]
