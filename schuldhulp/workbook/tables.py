"""The werkboek: answers per step, drafts, homework and the household."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned, references, same_municipality


class StepAnswer(DossierPart, Versioned, Base):
    """The answers of one step: one sealed JSON value with the version of its record.

    `state`: begun, done, later or stuck. `questions_open` counts 'weet ik niet' and 'later'.
    """

    __tablename__ = "step_answer"
    __further_args__ = (UniqueConstraint("municipality_id", "dossier_id", "step"),)

    step: Mapped[str]
    state: Mapped[str]
    answer_sealed: Mapped[bytes | None]
    stuck_sealed: Mapped[bytes | None]
    record_version: Mapped[int] = mapped_column(default=1)
    questions_open: Mapped[int] = mapped_column(default=0)
    answered_by_role: Mapped[str]
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]


class StepDraft(Base):
    """What somebody typed in a step but did not send yet. Not an act; kept until it is sent."""

    __tablename__ = "step_draft"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(references("person.id"), primary_key=True)
    id: Mapped[UUID]
    typed_sealed: Mapped[bytes]
    saved_at: Mapped[datetime]
    __table_args__ = (same_municipality("dossier_id", "dossier"),)


class Homework(DossierPart, Base):
    """A step that a counsellor asks the client to do, with a note and a date."""

    __tablename__ = "homework"

    step: Mapped[str]
    note_sealed: Mapped[bytes | None]
    due_on: Mapped[date]
    assigned_by: Mapped[UUID]
    assigned_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]


class HouseholdMember(DossierPart, Versioned, Base):
    """Somebody who lives with the client. `kind`: partner, child or adult."""

    __tablename__ = "household_member"

    kind: Mapped[str]
    name_sealed: Mapped[bytes | None]
    birth_year: Mapped[int | None]
    days_a_week: Mapped[int | None]
    has_income: Mapped[bool | None]
    open_answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    added_by_role: Mapped[str]
    removed_at: Mapped[datetime | None]
