"""What can be done with papers: put on the list, say where one stands, hand in files, take them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.documents.checking import SafeFile
from schuldhulp.documents.rows import add_paper, mark, rename
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import RowChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.unit_of_work import FormToken, act

MAX_FILES = 40


class TooManyFiles(Refused):
    """A paper holds enough files."""

    sentence = f"Bij één papier passen {MAX_FILES} bestanden. Haal er eerst een weg."


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that was made safe, with the name it is shown by."""

    name: str
    file: SafeFile


def list_paper(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, kind: str, label: str = "",
    state: str = "needed", how: str | None = None, about: str | None = None, about_id: UUID | None = None,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Put a paper on the list, where it stands told at once. `about` ties it to a debt. Raises UnknownPaper."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = add_paper(doing, dossier.id, kind=kind, label=label, about=about, about_id=about_id)
        doing.record(RowChanged(table="paper", row_id=row.id, change="added", step="papieren", code=kind), dossier.id)
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
        stays = state == "needed" and how is not None and row.state in ("received", "seen")
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
    """Hand in files of a paper: sealed with their names; the paper is received, and it is our turn.

    The files are made safe before, outside the transaction. Raises TooManyFiles, NotYours.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = doing.row(Paper, paper_id, dossier.id)
        query = select(func.count()).select_from(PaperFile).where(
            PaperFile.municipality_id == doing.municipality_id, PaperFile.paper_id == row.id,
            PaperFile.removed_at.is_(None),
        )  # fmt: skip
        if (session.scalar(query) or 0) + len(files) > MAX_FILES:
            raise TooManyFiles
        for each in files:
            kept = doing.new_row(
                PaperFile, dossier.id, id=new_id(), paper_id=row.id, media_type=each.file.media_type,
                size=len(each.file.content), uploaded_by_role=str(actor.acting_for or actor.role), uploaded_at=now,
            )  # fmt: skip
            doing.keyring.seal(kept, "name_sealed", each.name)
            doing.keyring.seal(kept, "content_sealed", each.file.content)
        levels, opening = dossier.municipality.levels, dossier.municipality.opening
        mark(doing, row, "received", how="photo", file=True, reply_due_at=reply_due(now, levels, opening))


def take_back_file(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, file_id: UUID, *, form: FormToken | None = None
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
        query = select(func.count()).select_from(PaperFile).where(
            PaperFile.municipality_id == doing.municipality_id, PaperFile.paper_id == row.id,
            PaperFile.removed_at.is_(None),
        )  # fmt: skip
        left = session.scalar(query) or 0
        if not left and row.how == "photo":
            row.how, row.received_on = None, None
        mark(doing, row, "received" if left or row.how else "needed")
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
        row = doing.row(Paper, paper_id, dossier.id)
        row.removed_at, row.version = now, row.version + 1
        doing.record(
            RowChanged(table="paper", row_id=row.id, change="removed", step="papieren", code=row.kind), dossier.id
        )


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
        row = doing.row(Paper, paper_id, dossier.id)
        row.removed_at, row.version = None, row.version + 1
        doing.record(
            RowChanged(table="paper", row_id=row.id, change="restored", step="papieren", code=row.kind), dossier.id
        )
