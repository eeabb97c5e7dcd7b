"""Row functions of work forms: what several acts do in the same way, inside the act that is under way."""

import json
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import WorkFormAssigned, WorkFormEnded
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import Conflict, NotYours, Refused
from schuldhulp.scripts_mi.work_forms.form import FieldKind, WorkForm
from schuldhulp.unit_of_work import Act
from schuldhulp.workforms.kept import Kept
from schuldhulp.workforms.tables import IfThenPlan, WorkFormEntry, WorkFormTask, WorkFormVersion


class DayBehindUs(Refused):
    """The day to have it done by has passed."""

    sentence = "Deze dag is al geweest. Kies vandaag of een dag die nog komt."


def promise(doing: Act, dossier: DossierView) -> datetime:
    """By when an answer is promised."""
    return reply_due(doing.now, dossier.municipality.levels, dossier.municipality.opening)


def own_entry(doing: Act, dossier_id: UUID, entry_id: UUID, version: int | None = None) -> WorkFormEntry:
    """An entry of the actor's own notebook. Raises NotYours, Conflict."""
    row = doing.row(WorkFormEntry, entry_id, dossier_id)
    if row.person_id != doing.actor.person_id:
        raise NotYours
    if version is not None and row.version != version:
        raise Conflict
    return row


def begun_entry(doing: Act, dossier_id: UUID, form_id: str) -> WorkFormEntry | None:
    """The entry in which the actor is half-way this form."""
    query = select(WorkFormEntry).where(
        WorkFormEntry.municipality_id == doing.municipality_id, WorkFormEntry.dossier_id == dossier_id,
        WorkFormEntry.person_id == doing.actor.person_id, WorkFormEntry.form_id == form_id,
        WorkFormEntry.state == "begun", WorkFormEntry.removed_at.is_(None),
    )  # fmt: skip
    return doing.session.scalars(query.order_by(WorkFormEntry.started_at.desc()).limit(1)).first()


def new_entry(doing: Act, dossier_id: UUID, form: WorkForm) -> WorkFormEntry:
    """An empty entry."""
    return doing.new_row(
        WorkFormEntry, dossier_id, id=new_id(), person_id=doing.actor.person_id, form_id=form.id,
        form_version=form.version, state="begun", started_at=doing.now, saved_at=doing.now, version=1,
    )  # fmt: skip


def keep_earlier(doing: Act, row: WorkFormEntry) -> None:
    """Keep what stands in an entry as a version, before it changes."""
    text = doing.keyring.open(row, "answers_sealed")
    if text is None:
        return
    query = select(func.count()).where(
        WorkFormVersion.municipality_id == doing.municipality_id, WorkFormVersion.entry_id == row.id
    )
    number = (doing.session.scalar(query) or 0) + 1
    older = doing.new_row(
        WorkFormVersion, row.dossier_id, id=new_id(), entry_id=row.id, number=number, form_version=row.form_version,
        saved_at=row.saved_at,
    )  # fmt: skip
    doing.keyring.seal(older, "answers_sealed", text)


def keep_plans(doing: Act, row: WorkFormEntry, form: WorkForm, kept: Kept) -> None:
    """Make a plan of each als-dan answer; one that was written otherwise ends, and the new one is asked after."""
    standing = {plan.field: plan for plan in open_plans(doing, row)}
    for each in form.fields:
        if each.kind is not FieldKind.IF_THEN:
            continue
        answer = kept.answers.get(each.name)
        text = json.dumps(answer, ensure_ascii=False, sort_keys=True) if answer else None
        old = standing.get(each.name)
        if old is not None and doing.keyring.open(old, "plan_sealed") == text:
            continue
        if old is not None:
            old.ended_at, old.version = doing.now, old.version + 1
        if text is None:
            continue
        plan = doing.new_row(
            IfThenPlan, row.dossier_id, id=new_id(), entry_id=row.id, field=each.name, made_at=doing.now,
            ask_on=_asked_on(doing.now, form, each.name), version=1,
        )  # fmt: skip
        doing.keyring.seal(plan, "plan_sealed", text)


def _asked_on(now: datetime, form: WorkForm, field: str) -> date | None:
    follow = form.follow_up
    return local_date(now) + timedelta(days=follow.after_days) if follow and follow.field == field else None


def open_plans(doing: Act, row: WorkFormEntry) -> list[IfThenPlan]:
    """The plans of an entry that still stand."""
    query = select(IfThenPlan).where(
        IfThenPlan.municipality_id == doing.municipality_id, IfThenPlan.dossier_id == row.dossier_id,
        IfThenPlan.entry_id == row.id, IfThenPlan.ended_at.is_(None),
    )  # fmt: skip
    return list(doing.session.scalars(query))


def open_tasks(doing: Act, dossier_id: UUID, form_id: str) -> list[WorkFormTask]:
    """What is asked of this form now."""
    query = select(WorkFormTask).where(
        WorkFormTask.municipality_id == doing.municipality_id, WorkFormTask.dossier_id == dossier_id,
        WorkFormTask.form_id == form_id, WorkFormTask.ended_at.is_(None),
    )  # fmt: skip
    return list(doing.session.scalars(query))


def add_task(doing: Act, dossier_id: UUID, form: WorkForm, due_on: date, note: str = "") -> WorkFormTask:
    """Ask for a form by a day; what was asked of it before is taken back. Raises DayBehindUs."""
    if due_on < local_date(doing.now):
        raise DayBehindUs
    for old in open_tasks(doing, dossier_id, form.id):
        old.ended_at, old.outcome = doing.now, "withdrawn"
    row = doing.new_row(
        WorkFormTask, dossier_id, id=new_id(), form_id=form.id, due_on=due_on, assigned_by=doing.actor.person_id,
        assigned_at=doing.now,
    )  # fmt: skip
    doing.keyring.seal(row, "note_sealed", note.strip() or None)
    doing.record(
        WorkFormAssigned(task_id=row.id, form=form.id, due_on=due_on), dossier_id,
        {"note": note.strip()} if note.strip() else None,
    )  # fmt: skip
    return row


def end_tasks(doing: Act, dossier: DossierView, row: WorkFormEntry, outcome: str) -> bool:
    """End the homework that waits for this form; gives whether there was any."""
    waiting = open_tasks(doing, dossier.id, row.form_id)
    for task in waiting:
        task.ended_at, task.outcome, task.entry_id = doing.now, outcome, row.id
    if waiting:
        doing.record(
            WorkFormEnded(form=row.form_id, outcome=outcome, reply_due_at=promise(doing, dossier)), dossier.id
        )
    return bool(waiting)
