"""Papers: the list of what is needed and received, and sealed files."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned, same_municipality


class Paper(DossierPart, Versioned, Base):
    """A paper on the list.

    `state`: one of documents.states.STATES; `how`: balie, post or photo; `whose`: client or partner. `own_words` are
    what the client says of it, `remark` what staff ask or answer; `seen_*` is the first look, `judged_*` the last.
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
    whose: Mapped[str] = mapped_column(default="client", server_default="client")
    folder: Mapped[str | None]
    sender_sealed: Mapped[bytes | None]
    urgency: Mapped[str | None]
    unopened: Mapped[bool] = mapped_column(default=False, server_default=false())
    own_words_sealed: Mapped[bytes | None]
    remark_sealed: Mapped[bytes | None]
    remind_on: Mapped[date | None]
    used_for: Mapped[str | None]
    judged_by: Mapped[UUID | None]
    judged_at: Mapped[datetime | None]
    asked_by: Mapped[UUID | None]
    asked_at: Mapped[datetime | None]


class PaperFile(DossierPart, Base):
    """A file of a paper: its own key sealed in the row, its bytes sealed under that key in the store as `stored_as`.

    A file of before the store has its bytes in `content_sealed`. `scan`: none (there is no scanner), waiting, clean
    or found; of what was found nothing is kept but the name. `hints` says what is hard to read: codes with commas.
    """

    __tablename__ = "paper_file"
    __further_args__ = (same_municipality("paper_id", "paper"),)

    paper_id: Mapped[UUID]
    name_sealed: Mapped[bytes]
    media_type: Mapped[str]
    size: Mapped[int]
    content_sealed: Mapped[bytes | None]
    uploaded_by_role: Mapped[str]
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    stored_as: Mapped[str | None]
    key_sealed: Mapped[bytes | None]
    place: Mapped[int] = mapped_column(default=0, server_default="0")
    pages: Mapped[int | None]
    hints: Mapped[str] = mapped_column(default="", server_default="")
    scan: Mapped[str] = mapped_column(default="none", server_default="none")
    scanned_at: Mapped[datetime | None]
