"""A schuldregeling as it stands: proposals with their lines, answers and outcome, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from schuldhulp.budget.aanbod import Rank
from schuldhulp.schuldregeling.proposal import Claim, Scenario

NOT_AGREED = ("refused", "silent")


class State(StrEnum):
    """How far a proposal is. A replaced one was offered and then followed by another version."""

    DRAFT = "draft"
    OFFERED = "offered"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"draft": "concept", "offered": "aangeboden", "replaced": "vervangen"}[self.value]


class Outcome(StrEnum):
    """What came of an offered proposal, from the answers of all creditors."""

    WAITING = "wacht op antwoord"
    AGREED = "akkoord van alle schuldeisers"
    REFUSED = "niet iedereen is akkoord: dwangakkoord is mogelijk"
    FORCED = "dwangakkoord: de regeling gaat door"
    DENIED = "geen akkoord: de rechter kan toelaten tot de Wsnp"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A claim with what is needed to ask for its balance: a machtiging that names it, and since when it was asked."""

    claim: Claim
    mandate_id: UUID | None
    asked_on: date | None


@dataclass(frozen=True, kw_only=True)
class KeptCapacity:
    """A calculation that was kept: eurocents per month, with number and day. `income_cents` None: not stored then.

    `preliminary`: its vtlb is our own sum, not that of the official calculator.
    """

    id: UUID
    number: int
    day: date
    bvv_cents: int
    vtlb_cents: int
    gross_cents: int
    net_cents: int
    income_cents: int | None = None
    costs_cents: int = 0
    assets_cents: int = 0
    preliminary: bool = False


@dataclass(frozen=True, kw_only=True)
class LineView:
    """One line of a proposal, opened."""

    id: UUID
    debt_id: UUID
    creditor: str
    collector: str
    reference: str
    kind: str
    rank: Rank
    takes_part: bool
    claim_cents: int | None
    confirmed: bool
    offered_cents: int
    percentage: int | None
    share: int | None
    answer: str
    answered_on: date | None
    answered_cents: int | None
    note: str
    forced: str | None
    forced_on: date | None

    @property
    def counts(self) -> bool:
        """Whether the claim shares in the fund."""
        return self.takes_part and self.claim_cents is not None

    @property
    def against(self) -> bool:
        """Whether this creditor did not agree: it refused, or gave no answer."""
        return self.answer in NOT_AGREED

    @property
    def settled(self) -> bool:
        """Whether this creditor no longer stands in the way."""
        return self.answer == "accepted" or self.forced == "granted"


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """A proposal with its lines; `based_on` is the kept calculation that its capacity comes from."""

    id: UUID
    number: int
    version: int
    scenario: Scenario
    state: State
    based_on: UUID | None
    income_cents: int
    vtlb_cents: int
    protected_cents: int
    costs_cents: int
    assets_cents: int
    monthly_cents: int
    months: int
    rate: str | None
    fund_cents: int
    total_cents: int
    capacity_stored: bool
    source: str
    made_at: datetime
    offered_on: date | None
    lines: tuple[LineView, ...] = ()

    @property
    def part(self) -> tuple[LineView, ...]:
        """The lines that share in the fund."""
        return tuple(line for line in self.lines if line.counts)

    @property
    def unconfirmed(self) -> tuple[LineView, ...]:
        """The lines that take part without an established amount."""
        return tuple(line for line in self.lines if line.takes_part and not line.confirmed)

    @property
    def outcome(self) -> Outcome | None:
        """What came of it; None while it was not offered."""
        if self.state is State.DRAFT:
            return None
        if any(line.forced == "denied" for line in self.part):
            return Outcome.DENIED
        if all(line.settled for line in self.part):
            return Outcome.FORCED if any(line.forced for line in self.part) else Outcome.AGREED
        return Outcome.REFUSED if any(line.against for line in self.part) else Outcome.WAITING
