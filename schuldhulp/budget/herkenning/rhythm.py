"""How often payments come, and on which day: weekly, every 4 weeks, monthly, by the quarter, by the year. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schuldhulp.budget.told import WEEKDAYS
from schuldhulp.money import Period

# Days between two payments: shortest, usual and longest. Weekends and holidays move a payment by some days.
_BETWEEN = {
    Period.WEEK: (5, 7, 9),
    Period.TWO_WEEKS: (11, 14, 17),
    Period.FOUR_WEEKS: (25, 28, 31),
    Period.MONTH: (25, 30, 36),
    Period.QUARTER: (80, 91, 103),
    Period.HALF_YEAR: (165, 182, 200),
    Period.YEAR: (345, 365, 386),
}
_LONG = (Period.QUARTER, Period.HALF_YEAR, Period.YEAR)
_LAST_DAYS = 29
_STOPPED = 7  # fourths of a period without a payment


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A period with its day: `pay_day` is the stored code ("25", "vr", "31"), `month` 1–12 for long periods."""

    period: Period
    pay_day: str | None
    month: int | None
    first: date
    last: date

    def has_stopped(self, until: date) -> bool:
        """Whether, on the last day of the statement, a payment has long been due."""
        usual = _BETWEEN[self.period][1]
        return (until - self.last).days * 4 > usual * _STOPPED


def find_rhythm(days: Sequence[date], usual: Period, *, known: bool) -> Rhythm | None:
    """The rhythm of payments on these days, or None when there is none.

    Two payments are enough for a known kind of post, three for an unknown one; two payments half a year apart say
    nothing unless such a post usually comes so. One period in four may be missing.
    """
    found = sorted(set(days))
    if len(found) != len(days) or len(found) < (2 if known else 3):
        return None
    gaps = [(later - earlier).days for earlier, later in zip(found, found[1:], strict=False)]
    fitting = [period for period in _BETWEEN if _fits(gaps, period)]
    if len(gaps) == 1:
        fitting = [period for period in fitting if period not in _LONG or period == usual]
    if not fitting:
        return None
    period = min(fitting, key=lambda one: (_drift(found, one), one != usual))
    return Rhythm(
        period, _pay_day(found, period), found[-1].month if period in _LONG else None, found[0], found[-1]
    )


def _fits(gaps: Sequence[int], period: Period) -> bool:
    shortest, usual, longest = _BETWEEN[period]
    good = sum(1 for gap in gaps if shortest <= gap <= longest)
    skipped = sum(1 for gap in gaps if 2 * shortest <= gap <= 2 * longest)
    return good + skipped == len(gaps) and skipped * 4 <= good


def _drift(days: Sequence[date], period: Period) -> int:
    """By how many days the payments lie beside an exact rhythm; two kinds of rhythm often both fit."""
    if period in (Period.WEEK, Period.TWO_WEEKS, Period.FOUR_WEEKS):
        step = _BETWEEN[period][1]
        offsets = [(day - days[0]).days % step for day in days]
        return min(sum(min((o - base) % step, (base - o) % step) for o in offsets) for base in set(offsets))
    anchor = int(_month_day(days))
    return sum(_beside(day, anchor) for day in days)


def _beside(day: date, anchor: int) -> int:
    """Days between a day and the nearest `anchor`-th of a month."""
    around = []
    for shift in (-31, 0, 31):
        near = day.replace(day=15) + timedelta(days=shift)
        around.append(abs((day - _on(near.year, near.month, anchor)).days))
    return min(around)


def _on(year: int, month: int, day: int) -> date:
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return end.replace(day=min(day, end.day))


def _month_day(days: Sequence[date]) -> str:
    """The day of the month around which payments lie; the last days count as one."""
    numbers = sorted(day.day for day in days)
    late = [n for n in numbers if n >= _LAST_DAYS]
    if len(late) * 2 > len(numbers):
        return "31"
    return str(min(numbers, key=lambda n: (sum(_beside(day, n) for day in days), n)))


def _pay_day(days: Sequence[date], period: Period) -> str | None:
    if period in (Period.WEEK, Period.TWO_WEEKS, Period.FOUR_WEEKS):
        weekday, _ = Counter(day.weekday() for day in days).most_common(1)[0]
        return WEEKDAYS[weekday][:2]
    return str(days[-1].day) if period in _LONG else _month_day(days)
