"""What can be read of papers: the list, what else fits what was told, and one file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer

from schuldhulp.access import Actor
from schuldhulp.budget.queries import Month
from schuldhulp.crypto import keyring
from schuldhulp.documents.suggesting import Suggested, Told, suggested_papers
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.municipalities.tables import Membership
from schuldhulp.refusals import NotYours


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that was handed in; `size` in bytes."""

    id: UUID
    name: str
    media_type: str
    size: int
    uploaded_at: datetime
    uploaded_by_role: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper on the list, its files, and who of ours looked at it."""

    id: UUID
    kind: str
    label: str
    state: str
    how: str | None
    received_on: date | None
    seen_by: str
    seen_at: datetime | None
    about: str | None
    about_id: UUID | None
    version: int
    files: tuple[FileView, ...]

    @property
    def title(self) -> str:
        """What the paper is called on screen."""
        return self.label or PAPER_KINDS.get(self.kind, PAPER_KINDS["other"])


def _of(table: Any, actor: Actor, dossier_id: UUID) -> Select[Any]:
    return rows_of(table, actor, dossier_id).where(table.removed_at.is_(None)).order_by(table.id)


def papers(session: Session, actor: Actor, dossier_id: UUID) -> list[PaperView]:
    """The papers of a dossier in the order in which they came on the list; contents of files stay closed."""
    ring = keyring(session)
    files: dict[UUID, list[FileView]] = {}
    for kept in session.scalars(_of(PaperFile, actor, dossier_id).options(defer(PaperFile.content_sealed))):
        files.setdefault(kept.paper_id, []).append(
            FileView(kept.id, ring.open(kept, "name_sealed") or "", kept.media_type, kept.size, kept.uploaded_at,
                     kept.uploaded_by_role)
        )  # fmt: skip
    rows = list(session.scalars(_of(Paper, actor, dossier_id)))
    seen = _names(session, actor, [row.seen_by for row in rows if row.seen_by])
    return [
        PaperView(
            row.id, row.kind, ring.open(row, "label_sealed") or "", row.state, row.how, row.received_on,
            seen.get(row.seen_by, "") if row.seen_by else "", row.seen_at, row.about, row.about_id, row.version,
            tuple(files.get(row.id, ())),
        )
        for row in rows
    ]  # fmt: skip


def find_paper(session: Session, actor: Actor, dossier_id: UUID, paper_id: UUID) -> PaperView:
    """One paper of the list. Raises NotYours."""
    for paper in papers(session, actor, dossier_id):
        if paper.id == paper_id:
            return paper
    raise NotYours


def _names(session: Session, actor: Actor, members: Sequence[UUID]) -> dict[UUID, str]:
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


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file with its bytes."""

    media_type: str
    content: bytes


def open_file(session: Session, actor: Actor, dossier_id: UUID, file_id: UUID) -> OpenedFile:
    """The bytes of one file that was not taken back. Raises NotYours."""
    row = session.scalars(_of(PaperFile, actor, dossier_id).where(PaperFile.id == file_id)).one_or_none()
    if row is None:
        raise NotYours
    return OpenedFile(row.media_type, keyring(session).open_bytes(row, "content_sealed") or b"")
