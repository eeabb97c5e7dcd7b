"""Balances asked of creditors, proposals with a line per claim, and what creditors answered."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned, same_municipality


class BalanceRequest(DossierPart, Base):
    """A creditor was asked what is owed, under a machtiging that names it."""

    __tablename__ = "balance_request"
    __further_args__ = (same_municipality("debt_id", "debt"), same_municipality("mandate_id", "mandate"))

    debt_id: Mapped[UUID]
    mandate_id: Mapped[UUID]
    asked_on: Mapped[date]
    how: Mapped[str]
    asked_by: Mapped[UUID | None]
    asked_at: Mapped[datetime]


class Proposal(DossierPart, Versioned, Base):
    """A proposal to all creditors; once it was offered its figures are frozen and a change is a new number.

    Amounts are eurocents; `rate` is per cent a year as text. `protected_cents` is the beslagvrije voet it was
    held against, `based_on` the calculation that was kept before it or with it.
    """

    __tablename__ = "proposal"
    __further_args__ = (UniqueConstraint("municipality_id", "dossier_id", "number"),)

    number: Mapped[int]
    scenario: Mapped[str]
    state: Mapped[str]
    based_on: Mapped[UUID | None]
    income_cents: Mapped[int] = mapped_column(BigInteger)
    vtlb_cents: Mapped[int] = mapped_column(BigInteger)
    protected_cents: Mapped[int] = mapped_column(BigInteger)
    costs_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    assets_cents: Mapped[int] = mapped_column(BigInteger, default=0)
    monthly_cents: Mapped[int] = mapped_column(BigInteger)
    months: Mapped[int]
    rate: Mapped[str | None]
    fund_cents: Mapped[int] = mapped_column(BigInteger)
    total_cents: Mapped[int] = mapped_column(BigInteger)
    capacity_stored: Mapped[bool] = mapped_column(default=False)
    source_sealed: Mapped[bytes | None]
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]
    offered_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class ProposalLine(DossierPart, Base):
    """What one claim is offered, with everything as it stood when the proposal was made; and the answer to it.

    `percentage` and `share` are hundredths of a percent. `answer`: open, accepted, refused or silent;
    `answered_cents` is an amount the creditor named in it. `forced` is what became of a dwangakkoord for who did not
    agree: asked, granted or denied.
    """

    __tablename__ = "proposal_line"
    __further_args__ = (same_municipality("proposal_id", "proposal"), same_municipality("debt_id", "debt"))

    proposal_id: Mapped[UUID]
    debt_id: Mapped[UUID]
    place: Mapped[int]
    creditor_sealed: Mapped[bytes | None]
    collector_sealed: Mapped[bytes | None]
    reference_sealed: Mapped[bytes | None]
    kind: Mapped[str]
    rank: Mapped[str]
    takes_part: Mapped[bool]
    claim_cents: Mapped[int | None] = mapped_column(BigInteger)
    confirmed: Mapped[bool]
    offered_cents: Mapped[int] = mapped_column(BigInteger)
    percentage: Mapped[int | None]
    share: Mapped[int | None]
    answer: Mapped[str] = mapped_column(default="open")
    answered_on: Mapped[date | None]
    answered_cents: Mapped[int | None] = mapped_column(BigInteger)
    answer_sealed: Mapped[bytes | None]
    forced: Mapped[str | None]
    forced_on: Mapped[date | None]
