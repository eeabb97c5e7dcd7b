"""What can be done with papers: put on the list, say where one stands, hand in files, take them back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.documents.files import MAX_FILES, NamedFile
from schuldhulp.documents.rows import TooManyFiles, add_file, add_paper, live_files, mark, mark_listed, rename
from schuldhulp.documents.states import IN
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import RowChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import NotYours
from schuldhulp.storage.attached import laid_in, let_go
from schuldhulp.unit_of_work import FormToken, act


def list_paper(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, kind: str, label: str = "",
    state: str = "needed", how: str | None = None, about: str | None = None, about_id: UUID | None = None,
    whose: str = "client", form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Put a paper on the list, where it stands told at once. `about` ties it to a debt. Raises UnknownPaper."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = add_paper(
            doing, dossier.id, kind=kind, label=label, about=about, about_id=about_id, whose=whose
        )
        doing.record(
            RowChanged(table="paper", row_id=row.id, change="added", step="papieren", code=kind), dossier.id
        )
        if state != "needed" or how:
            mark(doing, row, state, how=how)
    return row.id


def mark_paper(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, paper_id: UUID, state: str, *,
    how: str | None = None, kind: str | None = None, label: str | None = None, version: int | None = None,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say where a paper stands: needed, received, cannot or not_applicable; and, where given, what it is.

    A paper that is in does not become needed again by saying that one has it. Raises Conflict, UnknownPaper.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = doing.row(Paper, paper_id, dossier.id, version=version)
        if kind is not None:
            rename(doing, row, kind, label or "")
        stays = state == "needed" and how is not None and row.state in IN
        mark(doing, row, row.state if stays else state, how=None if stays else how)


def mark_seen(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    paper_id: UUID,
    *,
    form: FormToken | None = None,
) -> None:
    """Staff looked at a paper."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:mark_seen")
        mark(doing, doing.row(Paper, paper_id, dossier.id), "seen")


def hand_in(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, paper_id: UUID, files: Sequence[NamedFile], *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Hand in files of a paper: sealed in the store with a key of their own; the paper is received, and it is our turn.

    The files are made safe before, and lie in the store before the transaction begins. Raises TooManyFiles, NotYours,
    StoreFailed.
    """
    with (
        laid_in(session, [each.file.content for each in files]) as kept,
        act(session, actor, now, form=form) as doing,
    ):
        doing.dossier(dossier.id, "paper:change")
        row = doing.row(Paper, paper_id, dossier.id)
        there = live_files(doing, row.id)
        if len(there) + len(files) > MAX_FILES:
            raise TooManyFiles
        place = max((file.place for file in there), default=-1) + 1
        for number, (each, one) in enumerate(zip(files, kept, strict=True)):
            add_file(doing, row, each.name, each.file, one, place=place + number, scan=each.scan)
        levels, opening = dossier.municipality.levels, dossier.municipality.opening
        mark(doing, row, "received", how="photo", file=True, reply_due_at=reply_due(now, levels, opening))


def take_back_file(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    file_id: UUID,
    *,
    form: FormToken | None = None,
) -> UUID:
    """Take a file back; without any file left the paper is needed again. Gives the paper's id. Raises NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        kept = doing.row(PaperFile, file_id, dossier.id)
        if kept.removed_at is not None:
            raise NotYours
        kept.removed_at = now
        session.flush()
        row = doing.row(Paper, kept.paper_id, dossier.id)
        left = live_files(doing, row.id)
        if not left and row.how == "photo":
            row.how, row.received_on = None, None
        mark(doing, row, "received" if left or row.how else "needed")
    let_go(session, [kept.stored_as])
    return kept.paper_id


def remove_paper(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    paper_id: UUID,
    *,
    form: FormToken | None = None,
) -> None:
    """Take a paper off the list; it can be undone, its files stay."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        mark_listed(doing, doing.row(Paper, paper_id, dossier.id), removed=True)


def restore_paper(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    paper_id: UUID,
    *,
    form: FormToken | None = None,
) -> None:
    """Put a paper back on the list."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        mark_listed(doing, doing.row(Paper, paper_id, dossier.id), removed=False)
