"""What becomes of a file by what the virus scanner says."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor, system_actor
from schuldhulp.documents.rows import live_files, mark
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.dossier.events import PaperMarked
from schuldhulp.dossier.queries import DossierView
from schuldhulp.storage.attached import let_go
from schuldhulp.unit_of_work import Act, act

STOPPED = "stopped"


def note_stopped(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, paper_id: UUID, names: Sequence[str]
) -> None:
    """Note files that the scanner stopped at the door: their names, nothing of what was in them. Raises NotYours."""
    with act(session, actor, now) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = doing.row(Paper, paper_id, dossier.id)
        for name in names:
            made = doing.new_row(
                PaperFile, dossier.id, paper_id=row.id, media_type="application/octet-stream", size=0, scan="found",
                uploaded_by_role=str(actor.acting_for or actor.role), uploaded_at=now, scanned_at=now,
            )  # fmt: skip
            doing.keyring.seal(made, "name_sealed", name)
            _tell_stopped(doing, row)


def record_scan(
    session: Session, now: datetime, municipality_id: UUID, dossier_id: UUID, file_id: UUID, *, found: bool
) -> bool:  # fmt: skip
    """Take in what the scanner said of a file that waited; False when it waits no more.

    What was found is thrown away; its name stays, and the paper is needed again when nothing else came in.
    """
    gone: str | None = None
    with act(session, system_actor(municipality_id), now) as doing:
        doing.dossier(dossier_id, "paper:scan", closed_too=True)
        row = doing.row(PaperFile, file_id, dossier_id)
        if row.scan != "waiting" or row.removed_at is not None:
            return False
        row.scan, row.scanned_at = ("found" if found else "clean"), now
        if found:
            gone, row.stored_as, row.key_sealed, row.content_sealed = row.stored_as, None, None, None
            paper = doing.row(Paper, row.paper_id, dossier_id)
            _tell_stopped(doing, paper)
            session.flush()
            if not live_files(doing, paper.id):
                paper.how, paper.received_on = None, None
                mark(doing, paper, "needed")
    let_go(session, [gone])
    return True


def _tell_stopped(doing: Act, paper: Paper) -> None:
    doing.record(PaperMarked(paper_id=paper.id, paper_kind=paper.kind, state=STOPPED), paper.dossier_id)
