"""By when: the legal terms of the Wgs, our own promises, and the client's soft deadline.

Legal clocks never stop by themselves: only a written hersteltermijn holds the one of the besluit
(Awb 4:15). Our reply clock runs on open days only. The
client's clock stops while "het lukt niet" stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from schuldhulp.calendar import add_working_days, local, local_date, working_day_from
from schuldhulp.dossier.opening_hours import OpeningHours, utc_at
from schuldhulp.refusals import Refused

MAX_FIRST_TALK_DAYS = 28
MAX_THREATENING_WORKING_DAYS = 3
MAX_DECISION_DAYS = 56
_QUARTER = 15
_DAY = timedelta(days=1)


class LevelAgainstLaw(Refused):
    """A service level is looser than the law allows, or cannot be kept at all."""

    sentence = "Deze termijn is langer dan de wet toestaat, of korter dan een dag."


class UnknownTerm(Refused):
    """There is no legal term of this kind, or the number of weeks is outside the law."""

    sentence = (
        "Deze termijn kennen wij niet: eerste_gesprek (1-4 weken), bedreigend of beschikking (1-8 weken)."
    )


class DecisionClockStart(StrEnum):
    """The event from which the municipality counts the term for the besluit."""

    FIRST_TALK = "first_talk"
    REGISTRATION = "registration"


class Channel(StrEnum):
    """How a contact took place."""

    OFFICE = "kantoor"
    HOME = "huisbezoek"
    PHONE = "telefoon"
    VIDEO = "beeldbellen"
    WRITTEN = "schriftelijk"


@dataclass(frozen=True, slots=True)
class ServiceLevels:
    """The terms of one municipality. Raises LevelAgainstLaw when one is looser than the Wgs."""

    reply_hours: int = 48
    past_online_hours: int = 48
    client_days: int = 5
    first_talk_days: int = MAX_FIRST_TALK_DAYS
    threatening_working_days: int = MAX_THREATENING_WORKING_DAYS
    decision_days: int = MAX_DECISION_DAYS
    written_contact_counts: bool = False
    decision_clock_start: DecisionClockStart = DecisionClockStart.FIRST_TALK
    reminder_days: tuple[int, ...] = (3, 5)
    aftercare_months: tuple[int, ...] = (3, 9, 15)

    def __post_init__(self) -> None:
        within_law = (
            1 <= self.first_talk_days <= MAX_FIRST_TALK_DAYS
            and 1 <= self.threatening_working_days <= MAX_THREATENING_WORKING_DAYS
            and 1 <= self.decision_days <= MAX_DECISION_DAYS
        )
        # Less than a day could promise an answer in hours when nobody works.
        if not (within_law and min(self.reply_hours, self.past_online_hours) >= 24 and self.client_days >= 1):
            raise LevelAgainstLaw


def _day(start: date | datetime) -> date:
    return local_date(start) if isinstance(start, datetime) else start


def first_talk_due(start: date | datetime, threatening: bool, levels: ServiceLevels) -> date:
    """The last day for the eerste gesprek: 4 weeks, or 3 working days in a threatening situation.

    start is the day the resident turned to the municipality, or accepted the offer after a signal; counting
    begins the day after. Certain: the terms (Wgs 4(1), 4(2)), and that a term in a law that ends on a
    Saturday, Sunday or public holiday runs on to the first working day (Algemene termijnenwet art. 1).
    """
    if threatening:
        return add_working_days(_day(start), levels.threatening_working_days)
    return working_day_from(_day(start) + timedelta(days=levels.first_talk_days))


def earliest_first_talk_due(
    start: date | datetime, threats: Iterable[date | datetime], levels: ServiceLevels
) -> date:
    """The day that counts when threats are reported later: the earliest of all terms."""
    due = first_talk_due(start, threatening=False, levels=levels)
    return min([due, *(first_talk_due(reported, threatening=True, levels=levels) for reported in threats)])


@dataclass(frozen=True, slots=True)
class Suspension:
    """A hersteltermijn: the term of the besluit stands still while the client adds what is missing (Awb 4:5, 4:15).

    Awb 4:15(1)(a): from the day after the letter that asks for it, until the day on which the request is complete
    (`supplied_on`, not counted), or through the last day that the letter gives. The law names no longest time, so
    `until_on` is the day in the letter.
    """

    letter_on: date
    until_on: date
    supplied_on: date | None = None

    @property
    def from_on(self) -> date:
        """The first day on which the term stands still."""
        return self.letter_on + _DAY

    @property
    def last_day(self) -> date:
        """The last day on which it stands still; before `from_on` when it never did."""
        return self.until_on if self.supplied_on is None else min(self.until_on, self.supplied_on - _DAY)

    def runs(self, today: date) -> bool:
        """Whether the term stands still today."""
        return self.from_on <= today <= self.last_day


def suspended_days(suspensions: Iterable[Suspension]) -> int:
    """How many days a term stood or stands still; days of two letters count once."""
    total, reached = 0, date.min
    for one in sorted(suspensions, key=lambda each: each.from_on):
        first = max(one.from_on, reached)
        if one.last_day >= first:
            total += (one.last_day - first).days + 1
            reached = one.last_day + _DAY
    return total


def decision_due(
    first_talk: date, levels: ServiceLevels, registered: date | datetime | None = None,
    suspensions: Iterable[Suspension] = (),
) -> date:  # fmt: skip
    """The last day for the besluit: at most 8 weeks after the eerste gesprek (Wgs 4a(3)), and what it stood still.

    A municipality may count from the registration; without that date the talk is used. Not certain: that the
    extension over a weekend holds for a term set by by-law (we take it from Gemeentewet art. 145, from
    memory).
    """
    by_registration = (
        levels.decision_clock_start is DecisionClockStart.REGISTRATION and registered is not None
    )
    start = _day(registered) if by_registration and registered is not None else first_talk
    return working_day_from(start + timedelta(days=levels.decision_days + suspended_days(suspensions)))


def counts_as_first_talk(channel: Channel, levels: ServiceLevels) -> bool:
    """Whether contact over this channel can be the eerste gesprek; written contact only by setting."""
    return channel is not Channel.WRITTEN or levels.written_contact_counts


def _promise(since: datetime, hours: int, opening: OpeningHours) -> datetime:
    """Let clock hours run on open days only, then step back to a quarter within opening hours.

    Stepping back takes no working time away and keeps the promise; stepping forward would break it. The
    change to summer or winter time is always on a Sunday, so an open day has 24 hours.
    """
    there = local(since)
    day, at = there.date(), timedelta(hours=there.hour, minutes=there.minute, seconds=there.second)
    left = timedelta(hours=hours)
    while True:
        if opening.on(day):
            if at + left < _DAY:
                break
            left -= _DAY - at
        day, at = day + _DAY, timedelta()
    minutes = (at + left) // timedelta(minutes=_QUARTER) * _QUARTER
    due = opening.last_open(utc_at(day, time(minutes // 60, minutes % 60)))
    if due > since:
        return due
    # Nobody worked between the message and this moment: the hours begin when the door opens.
    return _promise(opening.next_opening(since), hours, opening)


def reply_due(since: datetime, levels: ServiceLevels, opening: OpeningHours) -> datetime:
    """By when a message is answered: 48 hours of working days, as a moment within opening hours, in UTC.

    Hours of the clock count, day and night, but only on days the municipality is open: a message of Tuesday
    16:00 is answered by Thursday 16:00, one of Friday 16:40 by Tuesday 16:30 (whole quarters, never later).
    """
    return _promise(since, levels.reply_hours, opening)


def past_online_due(since: datetime, levels: ServiceLevels, opening: OpeningHours) -> datetime:
    """By when the resident hears whether help online fits; counted as reply_due, in UTC."""
    return _promise(since, levels.past_online_hours, opening)


def nearly_due_from(due: datetime, opening: OpeningHours, office_hours: int = 4) -> datetime:
    """From when a promise is called nearly due: so many hours of opening time before it, in UTC."""
    moment, left = opening.last_open(due), timedelta(hours=office_hours)
    while True:
        hours = opening.on(local_date(moment))
        opened = utc_at(local_date(moment), hours.opens) if hours else moment
        if moment - opened >= left:
            return moment - left
        left -= moment - opened
        moment = opening.last_open(opened - timedelta(microseconds=1))


def termijn(soort: str, start: date, weken: int | None = None) -> date:
    """The last day of a legal term by its Dutch name: eerste_gesprek, bedreigend or beschikking.

    Raises UnknownTerm for another name, or for weeks outside 1–4 (eerste_gesprek) or 1–8 (beschikking).
    """
    longest = {
        "eerste_gesprek": MAX_FIRST_TALK_DAYS // 7,
        "beschikking": MAX_DECISION_DAYS // 7,
        "bedreigend": None,
    }
    if soort not in longest:
        raise UnknownTerm
    limit = longest[soort]
    if limit is None:
        return first_talk_due(start, threatening=True, levels=ServiceLevels())
    weeks = limit if weken is None else weken
    if not 1 <= weeks <= limit:
        raise UnknownTerm
    return working_day_from(start + timedelta(weeks=weeks))
