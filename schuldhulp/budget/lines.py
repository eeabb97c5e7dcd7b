"""How posts and payments become the lines of an average month, and in words how each amount was made."""

from collections.abc import Sequence
from dataclasses import dataclass

from schuldhulp.budget.categories import CATEGORY, Group
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
from schuldhulp.budget.posten import Direct, Post, Whose, Withholding
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


def income_line(post: Post) -> Line:
    """One income: what was withheld and is not in it is named in its note."""
    notes = []
    if post.withheld_cents and not post.is_full:
        parts = " + ".join(
            format_euro(cents) for cents in (post.cents, *(item.cents for item in post.withheld))
        )
        notes.append(f"Op de rekening en ingehouden samen: {parts}.")
    if post.paid_directly and post.lowers:
        notes.append(f"Gaat direct naar {post.paid_directly.label}.")
    return _line(post, post.full_cents, " ".join(notes))


def expense_lines(posts: Sequence[Post], notes: list[str]) -> list[Line]:
    """The expenses, each once; what needs telling is added to `notes`."""
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


def payment_lines(posts: Sequence[Post], debts: Sequence[DebtPayment], notes: list[str]) -> list[Line]:
    """What is paid on debts, each payment from one telling; what needs telling is added to `notes`."""
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
