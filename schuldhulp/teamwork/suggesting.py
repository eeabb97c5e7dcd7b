"""Which counsellor fits a dossier, with the reason that is shown: one explainable rule. Pure.

Who is there, in this order: speaks the language, is at work in time when something threatens, does not have too much,
is in the team, and has the least work for their hours. Load is open dossiers per 36 hours of contract, so that
part-timers compare fairly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from schuldhulp.calendar import is_working_day, local_date
from schuldhulp.dossier.opening_hours import OpeningHours, utc_at
from schuldhulp.teamwork.routing import language_name

FULL_TIME = 36
FULL_LOAD = 40
_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A counsellor and their work now. `away` are the days they are absent, both ends included."""

    membership_id: UUID
    name: str
    team_id: UUID | None
    hours_a_week: int
    working_days: tuple[str, ...]
    languages: tuple[str, ...] = ("nl",)
    open_cases: int = 0
    away: tuple[tuple[date, date], ...] = ()
    last_day: date | None = None

    @property
    def load(self) -> Fraction:
        """Open dossiers for a full working week."""
        return Fraction(self.open_cases * FULL_TIME, max(1, self.hours_a_week))

    @property
    def overloaded(self) -> bool:
        """Whether the load is above what one person can carry."""
        return self.load > FULL_LOAD

    def works_on(self, day: date) -> bool:
        """Whether they are at work on a day."""
        # Whose days were never noted works on all of them; nobody is passed over for a form that was left empty.
        days = self.working_days or _DAYS
        return is_working_day(day) and _DAYS[day.weekday()] in days and self.there(day)

    def there(self, day: date) -> bool:
        """Whether they are neither absent nor gone on a day."""
        gone = self.last_day is not None and day > self.last_day
        return not gone and not any(first <= day <= last for first, last in self.away)

    def next_at_work(self, today: date) -> date | None:
        """The first day from today on which they work, within six weeks."""
        return next((d for n in range(42) if self.works_on(d := today + timedelta(days=n))), None)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What counts of a dossier that needs somebody. `at_work_by`: when something threatens, the last day to speak."""

    dossier_id: UUID
    language: str = "nl"
    team_id: UUID | None = None
    at_work_by: date | None = None


@dataclass(frozen=True)
class Suggestion:
    """Who is suggested for a dossier, and why, in a few words each. `warnings`: what the rule could not meet."""

    dossier_id: UUID
    membership_id: UUID
    name: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def suggest(case: Case, candidates: Iterable[Candidate], today: date) -> Suggestion | None:
    """The counsellor who fits best; None when nobody is there within six weeks."""
    there = [c for c in candidates if c.there(today) and c.next_at_work(today) is not None]
    if not there:
        return None
    best = min(there, key=lambda c: _rank(case, c, today))
    return Suggestion(case.dossier_id, best.membership_id, best.name, _reasons(case, best, there, today),
                      _warnings(case, best, today))  # fmt: skip


def _rank(case: Case, candidate: Candidate, today: date) -> tuple[object, ...]:
    return (
        not _speaks(case, candidate),
        not _in_time(case, candidate, today),
        candidate.overloaded,
        case.team_id is not None and candidate.team_id != case.team_id,
        candidate.load,
        candidate.next_at_work(today) or date.max,
        candidate.name.casefold(),
        candidate.membership_id,
    )


def _speaks(case: Case, candidate: Candidate) -> bool:
    # Whose languages were never noted speaks Dutch.
    return case.language in (candidate.languages or ("nl",))


def _in_time(case: Case, candidate: Candidate, today: date) -> bool:
    if case.at_work_by is None:
        return True
    day = candidate.next_at_work(today)
    return day is not None and day <= max(case.at_work_by, today)


def _reasons(case: Case, best: Candidate, there: Sequence[Candidate], today: date) -> tuple[str, ...]:
    found = []
    if case.language != "nl" and _speaks(case, best):
        found.append(f"spreekt {language_name(case.language)}")
    if case.at_work_by is not None and _in_time(case, best, today):
        found.append("werkt vandaag" if best.works_on(today) else "werkt op tijd")
    if case.team_id is not None and best.team_id == case.team_id:
        found.append("in het goede team")
    least = len(there) > 1 and all(best.load <= c.load for c in there)
    words = (
        f"{best.open_cases} {'dossier' if best.open_cases == 1 else 'dossiers'} op {best.hours_a_week} uur"
    )
    found.append(f"{words}, het minst van allen" if least else words)
    return tuple(found)


def _warnings(case: Case, best: Candidate, today: date) -> tuple[str, ...]:
    found = []
    if not _speaks(case, best):
        found.append(f"niemand spreekt {language_name(case.language)}; regel een tolk")
    if not _in_time(case, best, today):
        found.append("niemand werkt vóór de wettelijke dag")
    if case.team_id is not None and best.team_id != case.team_id:
        found.append("niet in het eigen team")
    if best.overloaded:
        found.append("heeft al veel dossiers")
    return tuple(found)


def divide(cases: Sequence[Case], candidates: Iterable[Candidate], today: date) -> tuple[Suggestion, ...]:
    """Suggest for many dossiers one after the other, each raising the load of whoever gets it."""
    people = {c.membership_id: c for c in candidates}
    found = []
    for case in cases:
        suggestion = suggest(case, people.values(), today)
        if suggestion is None:
            continue
        chosen = people[suggestion.membership_id]
        people[chosen.membership_id] = replace(chosen, open_cases=chosen.open_cases + 1)
        found.append(suggestion)
    return tuple(found)


def nearly_due_until(now: datetime, opening: OpeningHours, office_hours: int = 4) -> datetime:
    """Promises up to this moment are nearly due: so many hours of opening time from now, in UTC."""
    moment, left = opening.next_opening(now), timedelta(hours=office_hours)
    while True:
        day = local_date(moment)
        hours = opening.on(day)
        closes = utc_at(day, hours.closes) if hours else moment
        if closes - moment >= left:
            return moment + left
        left -= closes - moment
        moment = opening.next_opening(closes)
