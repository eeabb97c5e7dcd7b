"""What can be done to sort papers: from whom, how urgent, in which folder; and a bag of papers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.documents.files import NamedFile
from schuldhulp.documents.folders.sections import FOLDERS, URGENCIES
from schuldhulp.documents.rows import UnknownPaper, add_file, add_paper, mark, rename
from schuldhulp.documents.states import WHOSE
from schuldhulp.documents.tables import Paper
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import RowChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.storage.attached import laid_in
from schuldhulp.unit_of_work import FormToken, act


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """What a paper is and where it goes; an empty `folder` goes by its kind."""

    kind: str
    label: str = ""
    sender: str = ""
    urgency: str | None = None
    folder: str | None = None
    unopened: bool = False
    whose: str = "client"


def sort_paper(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, paper_id: UUID, told: Sorted, *,
    version: int | None = None, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say what a paper is, from whom, how urgent, and where it goes. Raises UnknownPaper, Conflict."""
    known = told.urgency in (None, *URGENCIES) and told.folder in (None, *FOLDERS) and told.whose in WHOSE
    if not known:
        raise UnknownPaper
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = doing.row(Paper, paper_id, dossier.id, version=version)
        rename(doing, row, told.kind, told.label)
        doing.keyring.seal(row, "sender_sealed", told.sender.strip() or None)
        row.urgency, row.folder, row.unopened, row.whose = (
            told.urgency,
            told.folder,
            told.unopened,
            told.whose,
        )
        row.version += 1
        doing.record(
            RowChanged(table="paper", row_id=row.id, change="changed", step="papieren", code=row.kind),
            dossier.id,
        )


def empty_bag(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, files: Sequence[NamedFile], *,
    unopened: bool = False, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Hand in files that are still to be sorted: each becomes a paper of its own. `unopened`: envelopes still shut.

    Raises StoreFailed.
    """
    with (
        laid_in(session, [each.file.content for each in files]) as kept,
        act(session, actor, now, form=form) as doing,
    ):
        doing.dossier(dossier.id, "paper:change")
        due = reply_due(now, dossier.municipality.levels, dossier.municipality.opening)
        for each, one in zip(files, kept, strict=True):
            row = add_paper(doing, dossier.id, kind="other")
            row.unopened = unopened
            add_file(doing, row, each.name, each.file, one, place=0, scan=each.scan)
            doing.record(
                RowChanged(table="paper", row_id=row.id, change="added", step="papieren", code="other"),
                dossier.id,
            )
            mark(doing, row, "received", how="photo", file=True, reply_due_at=due)
