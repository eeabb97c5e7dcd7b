"""What can be read of papers: the list, what else fits what was told, and one file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer

from schuldhulp.access import Actor
from schuldhulp.budget.queries import Month
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.documents.shown import FileView, PaperView
from schuldhulp.documents.suggesting import Suggested, Told, suggested_papers
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.municipalities.tables import Membership
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.storage.attached import Kept, read, store_of


def _of(table: Any, actor: Actor, dossier_id: UUID) -> Select[Any]:
    return rows_of(table, actor, dossier_id).where(table.removed_at.is_(None)).order_by(table.id)


def papers(session: Session, actor: Actor, dossier_id: UUID) -> list[PaperView]:
    """The papers of a dossier in the order in which they came on the list; contents of files stay closed."""
    ring = keyring(session)
    files: dict[UUID, list[FileView]] = {}
    query = rows_of(PaperFile, actor, dossier_id).where(PaperFile.removed_at.is_(None))
    for kept in session.scalars(
        query.order_by(PaperFile.place, PaperFile.id).options(defer(PaperFile.content_sealed))
    ):
        files.setdefault(kept.paper_id, []).append(
            FileView(kept.id, ring.open(kept, "name_sealed") or "", kept.media_type, kept.size, kept.uploaded_at,
                     kept.uploaded_by_role, kept.pages, tuple(filter(None, kept.hints.split(","))), kept.scan)
        )  # fmt: skip
    rows = list(session.scalars(_of(Paper, actor, dossier_id)))
    staff = {member for row in rows for member in (row.seen_by, row.judged_by, row.asked_by) if member}
    names = _names(session, actor, sorted(staff))
    return [_view(ring, row, names, tuple(files.get(row.id, ()))) for row in rows]


def _view(
    ring: Keyring, row: Paper, names: Mapping[UUID | None, str], files: tuple[FileView, ...]
) -> PaperView:
    return PaperView(
        row.id, row.kind, ring.open(row, "label_sealed") or "", row.state, row.how, row.received_on,
        names.get(row.seen_by, ""), row.seen_at, row.about, row.about_id, row.version, files, whose=row.whose,
        own_words=ring.open(row, "own_words_sealed") or "", remark=ring.open(row, "remark_sealed") or "",
        remind_on=row.remind_on, used_for=row.used_for, judged_by=names.get(row.judged_by, ""),
        judged_at=row.judged_at, asked_by=names.get(row.asked_by, ""), asked_at=row.asked_at, folder=row.folder,
        sender=ring.open(row, "sender_sealed") or "", urgency=row.urgency, unopened=row.unopened,
    )  # fmt: skip


def find_paper(session: Session, actor: Actor, dossier_id: UUID, paper_id: UUID) -> PaperView:
    """One paper of the list. Raises NotYours."""
    for paper in papers(session, actor, dossier_id):
        if paper.id == paper_id:
            return paper
    raise NotYours


def _names(session: Session, actor: Actor, members: Sequence[UUID]) -> dict[UUID | None, str]:
    if not members:
        return {}
    query = select(Membership).where(
        Membership.municipality_id == actor.municipality_id, Membership.id.in_(members)
    )
    ring = keyring(session)
    return {row.id: ring.open(row, "name_sealed") or "" for row in session.scalars(query)}


def suggestions(facts: DossierFacts, month: Month, listed: Sequence[PaperView]) -> tuple[Suggested, ...]:
    """The papers that fit what was told and are not on the list yet."""
    debts = month.owed.debts
    told = Told(
        categories=frozenset(line.told.code for line in month.lines),
        housing=facts.housing,
        debts=len(debts),
        bailiffs=sum(1 for debt in debts if debt.collector_kind == "deurwaarder"),
        judgments=sum(1 for debt in debts if debt.told.judgment in ("vonnis", "dwangbevel")),
    )
    return suggested_papers(told, [paper.kind for paper in listed])


class NotScanned(Refused):
    """The file waits for the virus scanner, or was refused by it."""

    sentence = "Dit bestand wacht nog op de virusscanner. Daarna kunt u het openen."


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file with its bytes in pieces; each piece is proven before it is given."""

    media_type: str
    size: int
    pieces: Iterator[bytes]

    @property
    def content(self) -> bytes:
        """All of its bytes at once. They can be read once."""
        return b"".join(self.pieces)


def open_file(session: Session, actor: Actor, dossier_id: UUID, file_id: UUID) -> OpenedFile:
    """One file that was not taken back. Raises NotYours, NotScanned, FileGone, StoreFailed."""
    row = session.scalars(_of(PaperFile, actor, dossier_id).where(PaperFile.id == file_id)).one_or_none()
    if row is None:
        raise NotYours
    if row.scan not in ("none", "clean"):
        raise NotScanned
    return OpenedFile(row.media_type, row.size, opened(session, row))


def opened(session: Session, row: PaperFile) -> Iterator[bytes]:
    """The bytes of a row that may be read. Its first piece is read at once: what is gone is said before an answer."""
    ring = keyring(session)
    if row.stored_as is None:
        return iter((ring.open_bytes(row, "content_sealed") or b"",))
    key = ring.open_bytes(row, "key_sealed") or b""
    pieces = read(store_of(session), Kept(row.stored_as, key))
    return chain((next(pieces),), pieces)
