"""What somebody enters: one income or expense, as it is paid and told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from schuldhulp.budget.categories import CATEGORY, Category, Group
from schuldhulp.money import MAX_CENTS, Period


class Withholding(StrEnum):
    """What is taken off an income before it reaches the account."""

    BESLAG = "beslag"
    CAK = "cak"
    TERUGBETALEN = "terugbetalen"
    VERREKENING = "verrekening"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {
            "beslag": "Beslag",
            "cak": "Zorgpremie via het CAK",
            "terugbetalen": "Terugbetalen",
            "verrekening": "Verrekening",
        }[self.value]


class Basis(StrEnum):
    """What the entered amount stands for: what passes over the account, or the whole amount.

    Of an income the whole amount is what it was before anything was withheld; of an expense it is the price
    before a toeslag that goes straight to the landlord, insurer or childcare.
    """

    ON_ACCOUNT = "on_account"
    FULL = "full"


class Direct(StrEnum):
    """Money that never passes over the account: a toeslag paid onward, or an expense paid by withholding."""

    LANDLORD = "landlord"
    INSURER = "insurer"
    CHILDCARE = "childcare"
    WITHHELD = "withheld"

    @property
    def label(self) -> str:
        """The words on screen, to follow 'gaat direct naar' or to stand alone."""
        return {
            "landlord": "de verhuurder",
            "insurer": "de zorgverzekeraar",
            "childcare": "de kinderopvang",
            "withheld": "ingehouden",
        }[self.value]


# Which expense a toeslag lowers when it is paid straight to the one who sends the bill.
DIRECT_EXPENSE: Mapping[Direct, tuple[str, ...]] = MappingProxyType(
    {
        Direct.LANDLORD: ("rent",),
        Direct.INSURER: ("health_premium",),
        Direct.CHILDCARE: ("childcare",),
    }
)


class Whose(StrEnum):
    """Whose money it is."""

    CLIENT = "client"
    PARTNER = "partner"
    TOGETHER = "together"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"client": "u", "partner": "uw partner", "together": "samen"}[self.value]


@dataclass(frozen=True, slots=True)
class PayDay:
    """When money comes or goes; the parts that are not known are None.

    `day` 1–31 of the month (31 = the last day), `weekday` 0 (Monday)–6, `known` one date on which it
    happened (for per week, 2 and 4 weeks), `month` 1–12, one of the months for per quarter, half-year and
    year.
    """

    day: int | None = None
    weekday: int | None = None
    known: date | None = None
    month: int | None = None

    def __post_init__(self) -> None:
        for value, low, high in ((self.day, 1, 31), (self.weekday, 0, 6), (self.month, 1, 12)):
            if value is not None and not low <= value <= high:
                raise ValueError("a pay day lies outside the calendar")


@dataclass(frozen=True, slots=True)
class Withheld:
    """An amount in eurocents that is taken off an income, per the period of that income."""

    kind: Withholding
    cents: int
    debt: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One entered income or expense. `cents` is never negative and stands per `period`.

    `basis` None means: on the account for an income, the whole price for an expense, because those are the
    amounts that people are asked for. `arrears_cents` is what is behind; it is shown apart and never counted
    in the month. `one_off` (year, month) makes it a single event: outside the average month, inside that
    month's account. `debt` names the debt that this post pays, when that is known.
    """

    code: str
    cents: int
    period: Period = Period.MONTH
    label: str = ""
    key: str = ""
    pay_day: PayDay | None = None
    whose: Whose = Whose.CLIENT
    withheld: tuple[Withheld, ...] = ()
    paid_directly: Direct | None = None
    basis: Basis | None = None
    arrears_cents: int = 0
    approximate: bool = False
    one_off: tuple[int, int] | None = None
    debt: str | None = None

    def __post_init__(self) -> None:
        if self.code not in CATEGORY:
            raise ValueError(f"unknown budget category: {self.code}")
        amounts = (self.cents, self.arrears_cents, *(item.cents for item in self.withheld))
        if any(not 0 <= cents <= MAX_CENTS for cents in amounts):
            raise ValueError("a budget amount lies outside 0 and the maximum")

    @property
    def category(self) -> Category:
        """The category of this post."""
        return CATEGORY[self.code]

    @property
    def group(self) -> Group:
        """The group of the budget to which this post belongs."""
        return self.category.group

    @property
    def name(self) -> str:
        """What the reader sees: the own label, otherwise that of the category."""
        return self.label or self.category.label

    @property
    def lowers(self) -> tuple[str, ...]:
        """The categories that cost the client less because this income goes straight to the one who bills."""
        if self.group is not Group.INCOME or self.paid_directly is None:
            return ()
        return DIRECT_EXPENSE.get(self.paid_directly, ())

    @property
    def withheld_cents(self) -> int:
        """All that is withheld, in eurocents per the period of the post."""
        return sum(item.cents for item in self.withheld)

    @property
    def is_full(self) -> bool:
        """Whether the entered amount is the whole amount (before withholding, or before a direct toeslag)."""
        return (self.basis or (Basis.ON_ACCOUNT if self.group is Group.INCOME else Basis.FULL)) is Basis.FULL

    @property
    def full_cents(self) -> int:
        """An income before anything was withheld, in eurocents per period; of an expense what was entered."""
        return self.cents if self.is_full else self.cents + self.withheld_cents

    @property
    def account_cents(self) -> int:
        """What passes over the account, in eurocents per period; 0 for money that is paid directly."""
        if self.paid_directly is not None:
            return 0
        if self.group is Group.INCOME:
            return max(0, self.full_cents - self.withheld_cents)
        return self.cents
