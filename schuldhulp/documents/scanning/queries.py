"""Files that wait for the virus scanner."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from schuldhulp.documents.queries import opened
from schuldhulp.documents.tables import PaperFile

PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that nobody opens before the scanner looked at it."""

    id: UUID
    dossier_id: UUID


def waiting_files(session: Session, municipality_id: UUID, after: UUID | None = None) -> list[Waiting]:
    """The files of a municipality that wait, the oldest first, a page at a time."""
    query = select(PaperFile.id, PaperFile.dossier_id).where(
        PaperFile.municipality_id == municipality_id,
        PaperFile.scan == "waiting",
        PaperFile.removed_at.is_(None),
    )
    if after is not None:
        query = query.where(PaperFile.id > after)
    return [Waiting(*row) for row in session.execute(query.order_by(PaperFile.id).limit(PAGE))]


def pieces_of(session: Session, municipality_id: UUID, file_id: UUID) -> Iterator[bytes]:
    """The bytes of a file, for the scanner alone. Raises LookupError, FileGone, StoreFailed, Damaged."""
    row = session.get(PaperFile, (municipality_id, file_id), options=[defer(PaperFile.content_sealed)])
    if row is None:
        raise LookupError
    return opened(session, row)
