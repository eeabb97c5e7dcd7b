"""Spending without a rhythm, as an average per week, month or year. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from schuldhulp.budget.afschriften.transaction import Transaction
from schuldhulp.budget.categories import CATEGORY, Group
from schuldhulp.budget.herkenning.streams import days_between
from schuldhulp.money import Period

WEEKS_LOOKED_AT = timedelta(weeks=13)
YEAR_LOOKED_AT = timedelta(days=365)
_WHOLE_EURO = 100


def looked_at(code: str, first: date, last: date) -> tuple[date, int]:
    """From which day an average of this post counts, and over how many days up to the end of the statement.

    What comes every week is averaged over the last 13 weeks, what comes now and then over a year; over less where the
    statement is shorter.
    """
    back = YEAR_LOOKED_AT if CATEGORY[code].group is Group.RESERVE else WEEKS_LOOKED_AT
    start = max(first, last - back + timedelta(days=1))
    return start, days_between(start, last)


def average(total_cents: int, days: int, period: Period) -> int:
    """An amount per period from a total over some days, rounded half up to whole euros; in eurocents."""
    numerator, denominator = {
        Period.WEEK: (total_cents * 7, days),
        Period.MONTH: (total_cents * 365, days * 12),
        Period.YEAR: (total_cents * 365, days),
    }[period]
    return (2 * numerator + denominator * _WHOLE_EURO) // (2 * denominator * _WHOLE_EURO) * _WHOLE_EURO


def spent(found: Sequence[Transaction], numbers: Sequence[int]) -> int:
    """What went out, less what came back, in eurocents."""
    return -sum(found[number].amount_cents for number in numbers)
