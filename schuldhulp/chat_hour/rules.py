"""When the chat hour is open, for whom, and how long the wait is. Pure."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from schuldhulp.calendar import holiday_name, local_date
from schuldhulp.dossier.opening_hours import Hours, utc_at

LAST_NEW = timedelta(minutes=30)
"""In the last half hour nobody new comes in, so that who is in can finish."""
SHORTEST = timedelta(minutes=60)
DESK_OPEN = timedelta(minutes=3)
"""A desk whose page was not heard of for so long has nobody at it."""
GONE_AFTER = timedelta(minutes=10)
"""Who waits and was not heard of for so long keeps nobody else waiting."""
KEPT = timedelta(hours=2)
"""A talk is erased so long after the last sign of life of the visitor."""
ENDED_KEPT = timedelta(minutes=15)
"""What a counsellor ended the visitor can still read and save for so long."""
MOST_WAITING = 8
LINES_A_MINUTE = 12
LONGEST_LINE = 2_000
LONGEST_NICKNAME = 30
TALK_MINUTES = 15
_LOOK_AHEAD = 400


class State(StrEnum):
    """Whether the hour is open; in its last half hour only for who is in already."""

    CLOSED = "closed"
    OPEN = "open"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class ChatHours:
    """Seven entries from Monday, None = no chat hour, and dates that are closed besides; public holidays are too."""

    week: tuple[Hours | None, ...] = (None,) * 7
    closed: frozenset[date] = field(default_factory=frozenset)

    @property
    def offered(self) -> bool:
        """Whether there is a chat hour at all."""
        return any(self.week)

    def span(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when it is open on a day, in UTC; None when it is not."""
        hours = self.week[day.weekday()]
        if hours is None or day in self.closed or holiday_name(day):
            return None
        opens, closes = utc_at(day, hours.opens), utc_at(day, hours.closes)
        return (opens, closes) if opens < closes else None

    def state(self, now: datetime) -> State:
        """Whether it is open at this moment; the closing minute itself is closed."""
        span = self.span(local_date(now))
        if span is None or not span[0] <= now < span[1]:
            return State.CLOSED
        return State.LAST if now >= span[1] - LAST_NEW else State.OPEN

    def closes_at(self, now: datetime) -> datetime | None:
        """When the hour that runs now is over, in UTC."""
        span = self.span(local_date(now))
        return span[1] if span and span[0] <= now < span[1] else None

    def next_opening(self, now: datetime) -> datetime | None:
        """The first opening after this moment, in UTC; None when there is none within a year."""
        if not self.offered:
            return None
        today = local_date(now)
        for ahead in range(_LOOK_AHEAD):
            span = self.span(today + timedelta(days=ahead))
            if span and span[0] > now:
                return span[0].astimezone(UTC)
        return None


def wait_minutes(ahead: int, attending: int, talking: int) -> int:
    """About how long somebody waits with so many before them; 0 when somebody is free. Never a promise.

    Each talk takes a quarter of an hour; with nobody at the desk it is counted as for one.
    """
    free = max(0, attending - talking)
    if ahead < free:
        return 0
    rounds = -(-(ahead - free + 1) // max(1, attending))
    return rounds * TALK_MINUTES


def over_since(seen_at: datetime, ended_at: datetime | None) -> datetime:
    """The moment from which a talk may no longer be there."""
    return min(seen_at + KEPT, ended_at + ENDED_KEPT) if ended_at else seen_at + KEPT


def whole_minutes(since: datetime, until: datetime) -> int:
    """Whole minutes between two moments, never below zero."""
    return max(0, int((until - since).total_seconds() // 60))
