"""Debts: one claim a row, as the client tells it; mandates; verdicts about possible doubles."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned, references, same_municipality


class Debt(DossierPart, Versioned, Base):
    """One claim. Amounts in eurocents; a creditor from the register by id, one typed freely sealed.

    `open_answers`: the question left open to weet_ik_niet or later.
    """

    __tablename__ = "debt"

    whose: Mapped[str] = mapped_column(default="client")
    creditor_id: Mapped[str | None]
    creditor_sealed: Mapped[bytes | None]
    collector_id: Mapped[str | None]
    collector_sealed: Mapped[bytes | None]
    reference_sealed: Mapped[bytes | None]
    claimed_cents: Mapped[int | None]
    original_cents: Mapped[int | None]
    confirmed_cents: Mapped[int | None]
    approximate: Mapped[bool] = mapped_column(default=False)
    letter_date: Mapped[date | None]
    arrangement_cents: Mapped[int | None]
    arrangement_period: Mapped[str | None]
    arrangement_until: Mapped[date | None]
    arrangement_kept: Mapped[str | None]
    last_payment_on: Mapped[date | None]
    judgment: Mapped[str | None]
    attachment: Mapped[str | None]
    attachment_cents: Mapped[int | None]
    attachment_period: Mapped[str | None]
    threat: Mapped[str | None]
    threat_on: Mapped[date | None]
    disputed: Mapped[bool] = mapped_column(default=False)
    dispute_sealed: Mapped[bytes | None]
    most_worried: Mapped[bool] = mapped_column(default=False)
    open_answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rank: Mapped[str | None]
    settleable: Mapped[str | None]
    claim_kind: Mapped[str | None]
    assessed_by: Mapped[UUID | None]
    assessed_at: Mapped[datetime | None]
    entered_by_role: Mapped[str]
    entered_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class DebtStage(DossierPart, Base):
    """A step in the course of a claim that staff recorded: who took it, on which day, and where that is from."""

    __tablename__ = "debt_stage"
    __further_args__ = (same_municipality("debt_id", "debt"),)

    debt_id: Mapped[UUID]
    stage: Mapped[str]
    happened_on: Mapped[date | None]
    party_sealed: Mapped[bytes | None]
    source_sealed: Mapped[bytes | None]
    recorded_by: Mapped[UUID | None]
    recorded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class DoubleVerdict(DossierPart, Base):
    """What was decided about two debts that may be one claim. `verdict`: same or different."""

    __tablename__ = "double_verdict"
    __further_args__ = (
        same_municipality("debt_id", "debt"),
        same_municipality("other_id", "debt"),
        UniqueConstraint("municipality_id", "debt_id", "other_id"),
    )

    debt_id: Mapped[UUID]
    other_id: Mapped[UUID]
    verdict: Mapped[str]
    decided_by_role: Mapped[str]
    decided_at: Mapped[datetime]


class Mandate(DossierPart, Base):
    """A *machtiging* that names creditors; signed on paper or here, and withdrawn at will."""

    __tablename__ = "mandate"

    signed_on: Mapped[date]
    how: Mapped[str]
    signed_by_role: Mapped[str]
    withdrawn_at: Mapped[datetime | None]


class MandateCreditor(Base):
    """A debt that a mandate covers."""

    __tablename__ = "mandate_creditor"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    mandate_id: Mapped[UUID] = mapped_column(primary_key=True)
    debt_id: Mapped[UUID] = mapped_column(primary_key=True)
    __table_args__ = (same_municipality("mandate_id", "mandate"), same_municipality("debt_id", "debt"))
