"""What somebody in a demo story earns, spends and owes: plain values, free of any storage."""

from datetime import date
from typing import NamedTuple


class Withheld(NamedTuple):
    """What is taken from an income before it reaches the account, per the period of that income."""

    kind: str  # beslag, verrekening, cak
    cents: int


class Income(NamedTuple):
    """One income: `cents` is what arrives on the account, so without the `withheld` amounts."""

    category: str
    cents: int
    period: str
    pay_day: int | None = None
    withheld: tuple[Withheld, ...] = ()
    whose: str = "client"  # client, partner
    paid_to: str = "account"  # account, landlord, insurer

    @property
    def before_withheld_cents(self) -> int:
        """The amount before anything was taken from it, in the income's own period."""
        return self.cents + sum(line.cents for line in self.withheld)


class Expense(NamedTuple):
    """One running cost in its own period; arrears and instalments are not in here."""

    category: str
    cents: int
    period: str
    pay_day: int | None = None


class Arrangement(NamedTuple):
    """A running arrangement about one debt."""

    cents: int
    period: str
    since: date
    kept: bool


class Collector(NamedTuple):
    """Who writes the letters on behalf of a creditor."""

    name: str
    kind: str  # collector, bailiff
    reference: str


class Debt(NamedTuple):
    """One debt as the client entered it; `confirmed_cents` is what the creditor answered, if it did."""

    creditor: str
    kind: str
    reference: str
    cents: int
    original_cents: int | None = None
    about: bool = False
    whose: str = "client"  # client, partner, together, unknown
    collector: Collector | None = None
    arrangement: Arrangement | None = None
    since: date | None = None
    last_payment: date | None = None
    judgment: str | None = None  # vonnis, dwangbevel
    judgment_on: date | None = None
    attachment: str | None = None  # wage, benefit, bank, set_off
    threat: str | None = None
    threat_on: date | None = None
    disputed: str | None = None
    double_of: int | None = None  # index into the debts of the story; such a line is not counted
    confirmed_cents: int | None = None
    note: str | None = None
