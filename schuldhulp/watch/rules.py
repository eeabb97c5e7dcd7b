"""What is due to be said at a moment: windows of dates, and who hears it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from schuldhulp.calendar import local, local_date
from schuldhulp.dossier.clocks import ServiceLevels, nearly_due_from
from schuldhulp.dossier.opening_hours import OpeningHours
from schuldhulp.dossier.signals import AlarmSetting

GRACE_DAYS = 2  # after a standstill of the jobs an older offer is not sent any more
_QUARTER = timedelta(minutes=15)
_LONGEST_CLOSED = timedelta(days=31)


def near_until(now: datetime, opening: OpeningHours) -> datetime:
    """The latest promise that is nearly due now: at most four opening hours are left of it."""
    low, high = now, now + _LONGEST_CLOSED
    while high - low > _QUARTER / 15:
        middle = low + (high - low) / 2
        if nearly_due_from(middle, opening) <= now:
            low = middle
        else:
            high = middle
    return low


@dataclass(frozen=True)
class Window:
    """The first days of waiting that one reminder belongs to, both ends included."""

    day: int
    first: date
    last: date


def reminder_windows(today: date, levels: ServiceLevels) -> tuple[Window, ...]:
    """For each reminder the days on which its wait began, so that it is due today or was up to two days ago."""
    return tuple(
        Window(day, today - timedelta(days=day + GRACE_DAYS), today - timedelta(days=day))
        for day in levels.reminder_days
    )


def by_day(now: datetime) -> bool:
    """Whether it is an hour at which an offer may come: from 9 to 20 hours in Amsterdam."""
    return 9 <= local(now).hour < 20


def offered_on(client_due_on: date | None, waiting_since: datetime, levels: ServiceLevels) -> date:
    """The day from which the days of a reminder count: a date that was moved moves them along."""
    if client_due_on is not None:
        return client_due_on - timedelta(days=levels.client_days)
    return local_date(waiting_since)


def read_alarm(stored: Mapping[str, Any]) -> AlarmSetting:
    """Read whom a municipality alarms outside office hours: {"oncall": [membership ids], "team_leads_too": true}."""
    return AlarmSetting(
        oncall=tuple(UUID(str(member)) for member in stored.get("oncall", ())),
        team_leads_too=bool(stored.get("team_leads_too", True)),
    )


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Who works for a municipality today: person by membership, the team leads, and who stands in for whom."""

    persons: Mapping[UUID, UUID]
    leads: tuple[UUID, ...]
    leads_by_team: Mapping[UUID, tuple[UUID, ...]]
    away: Mapping[UUID, UUID | None]

    def acting(self, counsellor_id: UUID | None) -> UUID | None:
        """The counsellor, or who stands in today; None when nobody does."""
        if counsellor_id is not None and counsellor_id in self.away:
            counsellor_id = self.away[counsellor_id]
        present = counsellor_id in self.persons and counsellor_id not in self.away
        return counsellor_id if present else None

    def leads_of(self, team_id: UUID | None) -> tuple[UUID, ...]:
        """The team leads of a team who are not away; of the municipality when it has none."""
        own = self.leads_by_team.get(team_id, ()) if team_id else ()
        return self._present(own) or self._present(self.leads) or self.leads

    def _present(self, members: Iterable[UUID]) -> tuple[UUID, ...]:
        return tuple(member for member in members if member not in self.away)

    def persons_of(self, members: Iterable[UUID | None]) -> tuple[UUID, ...]:
        """The persons behind memberships that still hold, each once."""
        found = (self.persons[member] for member in members if member is not None and member in self.persons)
        return tuple(dict.fromkeys(found))
