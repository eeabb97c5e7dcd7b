"""The terms of the law as a report counts them: when one ended, and whether it was kept. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from schuldhulp.calendar import add_working_days, is_working_day, local, local_date, working_day_from
from schuldhulp.dossier.clocks import suspended_days
from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.history import FORMAL_DECISIONS, DossierHistory
from schuldhulp.reports.measures import Share
from schuldhulp.reports.periods import ReportPeriod


def is_outside_hours(moment: datetime, settings: ReportSettings) -> bool:
    """Whether the desk was closed at a moment: by the clock of Amsterdam, weekends and holidays included."""
    there = local(moment)
    hours = settings.opening_hours[there.weekday()]
    if hours is None or (there.weekday() < 5 and not is_working_day(there.date())):
        return True
    return not hours[0] <= there.time() < hours[1]


def ordinary_due(history: DossierHistory, settings: ReportSettings) -> date:
    """Wgs 4(1); ends on a working day (Algemene termijnenwet art. 1), as the clock of the dossier does."""
    return working_day_from(history.clock_start + timedelta(days=settings.first_talk_days))


def under_threat(history: DossierHistory) -> bool:
    """Whether the short term of Wgs 4(2) was the one: a threat that arose after the talk has no term for it."""
    threat, talk = history.threat_on, history.first_talk_on
    return threat is not None and (talk is None or threat <= talk)


def threat_due(history: DossierHistory, settings: ReportSettings) -> date:
    """Wgs 4(2), never later than the ordinary term."""
    due = add_working_days(history.threat_on or history.clock_start, settings.threat_working_days)
    return min(due, ordinary_due(history, settings))


def ended(due: date, period: ReportPeriod, settings: ReportSettings) -> bool:
    """Whether a term ended in the period, and is over: in a period that runs many still end later."""
    return due in period and due < settings.today


def by_term(terms: Iterator[tuple[date, date | None]]) -> Share:
    """The share of terms, as (last day, day it was done), that were kept."""
    results = [done is not None and done <= due for due, done in terms]
    return Share(sum(results), len(results))


def decided_on(history: DossierHistory) -> date | None:
    """The first besluit on this request; one from before somebody turned to us anew is not counted."""
    anew = history.clock_start > local_date(history.registered_at)
    days = (decision.on for decision in history.decisions if decision.kind in FORMAL_DECISIONS)
    return min((day for day in days if not anew or day >= history.clock_start), default=None)


def decision_due(history: DossierHistory, talk: date, settings: ReportSettings) -> date:
    """Wgs 4a(3), longer by each hersteltermijn since the talk (Awb 4:15)."""
    stood_still = suspended_days(one for one in history.suspensions if one.letter_on >= talk)
    return working_day_from(talk + timedelta(days=settings.decision_days + stood_still))
