"""The average month: every post as a line, totals that are sums of rounded lines, and the room that is left.

Nothing is counted twice: a payment on a debt is taken from one telling (inhoudingen.py), an income that was
entered after beslag gets the beslag back before it is taken off, a toeslag that goes straight to the landlord
stands against the whole rent, and the premium that the CAK withholds is one expense.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from schuldhulp.budget.inhoudingen import (
    TAKEN_FROM,
    WAGES_AND_BENEFITS,
    DebtPayment,
    Kind,
    Payment,
    Told,
    counted_once,
    told_payments,
)
from schuldhulp.budget.posten import CATEGORY, Direct, Group, Post, Whose, Withholding
from schuldhulp.money import Period, format_euro, per_month

_HOW = {
    Period.WEEK: "{amount} per week × 52 weken : 12 maanden",
    Period.TWO_WEEKS: "{amount} per 2 weken × 26 : 12 maanden",
    Period.FOUR_WEEKS: "{amount} per 4 weken × 13 : 12 maanden",
    Period.MONTH: "{amount} per maand",
    Period.QUARTER: "{amount} per kwartaal : 3 maanden",
    Period.HALF_YEAR: "{amount} per half jaar : 6 maanden",
    Period.YEAR: "{amount} per jaar : 12 maanden",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the budget. Amounts are eurocents; `cents` is per average month, never negative."""

    code: str
    group: Group
    label: str
    entered_cents: int
    period: Period
    cents: int
    formula: str
    key: str = ""
    whose: Whose = Whose.CLIENT
    approximate: bool = False
    note: str = ""
    debt: str | None = None


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """The lines of one group and their sum in eurocents per month."""

    group: Group
    lines: tuple[Line, ...]

    @property
    def cents(self) -> int:
        """The sum of the rounded lines."""
        return sum(line.cents for line in self.lines)

    @property
    def label(self) -> str:
        """The heading of the group."""
        return self.group.label


@dataclass(frozen=True, slots=True)
class Arrear:
    """What is behind on a running cost; shown apart, never part of the month."""

    label: str
    cents: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """An average month. `groups` has all five groups in their fixed order; `notes` are Dutch sentences on
    what was counted once; `one_offs` are the posts that happen a single time and stand outside the
    average."""

    groups: tuple[GroupTotal, ...]
    notes: tuple[str, ...] = ()
    arrears: tuple[Arrear, ...] = ()
    one_offs: tuple[Post, ...] = ()

    def group(self, group: Group) -> GroupTotal:
        """One group with its lines."""
        return next(total for total in self.groups if total.group is group)

    @property
    def income_cents(self) -> int:
        """All income, before beslag and verrekening."""
        return self.group(Group.INCOME).cents

    @property
    def expenses_cents(self) -> int:
        """All expenses, without payments on debts."""
        return sum(self.group(group).cents for group in (Group.FIXED, Group.RESERVE, Group.HOUSEHOLD))

    @property
    def payments_cents(self) -> int:
        """Beslag, verrekening and arrangements together."""
        return self.group(Group.DEBT_PAYMENT).cents

    @property
    def room_before_cents(self) -> int:
        """Income minus expenses, before payments on debts; negative is a shortage."""
        return self.income_cents - self.expenses_cents

    @property
    def room_cents(self) -> int:
        """What is left after payments on debts; negative is a shortage."""
        return self.room_before_cents - self.payments_cents

    @property
    def food_per_week_cents(self) -> int:
        """What there is for the week: the household group per week, rounded down to whole cents."""
        return self.group(Group.HOUSEHOLD).cents * 12 // 52

    @property
    def sentence(self) -> str:
        """The month in one Dutch sentence."""
        amount = format_euro(abs(self.room_cents))
        if self.room_cents < 0:
            return f"U komt {amount} per maand tekort."
        if self.room_cents == 0:
            return "Er komt evenveel binnen als eruit gaat."
        return f"Er blijft {amount} per maand over."

    @property
    def still_missing(self) -> str:
        """What keeps the sentence from being the whole month, as a Dutch sentence; "" when nothing does."""
        empty = [
            group.label.lower()
            for group in (Group.INCOME, Group.FIXED, Group.HOUSEHOLD)
            if not self.group(group).lines
        ]
        if not empty:
            return ""
        return f"Er staat nog niets bij {' en '.join(empty)}. Het bedrag kan dus nog veranderen."


def make_budget(posts: Sequence[Post], debt_payments: Sequence[DebtPayment] = ()) -> Budget:
    """Make the average month of a household from its posts and the running payments on its debts."""
    regular = [post for post in posts if post.one_off is None]
    notes: list[str] = []
    lines = [_income_line(post) for post in regular if post.group is Group.INCOME and post.full_cents]
    lines += _expense_lines(regular, notes)
    lines += _payment_lines(regular, debt_payments, notes)
    arrears = tuple(Arrear(post.name, post.arrears_cents, post.key) for post in regular if post.arrears_cents)
    one_offs = tuple(post for post in posts if post.one_off is not None)
    groups = tuple(GroupTotal(group, tuple(line for line in lines if line.group is group)) for group in Group)
    return Budget(groups, tuple(notes), arrears, one_offs)


def formula(cents: int, period: Period) -> str:
    """How an entered amount becomes an amount per month, in words."""
    text = _HOW[period].format(amount=format_euro(cents))
    return text if period is Period.MONTH else f"{text} = {format_euro(per_month(cents, period))}"


