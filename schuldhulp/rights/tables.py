"""Requests about one's own data, with the clock of the law."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, DossierPart, Versioned


class RightsRequest(DossierPart, Versioned, Base):
    """One request of art. 15–21 AVG. `kind` is a `rights.kinds.Kind`; `outcome` granted, partly, refused or withdrawn.

    `due_on` is a month after it came in (art. 12(3)); `extended_until` when the municipality took more time, with the
    reason that the client reads.
    """

    __tablename__ = "rights_request"
    __further_args__ = (Index("ix_rights_request_open", "municipality_id", "answered_at", "due_on"),)

    kind: Mapped[str]
    words_sealed: Mapped[bytes]
    asked_at: Mapped[datetime]
    asked_by_role: Mapped[str]
    due_on: Mapped[date]
    extended_until: Mapped[date | None]
    extension_sealed: Mapped[bytes | None]
    outcome: Mapped[str | None]
    answer_sealed: Mapped[bytes | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
