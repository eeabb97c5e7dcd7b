"""Work forms of a dossier: entries with their versions, homework, als-dan plans and how those went."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned, references, same_municipality


class WorkFormEntry(DossierPart, Versioned, Base):
    """One time that a client did a work form; nobody but the client reads it until `shared_at` is set.

    `state`: begun, finished or not_for_me. `answers_sealed` holds the answers with the words that were read then.
    """

    __tablename__ = "work_form_entry"

    person_id: Mapped[UUID] = mapped_column(references("person.id"))
    form_id: Mapped[str]
    form_version: Mapped[int]
    state: Mapped[str]
    answers_sealed: Mapped[bytes | None]
    draft_sealed: Mapped[bytes | None]
    why_not_sealed: Mapped[bytes | None]
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    shared_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class WorkFormVersion(DossierPart, Base):
    """An entry as it was before it was changed."""

    __tablename__ = "work_form_older"
    __further_args__ = (same_municipality("entry_id", "work_form_entry"),)

    entry_id: Mapped[UUID]
    number: Mapped[int]
    form_version: Mapped[int]
    answers_sealed: Mapped[bytes]
    saved_at: Mapped[datetime]


class WorkFormTask(DossierPart, Base):
    """A work form that a counsellor asks the client to do, with a note and a day. `outcome`: done, not_for_me,
    withdrawn.
    """

    __tablename__ = "work_form_task"
    __further_args__ = (same_municipality("entry_id", "work_form_entry"),)

    form_id: Mapped[str]
    note_sealed: Mapped[bytes | None]
    due_on: Mapped[date]
    assigned_by: Mapped[UUID]
    assigned_at: Mapped[datetime]
    entry_id: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]


class IfThenPlan(DossierPart, Versioned, Base):
    """An als-dan plan of an entry, kept as situation and action; `ask_on` is the day it is asked after."""

    __tablename__ = "if_then_plan"
    __further_args__ = (same_municipality("entry_id", "work_form_entry"),)

    entry_id: Mapped[UUID]
    field: Mapped[str]
    plan_sealed: Mapped[bytes]
    made_at: Mapped[datetime]
    ask_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]


class PlanReport(DossierPart, Base):
    """How a plan went. `outcome`: done, partly, not_done or no_chance."""

    __tablename__ = "if_then_report"
    __further_args__ = (same_municipality("plan_id", "if_then_plan"),)

    plan_id: Mapped[UUID]
    outcome: Mapped[str]
    words_sealed: Mapped[bytes | None]
    reported_at: Mapped[datetime]
