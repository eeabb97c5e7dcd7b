"""Papers: the list of what is needed and received, and sealed files."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, DossierPart, Versioned, same_municipality


class Paper(DossierPart, Versioned, Base):
    """A paper on the list.

    `state`: needed, received, seen, cannot or not_applicable; `how`: balie, post or photo.
    """

    __tablename__ = "paper"

    kind: Mapped[str]
    label_sealed: Mapped[bytes | None]
    state: Mapped[str]
    how: Mapped[str | None]
    received_on: Mapped[date | None]
    seen_by: Mapped[UUID | None]
    seen_at: Mapped[datetime | None]
    about: Mapped[str | None]
    about_id: Mapped[UUID | None]
    added_by_role: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class PaperFile(DossierPart, Base):
    """A file of a paper: its own key wrapped in the row, its bytes sealed in the store under `id`."""

    __tablename__ = "paper_file"
    __further_args__ = (same_municipality("paper_id", "paper"),)

    paper_id: Mapped[UUID]
    name_sealed: Mapped[bytes]
    media_type: Mapped[str]
    size: Mapped[int]
    content_sealed: Mapped[bytes]
    uploaded_by_role: Mapped[str]
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