def _line(post: Post, cents: int, note: str = "", label: str = "") -> Line:
    return Line(
        post.code,
        post.group,
        label or post.name,
        post.cents,
        post.period,
        per_month(cents, post.period),
        formula(cents, post.period),
        post.key,
        post.whose,
        post.approximate,
        note,
        post.debt,
    )


def _income_line(post: Post) -> Line:
    notes = []
    if post.withheld_cents and not post.is_full:
        parts = " + ".join(
            format_euro(cents) for cents in (post.cents, *(item.cents for item in post.withheld))
        )
        notes.append(f"Op de rekening en ingehouden samen: {parts}.")
    if post.paid_directly and post.lowers:
        notes.append(f"Gaat direct naar {post.paid_directly.label}.")
    return _line(post, post.full_cents, " ".join(notes))


def _expense_lines(posts: Sequence[Post], notes: list[str]) -> list[Line]:
    cak = [
        (post, item)
        for post in posts
        for item in post.withheld
        if item.kind is Withholding.CAK and item.cents
    ]
    direct = _direct_allowances(posts)
    lines: list[Line] = []
    for post in posts:
        if post.group in (Group.INCOME, Group.DEBT_PAYMENT) or not post.cents:
            continue
        if cak and _is_the_withheld_premium(post, cak[0][1].cents, cak[0][0].period):
            notes.append(f"{post.name} wordt ingehouden via het CAK en telt één keer.")
            continue
        lines.append(_with_direct_allowance(post, direct))
        if post.paid_directly is Direct.WITHHELD:
            lines += _back_on_top(posts, WAGES_AND_BENEFITS, post.name, per_month(post.cents, post.period))
    for post, item in cak:
        lines.append(
            Line(
                "cak_premium",
                Group.FIXED,
                CATEGORY["cak_premium"].label,
                item.cents,
                post.period,
                per_month(item.cents, post.period),
                formula(item.cents, post.period),
                post.key,
                post.whose,
                note=f"Ingehouden op {post.name}.",
            )
        )
    return lines


def _is_the_withheld_premium(post: Post, cents: int, period: Period) -> bool:
    if post.code not in ("health_premium", "cak_premium"):
        return False
    same = per_month(post.cents, post.period) == per_month(cents, period)
    return post.code == "cak_premium" or post.paid_directly is Direct.WITHHELD or same


def _direct_allowances(posts: Sequence[Post]) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for post in posts:
        for code in post.lowers:
            found.setdefault(code, []).append(post)
    return found


def _with_direct_allowance(post: Post, direct: dict[str, list[Post]]) -> Line:
    allowances = direct.get(post.code, []) if not post.is_full else []
    if not allowances:
        return _line(post, post.cents)
    # The allowance is used for the first line of its kind only; a second rent is paid whole.
    del direct[post.code]
    line = _line(post, post.cents)
    extra = sum(per_month(item.full_cents, item.period) for item in allowances)
    names = " en ".join(item.name.lower() for item in allowances)
    return Line(
        line.code,
        line.group,
        line.label,
        line.entered_cents,
        line.period,
        line.cents + extra,
        f"{line.formula} + {format_euro(extra)} {names}",
        line.key,
        line.whose,
        line.approximate,
        f"U betaalt zelf {format_euro(line.cents)}; de {names} gaat er direct heen.",
        line.debt,
    )


def _payment_lines(posts: Sequence[Post], debts: Sequence[DebtPayment], notes: list[str]) -> list[Line]:
    told = told_payments(posts, debts)
    codes = {Kind.BESLAG: "garnishment", Kind.VERREKENING: "set_off", Kind.REGELING: "debt_payments"}
    lines: list[Line] = []
    for kind in Kind:
        counted, double = counted_once(told, kind)
        lines += [
            Line(
                codes[kind],
                Group.DEBT_PAYMENT,
                item.label,
                item.cents,
                item.period,
                item.per_month,
                formula(item.cents, item.period),
                item.key,
                debt=item.debt,
            )
            for item in counted
        ]
        notes += [
            f"{item.label} ({format_euro(item.per_month)} per maand) staat er al en telt één keer."
            for item in double
        ]
        lines += _given_back(posts, kind, counted, told)
    return lines


def _given_back(
    posts: Sequence[Post], kind: Kind, counted: Sequence[Payment], told: Sequence[Payment]
) -> list[Line]:
    """An income line for what was taken off before the money came and is not in any income yet."""
    known = sum(item.per_month for item in told if item.kind is kind and item.told is Told.INCOME)
    missing = sum(item.per_month for item in counted) - known
    return _back_on_top(posts, TAKEN_FROM.get(kind, frozenset()), kind.label, missing)


def _back_on_top(posts: Sequence[Post], codes: frozenset[str], label: str, cents: int) -> list[Line]:
    """The amount as an income line, unless an income of these kinds was entered before withholding."""
    sources = [post for post in posts if post.code in codes and post.cents]
    if cents <= 0 or not sources or any(post.is_full for post in sources):
        return []
    return [
        Line(
            "other_income",
            Group.INCOME,
            f"{label}, al af van wat u krijgt",
            cents,
            Period.MONTH,
            cents,
            formula(cents, Period.MONTH),
            note="Dit bedrag komt niet op de rekening. Het staat hier omdat het bij de uitgaven ook staat.",
        )
    ]
