"""All files of a dossier, and what store and database have that the other does not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from schuldhulp.access import Actor
from schuldhulp.crypto import keyring
from schuldhulp.documents.queries import opened
from schuldhulp.documents.tables import PaperFile
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.storage.store import Store

# A file lies in the store before its row is there; after this time nobody is still busy with it.
YOUNG = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a dossier. `open()` gives its plain bytes in pieces, each proven; None where a virus was found."""

    id: UUID
    paper_id: UUID
    name: str
    media_type: str
    size: int
    uploaded_at: datetime
    open: Callable[[], Iterator[bytes]] | None = field(repr=False)


def stored_files(session: Session, actor: Actor, dossier_id: UUID) -> list[StoredFile]:
    """All files of a dossier that were not taken back, by paper and place. The session must outlive their reading."""
    ring = keyring(session)
    query = rows_of(PaperFile, actor, dossier_id).where(PaperFile.removed_at.is_(None))
    rows = session.scalars(query.order_by(PaperFile.paper_id, PaperFile.place, PaperFile.id)).all()
    return [
        StoredFile(
            row.id, row.paper_id, ring.open(row, "name_sealed") or "", row.media_type, row.size, row.uploaded_at,
            None if row.scan == "found" else partial(opened, session, row),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """What one side has and the other does not. `orphans`: names in the store; `lost`: (municipality, file)."""

    files: int
    orphans: tuple[str, ...]
    lost: tuple[tuple[UUID, UUID], ...]


def compare(session: Session, store: Store, now: datetime) -> Compared:
    """Hold the store against the rows of every municipality. A young file without a row is left out: it may get one."""
    # The store first: a file that comes in meanwhile is then young, and one that leaves has no row any more.
    there = {found.name: found.since for found in store.objects()}
    wanted: dict[str, tuple[UUID, UUID]] = {}
    query = select(PaperFile.stored_as, PaperFile.municipality_id, PaperFile.id).where(
        PaperFile.removed_at.is_(None), PaperFile.stored_as.is_not(None)
    )
    for name, municipality_id, file_id in session.execute(query.execution_options(yield_per=1000)):
        wanted[name or ""] = (municipality_id, file_id)
    orphans = tuple(sorted(n for n, since in there.items() if n not in wanted and since < now - YOUNG))
    lost = tuple(key for name, key in wanted.items() if name not in there)
    return Compared(len(wanted), orphans, lost)


def in_the_database(session: Session, limit: int = 50) -> list[PaperFile]:
    """Files of before the store, whose bytes still stand in their row."""
    query = select(PaperFile).where(PaperFile.content_sealed.is_not(None), PaperFile.removed_at.is_(None))
    return list(session.scalars(query.options(defer(PaperFile.content_sealed)).limit(limit)))
