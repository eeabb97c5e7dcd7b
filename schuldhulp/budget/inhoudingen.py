"""Beslag, verrekening and instalments, each counted once however often they were entered.

The same payment is easily told four times: as something withheld from the wage, as a line among the expenses,
as a running arrangement at the debt, and in the step about beslag and verrekening.
Per kind the fullest telling is taken and the others are left out, so that a figure can be too low only where two
tellings without a name are really two payments; the reader is shown which were left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schuldhulp.budget.categories import Group
from schuldhulp.budget.posten import Post, Withholding
from schuldhulp.money import Period, per_month


class Kind(StrEnum):
    """What kind of payment on a debt it is."""

    BESLAG = "beslag"
    VERREKENING = "verrekening"
    REGELING = "regeling"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"beslag": "Beslag", "verrekening": "Verrekening", "regeling": "Afbetalen volgens afspraak"}[
            self.value
        ]


class Told(StrEnum):
    """Where a payment was entered."""

    DEBT = "debt"
    INCOME = "income"
    EXPENSE = "expense"
    STEP = "step"


KIND_OF_WITHHOLDING = {
    Withholding.BESLAG: Kind.BESLAG,
    Withholding.VERREKENING: Kind.VERREKENING,
    Withholding.TERUGBETALEN: Kind.VERREKENING,
}
KIND_OF_CODE = {"garnishment": Kind.BESLAG, "set_off": Kind.VERREKENING, "debt_payments": Kind.REGELING}

WAGES_AND_BENEFITS = frozenset(
    {
        "wage",
        "benefit_pw",
        "benefit_ww",
        "benefit_zw",
        "benefit_wia",
        "benefit_wajong",
        "benefit_anw",
        "aow",
        "pension",
        "other_income",
    }
)
_ALLOWANCES = frozenset(
    {
        "care_allowance",
        "rent_allowance",
        "child_budget",
        "childcare_allowance",
        "provisional_refund",
    }
)
# The incomes from which each kind is taken before the money arrives.
TAKEN_FROM = {Kind.BESLAG: WAGES_AND_BENEFITS, Kind.VERREKENING: WAGES_AND_BENEFITS | _ALLOWANCES}


@dataclass(frozen=True, slots=True)
class DebtPayment:
    """A running payment as the debt list knows it, or the step about beslag (`told`); eurocents per period.

    `debt` is the key of the debt.
    """

    kind: Kind
    cents: int
    period: Period = Period.MONTH
    label: str = ""
    debt: str | None = None
    pay_day: int | None = None
    told: Told = Told.DEBT


@dataclass(frozen=True, slots=True)
class Payment:
    """One telling of a payment: where it was entered, and what it comes to per month in eurocents."""

    kind: Kind
    told: Told
    label: str
    cents: int
    period: Period
    debt: str | None
    key: str = ""

    @property
    def per_month(self) -> int:
        """Eurocents in an average month."""
        return per_month(self.cents, self.period)


def told_payments(posts: Iterable[Post], debt_payments: Iterable[DebtPayment]) -> tuple[Payment, ...]:
    """Every telling of a payment on a debt, in the order debts, incomes, expenses."""
    from_debts = [
        Payment(item.kind, item.told, item.label or item.kind.label, item.cents, item.period, item.debt)
        for item in debt_payments
    ]
    from_incomes: list[Payment] = []
    from_expenses: list[Payment] = []
    for post in posts:
        if post.group is Group.INCOME:
            from_incomes += [
                Payment(
                    KIND_OF_WITHHOLDING[item.kind],
                    Told.INCOME,
                    f"{item.kind.label}, ingehouden op {post.name}",
                    item.cents,
                    post.period,
                    item.debt,
                    post.key,
                )
                for item in post.withheld
                if item.kind in KIND_OF_WITHHOLDING
            ]
        elif post.code in KIND_OF_CODE:
            kind = KIND_OF_CODE[post.code]
            from_expenses.append(
                Payment(kind, Told.EXPENSE, post.name, post.cents, post.period, post.debt, post.key)
            )
    return tuple(item for item in (*from_debts, *from_incomes, *from_expenses) if item.cents)


def counted_once(told: Sequence[Payment], kind: Kind) -> tuple[tuple[Payment, ...], tuple[Payment, ...]]:
    """Split the tellings of one kind into (counted, told elsewhere already).

    The counted ones are the largest of: what the debts say, what the incomes say, what the expenses say, what the
    step about beslag says, and all payments for a named debt with the highest telling of each. At an equal total
    the debt list wins, because it names the creditor.
    """
    of_kind = [item for item in told if item.kind is kind]
    by_place = [[item for item in of_kind if item.told is place] for place in Told]
    candidates = [*by_place, _highest_per_debt(of_kind)]
    counted = max(candidates, key=_total)
    return tuple(counted), tuple(item for item in of_kind if item not in counted)


def _total(payments: Iterable[Payment]) -> int:
    return sum(item.per_month for item in payments)


def _highest_per_debt(told: Sequence[Payment]) -> list[Payment]:
    debts = dict.fromkeys(item.debt for item in told if item.debt)
    found: list[Payment] = []
    for debt in debts:
        places = [[item for item in told if item.debt == debt and item.told is place] for place in Told]
        found += max(places, key=_total)
    return found
