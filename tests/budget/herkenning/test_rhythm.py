"""How often payments come: the rhythms apart, gaps, weekends, and what says nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.budget.herkenning.rhythm import find_rhythm
from schuldhulp.money import Period
from tests.budget.herkenning.households import every, monthly

START = date(2026, 1, 5)


def days(count: int, step: int) -> list[date]:
    return [START + timedelta(days=step * n) for n in range(count)]


@pytest.mark.parametrize(
    ("found", "period", "pay_day"),
    [
        (days(8, 7), Period.WEEK, "ma"),
        (days(6, 14), Period.TWO_WEEKS, "ma"),
        (days(6, 28), Period.FOUR_WEEKS, "ma"),
        (list(monthly(25, date(2026, 1, 1), date(2026, 7, 31))), Period.MONTH, "25"),
        ([date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 31), date(2026, 4, 30)], Period.MONTH, "31"),
        ([date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)], Period.QUARTER, "1"),
        ([date(2025, 1, 15), date(2025, 7, 15), date(2026, 1, 15)], Period.HALF_YEAR, "15"),
        ([date(2024, 5, 24), date(2025, 5, 23), date(2026, 5, 22)], Period.YEAR, "22"),
    ],
)
def test_each_rhythm_is_known_from_the_others(found: list[date], period: Period, pay_day: str) -> None:
    rhythm = find_rhythm(found, Period.MONTH, known=True)
    assert rhythm and (rhythm.period, rhythm.pay_day) == (period, pay_day)


def test_a_missed_month_is_forgiven_and_no_rhythm_is_none() -> None:
    assert find_rhythm(
        [d for d in monthly(3, date(2026, 1, 1), date(2026, 8, 1)) if d.month != 4], Period.MONTH, known=True
    )
    assert (
        find_rhythm([START, date(2026, 1, 12), date(2026, 3, 1), date(2026, 3, 4)], Period.MONTH, known=True)
        is None
    )
    assert find_rhythm([START], Period.MONTH, known=True) is None
    assert find_rhythm([START, START], Period.MONTH, known=True) is None


def test_two_payments_are_enough_only_for_what_is_known_to_come_so() -> None:
    quarter = [date(2026, 1, 1), date(2026, 4, 1)]
    assert find_rhythm(quarter, Period.MONTH, known=True) is None
    assert find_rhythm(quarter, Period.QUARTER, known=True)
    assert find_rhythm(days(2, 30), Period.MONTH, known=True)
    assert find_rhythm(days(2, 30), Period.MONTH, known=False) is None


def test_when_a_rhythm_has_stopped() -> None:
    rhythm = find_rhythm(days(4, 28), Period.MONTH, known=True)
    assert rhythm and not rhythm.has_stopped(rhythm.last + timedelta(days=49))
    assert rhythm.has_stopped(rhythm.last + timedelta(days=50))


@given(st.integers(1, 28), st.integers(4, 14), st.integers(2018, 2027))
def test_any_month_day_comes_back(day: int, months: int, year: int) -> None:
    found = list(monthly(day, date(year, 1, 1), date(year + 1, 12, 31)))[:months]
    rhythm = find_rhythm(found, Period.MONTH, known=True)
    assert rhythm and rhythm.period is Period.MONTH
    # A weekend moves a payment by two days at most, over the end of the month too.
    assert rhythm.pay_day == "31" or abs(int(rhythm.pay_day or 0) - day) <= 2


@given(st.dates(date(2018, 1, 1), date(2027, 1, 1)), st.integers(3, 15))
def test_four_weeks_are_never_a_month(first: date, count: int) -> None:
    found = list(every(28, first, first + timedelta(days=28 * (count - 1))))
    rhythm = find_rhythm(found, Period.MONTH, known=True)
    assert rhythm and rhythm.period is Period.FOUR_WEEKS
