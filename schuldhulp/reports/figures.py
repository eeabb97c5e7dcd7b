"""Each indicator computed from dossier histories; definitions stand in `definitions.py` under the same
code."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from schuldhulp.calendar import add_working_days, is_working_day, local, local_date, working_day_from
from schuldhulp.dossier.clocks import suspended_days
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.phases import Phase
from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.history import (
    FORMAL_DECISIONS,
    Channel,
    Closing,
    DecisionKind,
    DossierHistory,
    open_on,
    phase_on,
)
from schuldhulp.reports.measures import Count, Division, Measure, Ratio, Share, Spread, divide, spread_of
from schuldhulp.reports.periods import ReportPeriod

Histories = Sequence[DossierHistory]
Calculation = Callable[[Histories, ReportPeriod, ReportSettings], Measure]

OPEN_PHASES = tuple(phase for phase in Phase if phase is not Phase.AFGESLOTEN)
DROPPED_OUT = frozenset({
    ClosingReason.WITHDRAWN, ClosingReason.WITHDRAWN_FIRST_TALK,
    ClosingReason.NO_CONTACT, ClosingReason.OTHER,
})  # fmt: skip


def measure(code: str, histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Measure:
    """One indicator over one period. Raises KeyError for an unknown code."""
    return CALCULATIONS[code](histories, period, settings)


def _registered(histories: Histories, period: ReportPeriod) -> list[DossierHistory]:
    return [history for history in histories if local_date(history.registered_at) in period]


def _closings(histories: Histories, period: ReportPeriod) -> Iterator[tuple[DossierHistory, Closing]]:
    for history in histories:
        for closing in history.closings:
            if local_date(closing.at) in period:
                yield history, closing


def _applications(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Count:
    return Count(len(_registered(histories, period)))


def _channels(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Division:
    return divide([*Channel], (history.channel for history in _registered(histories, period)))


def _offline(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Share:
    found = _registered(histories, period)
    return Share(sum(history.offline for history in found), len(found))


def is_outside_hours(moment: datetime, settings: ReportSettings) -> bool:
    """Whether the desk was closed at a moment: by the clock of Amsterdam, weekends and holidays included."""
    there = local(moment)
    hours = settings.opening_hours[there.weekday()]
    if hours is None or (there.weekday() < 5 and not is_working_day(there.date())):
        return True
    return not hours[0] <= there.time() < hours[1]


def _outside_hours(histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Share:
    found = [history for history in _registered(histories, period) if history.channel == Channel.ONLINE]
    return Share(sum(is_outside_hours(history.registered_at, settings) for history in found), len(found))


def _waiting(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    return spread_of(
        (history.first_talk_on - history.clock_start).days
        for history in histories
        if history.first_talk_on and history.first_talk_on in period
    )


def _ordinary_due(history: DossierHistory, settings: ReportSettings) -> date:
    """Wgs 4(1); ends on a working day (Algemene termijnenwet art. 1), as the clock of the dossier does."""
    return working_day_from(history.clock_start + timedelta(days=settings.first_talk_days))


def _under_threat(history: DossierHistory) -> bool:
    """Whether the short term of Wgs 4(2) was the one: a threat that arose after the talk has no term for it."""
    threat, talk = history.threat_on, history.first_talk_on
    return threat is not None and (talk is None or threat <= talk)


def _threat_due(history: DossierHistory, settings: ReportSettings) -> date:
    due = add_working_days(history.threat_on or history.clock_start, settings.threat_working_days)
    return min(due, _ordinary_due(history, settings))


def _talk_in_time(histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Share:
    return _talks_by(_ordinary_due, [h for h in histories if not _under_threat(h)], period, settings)


def _crisis_in_time(histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Share:
    return _talks_by(_threat_due, [h for h in histories if _under_threat(h)], period, settings)


def _talks_by(
    due_of: Callable[[DossierHistory, ReportSettings], date], histories: Histories, period: ReportPeriod,
    settings: ReportSettings,
) -> Share:  # fmt: skip
    """Talks in time among the terms that ended in the period, without those that needed no talk any more."""
    dues = [(due_of(history, settings), history) for history in histories]
    return _by_term(
        (due, history.first_talk_on)
        for due, history in dues
        if _ended(due, period, settings)
        and (history.first_talk_not_wanted_on is None or history.first_talk_not_wanted_on > due)
    )


def _ended(due: date, period: ReportPeriod, settings: ReportSettings) -> bool:
    """Whether a term ended in the period, and is over: in a period that runs many still end later."""
    return due in period and due < settings.today


def _by_term(terms: Iterator[tuple[date, date | None]]) -> Share:
    results = [done is not None and done <= due for due, done in terms]
    return Share(sum(results), len(results))


def _decided_on(history: DossierHistory) -> date | None:
    """The first besluit on this request; one from before somebody turned to us anew is not counted."""
    anew = history.clock_start > local_date(history.registered_at)
    days = (decision.on for decision in history.decisions if decision.kind in FORMAL_DECISIONS)
    return min((day for day in days if not anew or day >= history.clock_start), default=None)


def _decision_time(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    return spread_of(
        (decided - history.first_talk_on).days
        for history in histories
        if (decided := _decided_on(history)) in period
        and decided
        and history.first_talk_on
        and decided >= history.first_talk_on
    )


def _decision_due(history: DossierHistory, talk: date, settings: ReportSettings) -> date:
    """Wgs 4a(3), longer by each hersteltermijn since the talk (Awb 4:15)."""
    stood_still = suspended_days(one for one in history.suspensions if one.letter_on >= talk)
    return working_day_from(talk + timedelta(days=settings.decision_days + stood_still))


def _suspended(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Count:
    return Count(sum(one.letter_on in period for history in histories for one in history.suspensions))


def _decision_in_time(histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Share:
    terms = [
        (_decision_due(history, history.first_talk_on, settings), history)
        for history in histories
        if history.first_talk_on and history.not_further_on is None
    ]
    return _by_term((due, _decided_on(history)) for due, history in terms if _ended(due, period, settings))


def _decisions(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Division:
    return divide(
        [*DecisionKind],
        (decision.kind for history in histories for decision in history.decisions if decision.on in period),
    )


def _reply_time(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    seconds = (
        round((reply.replied_at - reply.client_message_at).total_seconds())
        for history in histories
        for reply in history.replies
        if reply.replied_at and local_date(reply.replied_at) in period
    )
    return spread_of(seconds, 3600)


def _reply_in_time(histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Share:
    results = [
        reply.replied_at is not None and reply.replied_at <= reply.due_at
        for history in histories
        for reply in history.replies
        if _ended(local_date(reply.due_at), period, settings)
    ]
    return Share(sum(results), len(results))


def _client_time(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    seconds = (
        round((step.done_at - step.offered_at).total_seconds())
        for history in histories
        for step in history.steps
        if step.by_client and step.done_at and local_date(step.done_at) in period
    )
    return spread_of(seconds, 86400)


def _dropped_out(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Share:
    found = [closing.reason in DROPPED_OUT for _, closing in _closings(histories, period)]
    return Share(sum(found), len(found))


def _closing_reasons(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Division:
    found = (closing.reason.label for _, closing in _closings(histories, period))
    return divide([reason.label for reason in ClosingReason], found)


def _closing_phases(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Division:
    found = _closings(histories, period)
    dropped = (closing.phase.label for _, closing in found if closing.reason in DROPPED_OUT)
    return divide([phase.label for phase in OPEN_PHASES], dropped)


def _reopened(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Count:
    return Count(sum(local_date(at) in period for history in histories for at in history.reopenings))


def _time_to_plan(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    found = []
    for history in histories:
        first = min((made.on for made in history.decisions if made.kind is DecisionKind.PLAN), default=None)
        if first and first in period:
            found.append((first - local_date(history.registered_at)).days)
    return spread_of(found)


def _time_to_arrangement(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    found = []
    for history in histories:
        first = min(
            (move.at for move in history.phase_moves if move.phase is Phase.SCHULDREGELING), default=None
        )
        if first and local_date(first) in period:
            found.append((local_date(first) - local_date(history.registered_at)).days)
    return spread_of(found)


def _time_to_end(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    return spread_of(
        (local_date(closing.at) - local_date(history.registered_at)).days
        for history, closing in _closings(histories, period)
    )


def _debt(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    found = _registered(histories, period)
    return spread_of((known.debt_cents for known in found if known.debt_cents is not None), 100)


def _creditors(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    found = _registered(histories, period)
    return spread_of(history.creditors for history in found if history.creditors is not None)


def _caseload(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Ratio:
    held = [
        history.counsellor for history in histories if history.counsellor and open_on(history, period.last)
    ]
    return Ratio(len(held), len(set(held)), n=len(held))


def _phases(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Division:
    found = (phase_on(history, period.last).label for history in histories if open_on(history, period.last))
    return divide([phase.label for phase in OPEN_PHASES], found)


def _filled_by_client(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Ratio:
    found = _registered(histories, period)
    own = sum(history.fields_by_client for history in found)
    return Ratio(own, own + sum(history.fields_by_staff for history in found), n=len(found), percent=True)


CALCULATIONS: Mapping[str, Calculation] = {
    "aanmeldingen": _applications,
    "kanalen": _channels,
    "zonder-internet": _offline,
    "buiten-openingstijd": _outside_hours,
    "wachttijd": _waiting,
    "gesprek-op-tijd": _talk_in_time,
    "crisis-op-tijd": _crisis_in_time,
    "beslistermijn": _decision_time,
    "besluit-op-tijd": _decision_in_time,
    "hersteltermijnen": _suspended,
    "besluiten": _decisions,
    "antwoordtijd": _reply_time,
    "antwoord-op-tijd": _reply_in_time,
    "reactietijd-client": _client_time,
    "uitval": _dropped_out,
    "afsluitredenen": _closing_reasons,
    "afsluitfasen": _closing_phases,
    "heropend": _reopened,
    "doorlooptijd-plan": _time_to_plan,
    "doorlooptijd-regeling": _time_to_arrangement,
    "doorlooptijd-einde": _time_to_end,
    "schuld": _debt,
    "schuldeisers": _creditors,
    "caseload": _caseload,
    "fasen": _phases,
    "zelf-ingevuld": _filled_by_client,
}

SNAPSHOTS = frozenset({"caseload", "fasen"})
"""Indicators of one day: a year shows its last day instead of a sum of quarters."""
