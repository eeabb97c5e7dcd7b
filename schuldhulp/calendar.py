"""Dutch days: local dates, working days by the Algemene termijnenwet, and how a day is said.

Holidays are those of art. 3 of the Algemene termijnenwet: New Year, Good Friday (put on a par), Easter
Monday, King's Day, 5 May in every year, Ascension, Whit Monday and both Christmas days. Days that a royal
decree puts on a par for one year only (often the Friday after Ascension) are counted as working days: a term
can then end earlier than the law asks, never later.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

_TERMIJNENWET = {
    "Nieuwjaarsdag",
    "Goede vrijdag",
    "Tweede paasdag",
    "Koninginnedag",
    "Koningsdag",
    "Bevrijdingsdag",
    "Hemelvaartsdag",
    "Tweede pinksterdag",
    "Eerste kerstdag",
    "Tweede kerstdag",
}


class NoTimeZone(ValueError):
    """A moment came without a time zone, so nobody can say which day it is."""


@cache
def _holidays_of(year: int) -> dict[date, str]:
    """Days off by law in one year, with their Dutch name (both names if two fall together)."""
    # The package calls 5 May and Good Friday "optional" in most years; the law does not.
    found = holidays.country_holidays("NL", categories=("public", "optional"), years=year, language="nl")
    named = {day: [name for name in found.get_list(day) if name in _TERMIJNENWET] for day in found}
    return {day: " en ".join(sorted(set(names))) for day, names in named.items() if names}


def holiday_name(day: date) -> str | None:
    """The Dutch name of the public holiday on this day, or None."""
    return _holidays_of(day.year).get(day)


def local(moment: datetime) -> datetime:
    """The same moment on the clock of Amsterdam. Raises NoTimeZone for a naive moment."""
    if moment.tzinfo is None:
        raise NoTimeZone(f"moment without time zone: {moment.isoformat()}")
    return moment.astimezone(AMSTERDAM)


def local_date(now: datetime) -> date:
    """The date in Amsterdam at this moment. Raises NoTimeZone for a naive moment."""
    return local(now).date()


def start_of_day(now: datetime) -> datetime:
    """The first moment of the day in Amsterdam on which `now` falls, for what may not tell its hour."""
    return datetime.combine(local_date(now), time(), AMSTERDAM).astimezone(UTC)


@lru_cache(maxsize=4096)
def is_working_day(d: date) -> bool:
    """Whether the day is not a Saturday, Sunday or public holiday."""
    return d.weekday() < 5 and holiday_name(d) is None


def add_working_days(d: date, n: int) -> date:
    """The n-th working day after d, counted from the day after; n = 0 gives d itself, n is never negative."""
    if n < 0:
        raise ValueError("working days are counted forward only")
    while n > 0:
        d += timedelta(days=1)
        n -= is_working_day(d)
    return d


def next_working_day(d: date) -> date:
    """The first working day after d, never d itself."""
    return add_working_days(d, 1)


def working_day_from(d: date) -> date:
    """d itself when it is a working day, otherwise the first working day after it."""
    return d if is_working_day(d) else next_working_day(d)


def answer_day(asked_on: date, days: int) -> date:
    """The day by which a letter asks for an answer: so many days on, and on to a working day if that is none."""
    return working_day_from(asked_on + timedelta(days=days))


def say_date(d: date, *, weekday: bool = True, year: bool = False) -> str:
    """A day in Dutch words: "donderdag 26 november", on request with the year or without the weekday."""
    words = f"{d.day} {MONTHS[d.month - 1]}"
    if weekday:
        words = f"{WEEKDAYS[d.weekday()]} {words}"
    return f"{words} {d.year}" if year else words


def say_day(d: date, today: date) -> str:
    """A day as people say it: "vandaag", "morgen", "gisteren" or the date, with the year if it differs."""
    near = {0: "vandaag", 1: "morgen", -1: "gisteren"}.get((d - today).days)
    return near or say_date(d, year=d.year != today.year)


def say_moment(dt: datetime, now: datetime) -> str:
    """A moment as people in Amsterdam say it: "vandaag 16.00", "donderdag 26 november 16.00"."""
    there = local(dt)
    return f"{say_day(there.date(), local_date(now))} {there:%H.%M}"
