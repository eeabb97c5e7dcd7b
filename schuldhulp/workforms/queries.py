"""What can be read of work forms: one's own notebook; for staff only what was shared and what was asked for."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.crypto import keyring
from schuldhulp.dossier.visibility import ASKED, asked_by, columns_of, read_rows
from schuldhulp.own_texts.queries import offered_library
from schuldhulp.refusals import NotYours
from schuldhulp.scripts_mi.work_forms.form import WorkForm
from schuldhulp.workforms.kept import Kept, from_text
from schuldhulp.workforms.tables import WorkFormEntry, WorkFormTask, WorkFormVersion

_ENTRY, _OLDER, _TASK = WorkFormEntry.__table__.c, WorkFormVersion.__table__.c, WorkFormTask.__table__.c


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry of a notebook with its words opened; `typed` and `why_not` for its writer only.

    `form` is the version that was begun, or as it is now where that version is not known any more.
    """

    id: UUID
    form_id: str
    form: WorkForm | None
    state: str
    kept: Kept | None
    started_at: datetime
    saved_at: datetime
    finished_at: datetime | None
    shared_at: datetime | None
    removed_at: datetime | None
    version: int
    typed: Mapping[str, list[str]] | None = None
    why_not: str = ""

    @property
    def title(self) -> str:
        """The title as it was read then, or is now."""
        return self.kept.title if self.kept else self.form.title if self.form else "Een werkvorm"


def notebook(session: Session, actor: Actor, dossier_id: UUID) -> list[EntryView]:
    """The client's own entries, newest first, without what was taken out."""
    rows = read_rows(session, _own(False), asked_by(actor, dossier_id))
    return _views(session, actor, dossier_id, rows)


def own_entry(session: Session, actor: Actor, dossier_id: UUID, entry_id: UUID) -> EntryView:
    """One entry of the client's own notebook, also when it was taken out. Raises NotYours."""
    rows = read_rows(session, _own(True), asked_by(actor, dossier_id, entry_id=entry_id))
    for found in _views(session, actor, dossier_id, rows):
        return found
    raise NotYours


def shared_entries(session: Session, actor: Actor, dossier_id: UUID) -> list[EntryView]:
    """What the client lets staff read, newest first."""
    rows = read_rows(session, _shared(actor.role), asked_by(actor, dossier_id))
    return _views(session, actor, dossier_id, rows, own=False)


def shared_entry(session: Session, actor: Actor, dossier_id: UUID, entry_id: UUID) -> EntryView:
    """One entry that the client shared. Raises NotYours when it is not shared (any more)."""
    for found in shared_entries(session, actor, dossier_id):
        if found.id == entry_id:
            return found
    raise NotYours


def earlier_versions(
    session: Session, actor: Actor, dossier_id: UUID, entry_id: UUID
) -> list[tuple[datetime, Kept]]:
    """What stood in an entry of one's own before, newest first."""
    own_entry(session, actor, dossier_id, entry_id)
    opened = keyring(session).opener(WorkFormVersion, actor.municipality_id, dossier_id)
    rows = read_rows(session, _earlier(actor.role), asked_by(actor, dossier_id, entry_id=entry_id))
    found = [(row.saved_at, from_text(opened(row, "answers_sealed"))) for row in rows]
    return [(at, kept) for at, kept in found if kept is not None]


@cache
def _own(one: bool) -> Select[Any]:
    query = columns_of(Role.CLIENT, WorkFormEntry).where(_ENTRY.person_id == ASKED["asker_id"])
    if one:
        return query.where(_ENTRY.id == bindparam("entry_id"))
    return query.where(_ENTRY.removed_at.is_(None)).order_by(_ENTRY.saved_at.desc(), _ENTRY.id.desc())


@cache
def _shared(role: Role) -> Select[Any]:
    return (
        columns_of(role, WorkFormEntry)
        .where(_ENTRY.shared_at.is_not(None), _ENTRY.removed_at.is_(None))
        .order_by(_ENTRY.shared_at.desc(), _ENTRY.id.desc())
    )


