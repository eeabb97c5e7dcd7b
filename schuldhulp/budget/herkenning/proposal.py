"""What recognising gives: proposals with their reason and lines, and the lines that count nowhere, with why."""

from dataclasses import dataclass
from datetime import date

from schuldhulp.budget.categories import CATEGORY, Group
from schuldhulp.budget.told import PostTold
from schuldhulp.money import Period


@dataclass(frozen=True, slots=True)
class SeenLine:
    """One line of the statement as a reader sees it; eurocents, below zero for money that went out."""

    on: date
    cents: int
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One post that the statement shows. `cents` is never negative and stands per `period`.

    `key` names it within one statement. `debt` is the debt of the dossier that it pays. `reason` is a Dutch sentence
    or two.
    """

    key: str
    code: str
    label: str
    cents: int
    period: Period
    reason: str
    lines: tuple[SeenLine, ...]
    pay_day: str | None = None
    paid_on: date | None = None
    month: int | None = None
    lowest_cents: int | None = None
    approximate: bool = False
    debt: str = ""

    @property
    def group(self) -> Group:
        """The group of the budget to which it belongs."""
        return CATEGORY[self.code].group

    @property
    def told(self) -> PostTold:
        """The line of the budget that it would become."""
        return PostTold(
            code=self.code, cents=self.cents, period=self.period, label=self.label, pay_day=self.pay_day,
            paid_on=self.paid_on, month=self.month, lowest_cents=self.lowest_cents, approximate=self.approximate,
        )  # fmt: skip

    @property
    def name(self) -> str:
        """What the reader sees."""
        return self.told.name


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines that are in no proposal, with the reason as Dutch words."""

    reason: str
    lines: tuple[SeenLine, ...]

    @property
    def cents(self) -> int:
        """What they come to together."""
        return sum(line.cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A statement as a household: every line of `first`–`last` is in one proposal or left out, never in two."""

    proposals: tuple[Proposal, ...]
    left_out: tuple[LeftOut, ...]
    first: date
    last: date
    lines: int
    banks: tuple[str, ...] = ()

    def of(self, *groups: Group) -> tuple[Proposal, ...]:
        """The proposals of some groups, in their order."""
        return tuple(one for one in self.proposals if one.group in groups)
