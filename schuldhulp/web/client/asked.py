"""What was asked of the client: steps and work forms alike, each with the form that gives more time."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from flask import url_for

from schuldhulp.calendar import say_day
from schuldhulp.dossier.content import step_texts
from schuldhulp.workbook.queries import HomeworkView
from schuldhulp.workforms.library import address_of
from schuldhulp.workforms.queries import TaskView


@dataclass(frozen=True, slots=True)
class Asked:
    """Homework as the client sees it, with the form that gives more time."""

    title: str
    note: str
    due: str
    url: str
    more_time: str
    token: str


def asked_step(each: HomeworkView, today: date) -> Asked:
    """A step that a counsellor asked for."""
    return Asked(
        step_texts()[each.step].title, each.note, say_day(each.due_on, today), url_for("client.step", stap=each.step),
        url_for("client.more_time", homework_id=each.id), uuid4().hex,
    )  # fmt: skip


def asked_form(each: TaskView, today: date) -> Asked:
    """A work form that a counsellor asked for."""
    theme, name = address_of(each.form.id)
    return Asked(
        each.form.title, each.note, say_day(each.due_on, today), url_for("client.work_form", thema=theme, naam=name),
        url_for("client.more_time_work_form", task_id=each.id), uuid4().hex,
    )  # fmt: skip
