"""When a municipality works, and the nearest moments at which somebody is there."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from schuldhulp.calendar import AMSTERDAM, is_working_day, local
from schuldhulp.refusals import Refused

_DAY = timedelta(days=1)


class NeverOpen(Refused):
    """The opening hours have no open day in the week."""

    sentence = "Vul voor ten minste één werkdag openingstijden in, met een begin vóór het einde."


@dataclass(frozen=True, slots=True)
class Hours:
    """From–to on one day, local time."""

    opens: time
    closes: time


_OFFICE_HOURS = Hours(time(9), time(17))
_ORDINARY_WEEK: tuple[Hours | None, ...] = (_OFFICE_HOURS,) * 5 + (None, None)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a municipality works: seven entries from Monday, None = closed, and dates that are closed besides.

    Weekends and public holidays are closed whatever the week says, as they are no working days.
    Raises NeverOpen when no working day has hours.
    """

    week: tuple[Hours | None, ...] = _ORDINARY_WEEK
    closed: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        given = [hours for hours in self.week if hours]
        if (
            len(self.week) != 7
            or not any(self.week[:5])
            or any(hours.opens >= hours.closes for hours in given)
        ):
            raise NeverOpen

    def on(self, d: date) -> Hours | None:
        """The hours on a date, or None when the municipality is closed."""
        return self.week[d.weekday()] if is_working_day(d) and d not in self.closed else None

    def open_at(self, now: datetime) -> bool:
        """Whether somebody is at work at this moment (the closing minute itself is closed)."""
        there = local(now)
        hours = self.on(there.date())
        return hours is not None and hours.opens <= there.time() < hours.closes

    def next_opening(self, now: datetime) -> datetime:
        """The first moment at or after now at which somebody is at work, in UTC."""
        if self.open_at(now):
            return now.astimezone(UTC)
        there = local(now)
        day = there.date()
        hours = self.on(day)
        if hours is None or there.time() >= hours.closes:
            day, hours = self._neighbour(day, _DAY)
        return utc_at(day, hours.opens)

    def last_open(self, moment: datetime) -> datetime:
        """The last moment at or before this one that lies within the hours, closing time included, in UTC."""
        there = local(moment)
        hours = self.on(there.date())
        if hours and there.time() >= hours.opens:
            return min(moment.astimezone(UTC), utc_at(there.date(), hours.closes))
        day, hours = self._neighbour(there.date(), -_DAY)
        return utc_at(day, hours.closes)

    def _neighbour(self, day: date, step: timedelta) -> tuple[date, Hours]:
        while True:
            day += step
            if hours := self.on(day):
                return day, hours


def utc_at(day: date, at: time) -> datetime:
    """The moment at which the clock of Amsterdam shows this time on this day, in UTC."""
    return datetime.combine(day, at, AMSTERDAM).astimezone(UTC)
