"""The budget as stored: lines as the client typed them, and frozen versions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned


class BudgetPost(DossierPart, Versioned, Base):
    """One income or expense: the amount and period as typed, in eurocents.

    `withheld` is what is taken off before it reaches the account: kind to cents. `amount_open` says why there is
    no amount yet (weet_ik_niet, later); `cents` is 0 then; `open_answers` says it of the other questions.
    `source` says where an amount comes from that nobody typed: bankafschrift.
    """

    __tablename__ = "budget_post"

    code: Mapped[str]
    label_sealed: Mapped[bytes | None]
    cents: Mapped[int]
    amount_open: Mapped[str | None]
    period: Mapped[str]
    whose: Mapped[str] = mapped_column(default="client")
    pay_day: Mapped[str | None]
    paid_on: Mapped[date | None]
    lowest_cents: Mapped[int | None]
    withheld: Mapped[dict[str, Any]] = mapped_column(default=dict)
    paid_directly: Mapped[str | None]
    arrears_cents: Mapped[int] = mapped_column(default=0)
    approximate: Mapped[bool] = mapped_column(default=False)
    month: Mapped[int | None]
    open_answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    step: Mapped[str]
    source: Mapped[str | None]
    entered_by_role: Mapped[str]
    entered_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class BudgetVersion(DossierPart, Base):
    """A named budget, frozen with every line. `kind`: plan, idea or agreed."""

    __tablename__ = "budget_version"
    __further_args__ = (Index(None, "municipality_id", "dossier_id", "number"),)

    number: Mapped[int]
    kind: Mapped[str]
    name_sealed: Mapped[bytes]
    content_sealed: Mapped[bytes]
    room_cents: Mapped[int]
    made_at: Mapped[datetime]
    made_by_role: Mapped[str]
    made_by: Mapped[UUID]


class BudgetIdea(DossierPart, Versioned, Base):
    """The client's own idea for the budget: words, and lines that change the month."""

    __tablename__ = "budget_idea"

    words_sealed: Mapped[bytes]
    changes_sealed: Mapped[bytes]
    made_at: Mapped[datetime]
    made_by_role: Mapped[str]
    kept_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class BudgetReason(DossierPart, Versioned, Base):
    """Why a line is otherwise than a guideline says, in own words; one row for each guideline (`code`)."""

    __tablename__ = "budget_reason"
    __further_args__ = (UniqueConstraint("municipality_id", "dossier_id", "code"),)

    code: Mapped[str]
    words_sealed: Mapped[bytes]
    changed_at: Mapped[datetime]
    changed_by_role: Mapped[str]
