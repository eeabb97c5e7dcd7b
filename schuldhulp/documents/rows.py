"""Row functions of papers: what several acts do in the same way, inside the act that is under way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer

from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.documents.files import MAX_FILES, SafeFile
from schuldhulp.documents.states import IN, STATES, WAYS, WHOSE
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.dossier.events import PaperMarked, RowChanged
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.refusals import Refused
from schuldhulp.storage.attached import Kept
from schuldhulp.unit_of_work import Act


class UnknownPaper(Refused):
    """There is no paper of this kind, or no such state or way."""

    sentence = "Dit papier kennen wij niet. Kies een papier uit de lijst."


class TooManyFiles(Refused):
    """A paper holds enough files."""

    sentence = f"Bij één papier passen {MAX_FILES} bestanden. Haal er eerst een weg."


def add_paper(
    doing: Act, dossier_id: UUID, *, kind: str, label: str = "", about: str | None = None,
    about_id: UUID | None = None, whose: str = "client",
) -> Paper:  # fmt: skip
    """Put a paper on the list, as needed. Raises UnknownPaper."""
    if kind not in PAPER_KINDS or whose not in WHOSE:
        raise UnknownPaper
    row = doing.new_row(
        Paper, dossier_id, id=new_id(), kind=kind, state="needed", about=about, about_id=about_id,
        added_by_role=str(doing.actor.acting_for or doing.actor.role), added_at=doing.now, version=1, whose=whose,
    )  # fmt: skip
    doing.keyring.seal(row, "label_sealed", label.strip() or None)
    return row


def rename(doing: Act, row: Paper, kind: str, label: str) -> None:
    """Say what paper it is. Raises UnknownPaper."""
    if kind not in PAPER_KINDS:
        raise UnknownPaper
    row.kind = kind
    doing.keyring.seal(row, "label_sealed", label.strip() or None)


def mark_listed(doing: Act, row: Paper, *, removed: bool) -> None:
    """Take a paper off the list, or put it back; its files stay."""
    row.removed_at, row.version = (doing.now if removed else None), row.version + 1
    change = "removed" if removed else "restored"
    doing.record(
        RowChanged(table="paper", row_id=row.id, change=change, step="papieren", code=row.kind),
        row.dossier_id,
    )


def mark(
    doing: Act, row: Paper, state: str, *, how: str | None = None, file: bool = False,
    reply_due_at: datetime | None = None, unseen: int | None = None,
) -> None:  # fmt: skip
    """Set where a paper stands, and note it. Raises UnknownPaper."""
    if state not in STATES or how not in (None, *WAYS):
        raise UnknownPaper
    row.state, row.version = state, row.version + 1
    row.how = how or row.how
    if state in IN:
        row.received_on = row.received_on or local_date(doing.now)
    if state in ("needed", "received"):
        row.seen_at = row.seen_by = row.judged_at = row.judged_by = None
    if state == "received":
        doing.keyring.seal(row, "remark_sealed", None)
    if state == "seen":
        row.seen_at, row.seen_by = row.seen_at or doing.now, row.seen_by or doing.actor.membership_id
    doing.record(
        PaperMarked(
            paper_id=row.id,
            paper_kind=row.kind,
            state=state,
            file=file,
            reply_due_at=reply_due_at,
            unseen=unseen,
        ),
        row.dossier_id,
    )


def live_files(doing: Act, paper_id: UUID) -> list[PaperFile]:
    """The files of a paper that are there, in their order: not taken back, not stopped by the scanner."""
    query = (
        select(PaperFile)
        .where(
            PaperFile.municipality_id == doing.municipality_id, PaperFile.paper_id == paper_id,
            PaperFile.removed_at.is_(None), PaperFile.scan != "found",
        )
        .order_by(PaperFile.place, PaperFile.id)
        .options(defer(PaperFile.content_sealed))
    )  # fmt: skip
    return list(doing.session.scalars(query))


def add_file(
    doing: Act, row: Paper, name: str, file: SafeFile, kept: Kept, *, place: int, scan: str = "none"
) -> PaperFile:
    """Note a file that lies in the store already."""
    actor = doing.actor
    made = doing.new_row(
        PaperFile, row.dossier_id, id=new_id(), paper_id=row.id, media_type=file.media_type, size=len(file.content),
        uploaded_by_role=str(actor.acting_for or actor.role), uploaded_at=doing.now, stored_as=kept.name,
        place=place, pages=file.pages, hints=",".join(file.hints), scan=scan,
        scanned_at=doing.now if scan == "clean" else None,
    )  # fmt: skip
    doing.keyring.seal(made, "name_sealed", name)
    doing.keyring.seal(made, "key_sealed", kept.key)
    return made
