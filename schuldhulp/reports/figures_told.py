"""What clients told and what staff wrote down of their time, as indicators. Pure."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from schuldhulp.calendar import local_date
from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.history import DossierHistory
from schuldhulp.reports.measures import Division, Measure, Ratio, Share, Spread, spread_of
from schuldhulp.reports.periods import ReportPeriod

Histories = Sequence[DossierHistory]
ANSWERS = {"ja": "ja", "beetje": "een beetje", "nee": "nee"}


def _felt(question: str, histories: Histories, period: ReportPeriod, _: ReportSettings) -> Division:
    """How often each answer was given; of one client only the last in the period counts."""
    counts = dict.fromkeys(ANSWERS.values(), 0)
    for history in histories:
        said = [each for each in history.felt if each.question == question and local_date(each.at) in period]
        if said:
            counts[ANSWERS[max(said, key=lambda each: each.at).answer]] += 1
    return Division(tuple(counts.items()))


def _on_ruler(name: str, histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    """The last mark of each client in the period."""
    return spread_of(marks[-1] for history in histories if (marks := _marks(name, history, period)))


def _marks(name: str, history: DossierHistory, period: ReportPeriod) -> list[int]:
    told = sorted(history.rulers, key=lambda each: each.at)
    return [
        mark for each in told if local_date(each.at) in period and (mark := getattr(each, name)) is not None
    ]


def _as_sure(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Share:
    """Clients who told it before, and are in the period at least as sure as the first time."""
    found = []
    for history in histories:
        told = sorted((each.at, each.confidence) for each in history.rulers if each.confidence is not None)
        until_now = [(at, mark) for at, mark in told if local_date(at) <= period.last]
        if len(until_now) > 1 and local_date(until_now[-1][0]) in period:
            found.append(until_now[-1][1] >= until_now[0][1])
    return Share(sum(found), len(found))


def _papers_by_client(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Ratio:
    found = [history for history in histories if local_date(history.registered_at) in period]
    own = sum(history.papers_by_client for history in found)
    return Ratio(own, own + sum(history.papers_by_staff for history in found), n=len(found), percent=True)


def _minutes_at_a_time(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    return spread_of(
        each.minutes for history in histories for each in history.spent if local_date(each.at) in period
    )


def _minutes_a_dossier(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    """All minutes of a dossier that ended in the period, where any were written down; it counts once."""
    return spread_of(
        sum(each.minutes for each in history.spent)
        for history in histories
        if history.spent and any(local_date(closing.at) in period for closing in history.closings)
    )


CALCULATIONS: Mapping[str, Callable[[Histories, ReportPeriod, ReportSettings], Measure]] = {
    "ervaring-bericht": partial(_felt, "helped"),
    "ervaring-gehoord": partial(_felt, "heard"),
    "ervaring-onderwerp": partial(_felt, "topic"),
    "ervaring-tempo": partial(_felt, "pace"),
    "belang": partial(_on_ruler, "importance"),
    "zekerheid": partial(_on_ruler, "confidence"),
    "zekerheid-gegroeid": _as_sure,
    "papieren-zelf": _papers_by_client,
    "minuten-contact": _minutes_at_a_time,
    "minuten-dossier": _minutes_a_dossier,
}
