"""Row functions of papers: what several acts do in the same way, inside the act that is under way."""

from datetime import datetime
from uuid import UUID

from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.documents.tables import Paper
from schuldhulp.dossier.events import PaperMarked
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act

STATES = ("needed", "received", "seen", "cannot", "not_applicable")
WAYS = ("balie", "post", "photo")


class UnknownPaper(Refused):
    """There is no paper of this kind, or no such state or way."""

    sentence = "Dit papier kennen wij niet. Kies een papier uit de lijst."


def add_paper(
    doing: Act, dossier_id: UUID, *, kind: str, label: str = "", about: str | None = None, about_id: UUID | None = None
) -> Paper:
    """Put a paper on the list, as needed. Raises UnknownPaper."""
    if kind not in PAPER_KINDS:
        raise UnknownPaper
    row = doing.new_row(
        Paper, dossier_id, id=new_id(), kind=kind, state="needed", about=about, about_id=about_id,
        added_by_role=str(doing.actor.acting_for or doing.actor.role), added_at=doing.now, version=1,
    )  # fmt: skip
    doing.keyring.seal(row, "label_sealed", label.strip() or None)
    return row


def rename(doing: Act, row: Paper, kind: str, label: str) -> None:
    """Say what paper it is. Raises UnknownPaper."""
    if kind not in PAPER_KINDS:
        raise UnknownPaper
    row.kind = kind
    doing.keyring.seal(row, "label_sealed", label.strip() or None)


def mark(
    doing: Act, row: Paper, state: str, *, how: str | None = None, file: bool = False,
    reply_due_at: datetime | None = None,
) -> None:  # fmt: skip
    """Set where a paper stands, and note it. Raises UnknownPaper."""
    if state not in STATES or how not in (None, *WAYS):
        raise UnknownPaper
    row.state, row.version = state, row.version + 1
    row.how = how or row.how
    if state in ("received", "seen"):
        row.received_on = row.received_on or local_date(doing.now)
    if state == "seen":
        row.seen_at, row.seen_by = row.seen_at or doing.now, row.seen_by or doing.actor.membership_id
    else:
        row.seen_at, row.seen_by = None, None
    doing.record(
        PaperMarked(paper_id=row.id, paper_kind=row.kind, state=state, file=file, reply_due_at=reply_due_at),
        row.dossier_id,
    )
