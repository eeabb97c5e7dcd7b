"""What can be done with the files of one paper: put in order, turn, cut. What was made lies in the store before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.documents.files import MAX_FILES, SafeFile
from schuldhulp.documents.rows import TooManyFiles, add_file, add_paper, live_files, mark
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.dossier.events import RowChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import NotYours
from schuldhulp.storage.attached import laid_in, let_go
from schuldhulp.unit_of_work import Act, FormToken, act


def move_file(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, file_id: UUID, step: int, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Put a file one place earlier (-1) or later (1). At the end it stays where it is. Gives the paper's id."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        moved = _live(doing, file_id, dossier.id)
        files = live_files(doing, moved.paper_id)
        here = files.index(moved)
        there = min(max(here + (1 if step > 0 else -1), 0), len(files) - 1)
        files.insert(there, files.pop(here))
        for place, file in enumerate(files):
            file.place = place
    return moved.paper_id


def replace_file(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, file_id: UUID, made: SafeFile, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Keep a file as it was made anew (turned), under the same name and place. Gives the paper's id."""
    with laid_in(session, [made.content]) as kept, act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = _live(doing, file_id, dossier.id)
        before, row.stored_as, row.size = row.stored_as, kept[0].name, len(made.content)
        row.hints, row.media_type = ",".join(made.hints), made.media_type
        row.content_sealed = None
        doing.keyring.seal(row, "key_sealed", kept[0].key)
    let_go(session, [before])
    return row.paper_id


def cut_file(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, file_id: UUID,
    parts: tuple[SafeFile, SafeFile | None], *, kind: str, label: str = "", to: UUID | None = None,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Put pages of a PDF with another paper, a new one of `kind` or `to`; what is left stays. Gives that paper's id.

    Raises UnknownPaper, TooManyFiles, NotYours.
    """
    cut, rest = parts
    contents = [part.content for part in (cut, rest) if part]
    with laid_in(session, contents) as kept, act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = _live(doing, file_id, dossier.id)
        name = doing.keyring.open(row, "name_sealed") or ""
        target = _target(doing, dossier.id, kind, label, to)
        there = live_files(doing, target.id)
        if len(there) >= MAX_FILES:
            raise TooManyFiles
        place = max((file.place for file in there), default=-1) + 1
        add_file(doing, target, name, cut, kept[0], place=place, scan=row.scan)
        source = doing.row(Paper, row.paper_id, dossier.id)
        if rest:
            add_file(doing, source, name, rest, kept[1], place=row.place, scan=row.scan)
        row.removed_at = now
        session.flush()
        mark(doing, target, "received", how="photo")
        if not live_files(doing, source.id):
            source.how, source.received_on = None, None
            mark(doing, source, "needed")
    let_go(session, [row.stored_as])
    return target.id


def _target(doing: Act, dossier_id: UUID, kind: str, label: str, to: UUID | None) -> Paper:
    if to is not None:
        found = doing.row(Paper, to, dossier_id)
        if found.removed_at is not None:
            raise NotYours
        return found
    made = add_paper(doing, dossier_id, kind=kind, label=label)
    doing.record(
        RowChanged(table="paper", row_id=made.id, change="added", step="papieren", code=kind), dossier_id
    )
    return made


def _live(doing: Act, file_id: UUID, dossier_id: UUID) -> PaperFile:
    row = doing.row(PaperFile, file_id, dossier_id)
    if row.removed_at is not None or row.scan not in ("none", "clean"):
        raise NotYours
    return row
