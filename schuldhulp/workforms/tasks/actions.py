"""What staff and client do with a work form that was asked for."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.calendar import local_date
from schuldhulp.dossier.events import WorkFormEnded, WorkFormMoved
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.refusals import Refused
from schuldhulp.scripts_mi.work_forms.form import WorkForm
from schuldhulp.unit_of_work import FormToken, act
from schuldhulp.workforms.rows import add_task
from schuldhulp.workforms.tables import WorkFormTask


class TaskOver(Refused):
    """It was done or taken back already."""

    sentence = "Deze opdracht is al klaar."


def assign_work_form(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, work_form: WorkForm, due_on: date,
    note: str = "", *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Ask for a work form with an own note and a day; one that was asked for already gets the new day and note.

    Raises DayBehindUs.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "work_form:assign")
        row = add_task(doing, dossier.id, work_form, due_on, note)
        if dossier.mail_allowed:
            for person_id in clients_of(doing.session, doing.municipality_id, dossier.id):
                doing.mail(person_id, "homework", dossier.id, dedupe_key=f"homework:{row.id}:{person_id}")


def withdraw_work_form(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, task_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take back what was asked. Raises NotYours, TaskOver."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "work_form:assign")
        row = doing.row(WorkFormTask, task_id, dossier.id)
        if row.ended_at is not None:
            raise TaskOver
        row.ended_at, row.outcome = now, "withdrawn"
        doing.record(WorkFormEnded(form=row.form_id, outcome="withdrawn"), dossier.id)


def move_work_form(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, task_id: UUID, *,
    form: FormToken | None = None,
) -> date:  # fmt: skip
    """ "Meer tijd": the day moves by the client's own days. Raises NotYours, TaskOver."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "work_form:write")
        row = doing.row(WorkFormTask, task_id, dossier.id)
        if row.ended_at is not None:
            raise TaskOver
        row.due_on = max(row.due_on, local_date(now)) + timedelta(
            days=dossier.municipality.levels.client_days
        )
        doing.record(WorkFormMoved(form=row.form_id, due_on=row.due_on), dossier.id)
    return row.due_on
