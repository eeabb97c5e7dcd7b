from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.calendar import (
    AMSTERDAM,
    NoTimeZone,
    add_working_days,
    answer_day,
    holiday_name,
    is_working_day,
    local_date,
    next_working_day,
    say_date,
    say_day,
    say_moment,
    working_day_from,
)

# Written out by hand from art. 3 Algemene termijnenwet and published calendars, not from the package.
HOLIDAYS = {
    2024: {"01-01", "03-29", "04-01", "04-27", "05-05", "05-09", "05-20", "12-25", "12-26"},
    2025: {"01-01", "04-18", "04-21", "04-26", "05-05", "05-29", "06-09", "12-25", "12-26"},
    2026: {"01-01", "04-03", "04-06", "04-27", "05-05", "05-14", "05-25", "12-25", "12-26"},
    2027: {"01-01", "03-26", "03-29", "04-27", "05-05", "05-06", "05-17", "12-25", "12-26"},
    2028: {"01-01", "04-14", "04-17", "04-27", "05-05", "05-25", "06-05", "12-25", "12-26"},
}
days = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_days_of_the_termijnenwet_and_no_others(year: int) -> None:
    every_day = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    found = {f"{day:%m-%d}" for day in every_day if day.year == year and holiday_name(day)}
    assert found == HOLIDAYS[year]


@pytest.mark.parametrize("year", range(2015, 2046))
def test_liberation_day_is_off_every_year(year: int) -> None:
    assert "Bevrijdingsdag" in (holiday_name(date(year, 5, 5)) or "")
    assert not is_working_day(date(year, 5, 5))


@pytest.mark.parametrize(
    "good_friday", [date(2024, 3, 29), date(2025, 4, 18), date(2026, 4, 3), date(2027, 3, 26)]
)
def test_good_friday_is_no_working_day(good_friday: date) -> None:
    assert not is_working_day(good_friday)
    assert is_working_day(good_friday - timedelta(days=1))
    assert next_working_day(good_friday) == good_friday + timedelta(days=4)


def test_two_holidays_on_one_day_keep_both_names() -> None:
    assert holiday_name(date(2016, 5, 5)) == "Bevrijdingsdag en Hemelvaartsdag"


def test_the_day_after_ascension_is_a_working_day() -> None:
    assert is_working_day(date(2026, 5, 15))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 25)),
        (date(2026, 11, 21), 3, date(2026, 11, 25)),
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 5, 4), 1, date(2026, 5, 6)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_counts_working_days_from_the_day_after(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


def test_counting_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 11, 20), -1)


@given(days, st.integers(1, 60))
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)) == count


@given(days)
def test_next_is_later_and_from_may_be_today(day: date) -> None:
    assert next_working_day(day) > day
    assert working_day_from(day) == (day if is_working_day(day) else next_working_day(day))


def test_an_answer_is_asked_by_a_working_day() -> None:
    assert answer_day(date(2026, 11, 20), 14) == date(2026, 12, 4), "a Friday stays a Friday"
    assert answer_day(date(2026, 11, 22), 14) == date(2026, 12, 7), "a Sunday becomes Monday"
    assert answer_day(date(2026, 12, 11), 14) == date(2026, 12, 28), (
        "Christmas on a Friday: after the weekend"
    )


def test_the_date_is_that_of_amsterdam() -> None:
    assert local_date(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert local_date(datetime(2026, 11, 20, 22, 30, tzinfo=UTC)) == date(2026, 11, 20)
    assert local_date(datetime(2026, 11, 20, 23, 30, tzinfo=UTC)) == date(2026, 11, 21)
    with pytest.raises(NoTimeZone):
        local_date(datetime.fromisoformat("2026-11-20T12:00"))


def test_says_days_as_people_do() -> None:
    today = date(2026, 11, 24)
    assert say_date(date(2026, 11, 26)) == "donderdag 26 november"
    assert say_date(date(2026, 3, 1), weekday=False, year=True) == "1 maart 2026"
    assert say_day(today, today) == "vandaag"
    assert say_day(date(2026, 11, 25), today) == "morgen"
    assert say_day(date(2026, 11, 23), today) == "gisteren"
    assert say_day(date(2027, 1, 5), today) == "dinsdag 5 januari 2027"


def test_says_moments_on_the_clock_of_amsterdam() -> None:
    now = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # already Wednesday 00:30 in Amsterdam
    assert say_moment(datetime(2026, 11, 26, 15, 0, tzinfo=UTC), now) == "morgen 16.00"
    assert say_moment(datetime(2026, 11, 27, 12, 0, tzinfo=AMSTERDAM), now) == "vrijdag 27 november 12.00"
    assert say_moment(datetime(2026, 11, 25, 15, 0, tzinfo=UTC), now) == "vandaag 16.00"
