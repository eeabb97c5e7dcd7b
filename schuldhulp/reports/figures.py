"""Each indicator computed from dossier histories; definitions stand in `definitions.py` under the same
code."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from schuldhulp.calendar import local_date
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.phases import Phase
from schuldhulp.reports import figures_told
from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.history import (
    Channel,
    Closing,
    DecisionKind,
    DossierHistory,
    open_on,
    phase_on,
)
from schuldhulp.reports.measures import Count, Division, Measure, Ratio, Share, Spread, divide, spread_of
from schuldhulp.reports.periods import ReportPeriod
from schuldhulp.reports.terms import (
    by_term,
    decided_on,
    decision_due,
    ended,
    is_outside_hours,
    ordinary_due,
    threat_due,
    under_threat,
)

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


def _outside_hours(histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Share:
    found = [history for history in _registered(histories, period) if history.channel == Channel.ONLINE]
    return Share(sum(is_outside_hours(history.registered_at, settings) for history in found), len(found))


def _waiting(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    return spread_of(
        (history.first_talk_on - history.clock_start).days
        for history in histories
        if history.first_talk_on and history.first_talk_on in period
    )


def _talk_in_time(histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Share:
    return _talks_by(ordinary_due, [h for h in histories if not under_threat(h)], period, settings)


def _crisis_in_time(histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Share:
    return _talks_by(threat_due, [h for h in histories if under_threat(h)], period, settings)


def _talks_by(
    due_of: Callable[[DossierHistory, ReportSettings], date], histories: Histories, period: ReportPeriod,
    settings: ReportSettings,
) -> Share:  # fmt: skip
    """Talks in time among the terms that ended in the period, without those that needed no talk any more."""
    dues = [(due_of(history, settings), history) for history in histories]
    return by_term(
        (due, history.first_talk_on)
        for due, history in dues
        if ended(due, period, settings)
        and (history.first_talk_not_wanted_on is None or history.first_talk_not_wanted_on > due)
    )


def _decision_time(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Spread:
    return spread_of(
        (decided - history.first_talk_on).days
        for history in histories
        if (decided := decided_on(history)) in period
        and decided
        and history.first_talk_on
        and decided >= history.first_talk_on
    )


def _suspended(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Count:
    return Count(sum(one.letter_on in period for history in histories for one in history.suspensions))


def _decision_in_time(histories: Histories, period: ReportPeriod, settings: ReportSettings) -> Share:
    terms = [
        (decision_due(history, history.first_talk_on, settings), history)
        for history in histories
        if history.first_talk_on and history.not_further_on is None
    ]
    return by_term((due, decided_on(history)) for due, history in terms if ended(due, period, settings))


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
        if ended(local_date(reply.due_at), period, settings)
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


def _households(histories: Histories, period: ReportPeriod, _: ReportSettings) -> Division:
    people = {history.dossier_id: history for history in histories if open_on(history, period.last)}
    pairs = {
        frozenset((history.dossier_id, each.other))
        for history in people.values()
        for each in history.together
        if each.other in people and each.on(period.last)
    }
    return Division((("één persoon", len(people) - 2 * len(pairs)), ("twee partners", len(pairs))))


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
    "huishoudens": _households,
    "zelf-ingevuld": _filled_by_client,
    **figures_told.CALCULATIONS,
}

SNAPSHOTS = frozenset({"caseload", "fasen", "huishoudens"})
"""Indicators of one day: a year shows its last day instead of a sum of quarters."""
