"""A paper and its files as every page shows them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from schuldhulp.dossier.paper_kinds import PAPER_KINDS


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that was handed in; `size` in bytes."""

    id: UUID
    name: str
    media_type: str
    size: int
    uploaded_at: datetime
    uploaded_by_role: str
    pages: int | None = None
    hints: tuple[str, ...] = ()
    scan: str = "none"

    @property
    def readable(self) -> bool:
        """Whether it may be opened: not while it waits for the virus scanner."""
        return self.scan in ("none", "clean")


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper on the list, its files, and who of ours looked at it."""

    id: UUID
    kind: str
    label: str
    state: str
    how: str | None
    received_on: date | None
    seen_by: str
    seen_at: datetime | None
    about: str | None
    about_id: UUID | None
    version: int
    files: tuple[FileView, ...]
    whose: str = "client"
    own_words: str = ""
    remark: str = ""
    remind_on: date | None = None
    used_for: str | None = None
    judged_by: str = ""
    judged_at: datetime | None = None
    asked_by: str = ""
    asked_at: datetime | None = None
    folder: str | None = None
    sender: str = ""
    urgency: str | None = None
    unopened: bool = False

    @property
    def title(self) -> str:
        """What the paper is called on screen."""
        return self.label or PAPER_KINDS.get(self.kind, PAPER_KINDS["other"])