@cache
def _earlier(role: Role) -> Select[Any]:
    query = columns_of(role, WorkFormVersion, "id", "number", "answers_sealed", "saved_at")
    return query.where(_OLDER.entry_id == bindparam("entry_id")).order_by(_OLDER.number.desc())


def _views(
    session: Session, actor: Actor, dossier_id: UUID, rows: Any, *, own: bool = True
) -> list[EntryView]:
    found = list(rows)
    if not found:
        return []
    opened = keyring(session).opener(WorkFormEntry, actor.municipality_id, dossier_id)
    offered = offered_library(session, actor.municipality_id)
    return [_view(opened, row, own, offered.find(row.form_id, row.form_version)) for row in found]


def _view(opened: Callable[[Any, str], str | None], row: Any, own: bool, form: WorkForm | None) -> EntryView:
    typed = opened(row, "draft_sealed") if own else None
    return EntryView(
        id=row.id, form_id=row.form_id, form=form, state=row.state, kept=from_text(opened(row, "answers_sealed")),
        started_at=row.started_at, saved_at=row.saved_at, finished_at=row.finished_at, shared_at=row.shared_at,
        removed_at=row.removed_at, version=row.version, typed=json.loads(typed) if typed else None,
        why_not=(opened(row, "why_not_sealed") or "") if own else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskView:
    """A work form that a counsellor asked for; `form` as it is now."""

    id: UUID
    form: WorkForm
    note: str
    due_on: date
    assigned_at: datetime
    ended_at: datetime | None = None


def tasks_of(session: Session, actor: Actor, dossier_id: UUID) -> list[TaskView]:
    """The work forms that were asked for and still wait, by day."""
    opened = keyring(session).opener(WorkFormTask, actor.municipality_id, dossier_id)
    rows = list(read_rows(session, _tasks(actor.role), asked_by(actor, dossier_id)))
    offered = offered_library(session, actor.municipality_id) if rows else None
    return [
        TaskView(row.id, form, opened(row, "note_sealed") or "", row.due_on, row.assigned_at)
        for row in rows
        if offered and (form := offered.find(row.form_id)) is not None
    ]


@cache
def _tasks(role: Role) -> Select[Any]:
    query = columns_of(role, WorkFormTask, "id", "form_id", "note_sealed", "due_on", "assigned_at")
    return query.where(_TASK.ended_at.is_(None)).order_by(_TASK.due_on, _TASK.id)


def asked_forms(session: Session, actor: Actor, dossier_id: UUID) -> dict[UUID, TaskView]:
    """Every work form that was asked for, also what is over, by the id of its task."""
    opened = keyring(session).opener(WorkFormTask, actor.municipality_id, dossier_id)
    rows = list(read_rows(session, _all_tasks(actor.role), asked_by(actor, dossier_id)))
    offered = offered_library(session, actor.municipality_id) if rows else None
    return {
        row.id: TaskView(
            row.id, form, opened(row, "note_sealed") or "", row.due_on, row.assigned_at, row.ended_at
        )
        for row in rows
        if offered and (form := offered.find(row.form_id)) is not None
    }


@cache
def _all_tasks(role: Role) -> Select[Any]:
    return columns_of(
        role, WorkFormTask, "id", "form_id", "note_sealed", "due_on", "assigned_at", "ended_at"
    ).order_by(_TASK.assigned_at)


def ended_tasks(session: Session, actor: Actor, dossier_id: UUID) -> list[tuple[str, str, datetime]]:
    """What was asked for and is over: form, outcome, when; newest first."""
    query = (
        select(WorkFormTask.form_id, WorkFormTask.outcome, WorkFormTask.ended_at)
        .where(
            WorkFormTask.municipality_id == actor.municipality_id, WorkFormTask.dossier_id == dossier_id,
            WorkFormTask.ended_at.is_not(None),
        )
        .order_by(WorkFormTask.ended_at.desc())
        .limit(20)
    )  # fmt: skip
    return [(form_id, outcome or "", ended) for form_id, outcome, ended in session.execute(query) if ended]
