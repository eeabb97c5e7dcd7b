"""Each indicator over hand-made dossiers, with the answer worked out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from schuldhulp.dossier.clocks import Suspension
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.phases import Phase
from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.figures import measure
from schuldhulp.reports.history import (
    Channel,
    Closing,
    Decision,
    DecisionKind,
    DossierHistory,
    PhaseMove,
    Reply,
    StepTurn,
    Together,
    open_on,
    phase_on,
)
from schuldhulp.reports.measures import Count, Ratio, Share, spread_of
from schuldhulp.reports.periods import parse_period
from schuldhulp.reports.protected import protected_measures
from schuldhulp.reports.terms import is_outside_hours

Q4 = parse_period("2026-k4")
SETTINGS = ReportSettings()
START = date(2026, 10, 5)


def dossier(start: date = START, **more) -> DossierHistory:
    registered = datetime(start.year, start.month, start.day, 10, tzinfo=UTC)
    values = {"dossier_id": "d", "channel": Channel.ONLINE, "registered_at": registered, "clock_start": start}
    return DossierHistory(**{**values, **more})


def found(code: str, *histories: DossierHistory, period=Q4):
    return measure(code, histories, period, SETTINGS)


def test_applications_are_counted_on_the_clock_of_amsterdam():
    just_in = dossier(registered_at=datetime(2026, 9, 30, 22, 30, tzinfo=UTC))  # 1 October 00:30
    just_out = dossier(registered_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))  # 1 January 00:30
    assert found("aanmeldingen", just_in, just_out) == Count(1)


def pair(one: str, other: str, until: datetime | None = None) -> list[DossierHistory]:
    since = datetime(2026, 10, 8, 9, tzinfo=UTC)
    return [
        dossier(dossier_id=own, together=(Together(with_whom, since, until),))
        for own, with_whom in ((one, other), (other, one))
    ]


def test_people_are_counted_once_and_two_partners_are_one_household():
    stopped = pair("c", "d", until=datetime(2026, 12, 1, 9, tzinfo=UTC))
    closed = Closing(datetime(2026, 11, 4, 10, tzinfo=UTC), ClosingReason.MOVED, Phase.STABILISATIE)
    gone = dossier(dossier_id="f", closings=(closed,))
    with_gone = dossier(dossier_id="e", together=(Together("f", datetime(2026, 10, 8, 9, tzinfo=UTC)),))
    people = [*pair("a", "b"), *stopped, with_gone, gone, dossier(dossier_id="g")]
    assert found("aanmeldingen", *people) == Count(7)
    assert dict(found("huishoudens", *people).parts) == {"één persoon": 4, "twee partners": 1}
    assert found("fasen", *people).n == 6


@pytest.mark.parametrize(("pairs", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_few_pairs_follow_from_no_other_figure(pairs: int, shown: bool):
    people = [each for number in range(pairs) for each in pair(f"a{number}", f"b{number}")]
    people += [dossier(dossier_id=f"c{number}") for number in range(9)]
    told = protected_measures(("huishoudens", "fasen"), people, Q4, SETTINGS)
    assert told["huishoudens"].total_hidden is not shown and not told["fasen"].total_hidden


def test_people_without_internet_count_everywhere():
    online, desk = dossier(), dossier(channel=Channel.DESK, offline=True)
    assert found("aanmeldingen", online, desk) == Count(2)
    assert found("zonder-internet", online, desk) == Share(1, 2)
    parts = dict(found("kanalen", online, desk, dossier(channel="postduif")).parts)
    assert (parts["online"], parts["balie"], parts["anders"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("moment", "outside"),
    [
        (datetime(2026, 11, 20, 15, 59, tzinfo=UTC), False),  # Friday 16:59
        (datetime(2026, 11, 20, 16, 0, tzinfo=UTC), True),  # Friday 17:00
        (datetime(2026, 11, 21, 10, 0, tzinfo=UTC), True),  # Saturday
        (datetime(2026, 5, 5, 10, 0, tzinfo=UTC), True),  # Liberation Day
        (datetime(2026, 7, 1, 7, 0, tzinfo=UTC), False),  # 9:00 in summer
    ],
)
def test_outside_opening_hours_follows_clock_and_holidays(moment, outside):
    assert is_outside_hours(moment, SETTINGS) is outside


def test_waiting_time_counts_from_the_legal_clock():
    signal = dossier(clock_start=date(2026, 9, 20), first_talk_on=date(2026, 10, 1), channel=Channel.SIGNAL)
    assert found("wachttijd", signal, dossier(first_talk_on=date(2026, 10, 26))) == spread_of([11, 21])


def test_a_talk_that_never_came_is_not_in_time():
    on_time = dossier(first_talk_on=START + timedelta(days=28))
    late = dossier(first_talk_on=START + timedelta(days=29))
    never = dossier()
    declined = dossier(first_talk_not_wanted_on=START + timedelta(days=3))
    due_next_year = dossier(start=date(2026, 12, 10))
    assert found("gesprek-op-tijd", on_time, late, never, declined, due_next_year) == Share(1, 3)


def test_a_term_that_ends_in_a_weekend_runs_to_monday():
    """Algemene termijnenwet art. 1: registered online on Saturday 10 October, due Monday 9 November."""
    monday = dossier(start=date(2026, 10, 10), first_talk_on=date(2026, 11, 9))
    tuesday = dossier(start=date(2026, 10, 10), first_talk_on=date(2026, 11, 10))
    assert found("gesprek-op-tijd", monday, tuesday) == Share(1, 2)


def test_a_hersteltermijn_makes_the_term_longer_and_is_counted():
    """Awb 4:15: fourteen days stood still, so 19 December instead of 5."""
    letter = Suspension(date(2026, 10, 20), date(2026, 11, 3))
    in_time = dossier(
        first_talk_on=date(2026, 10, 9), suspensions=(letter,),
        decisions=(Decision(date(2026, 12, 17), DecisionKind.PLAN),),
    )  # fmt: skip
    assert found("besluit-op-tijd", in_time) == Share(1, 1)
    assert found("besluit-op-tijd", replace(in_time, suspensions=())) == Share(0, 1)
    assert found("hersteltermijnen", in_time, dossier()) == Count(1)


def test_who_left_in_the_talk_had_a_talk_and_needs_no_besluit():
    """Wgs 4a(2): the talk was held in time; no besluit is owed."""
    left = dossier(first_talk_on=START + timedelta(days=3), not_further_on=START + timedelta(days=3))
    assert found("gesprek-op-tijd", left) == Share(1, 1)
    assert found("besluit-op-tijd", left) == Share(0, 0)


def test_after_a_new_start_the_old_besluit_does_not_count():
    """Wgs 4(1): who comes back after a refusal has a new term, and a new besluit."""
    old = Decision(date(2026, 10, 2), DecisionKind.REFUSAL)
    back = dossier(
        registered_at=datetime(2026, 8, 3, 10, tzinfo=UTC), first_talk_on=date(2026, 10, 9), decisions=(old,)
    )
    assert found("besluit-op-tijd", back) == Share(0, 1)
    assert found("beslistermijn", back).n == 0


def test_a_threat_on_friday_has_until_wednesday():
    friday = date(2026, 11, 20)
    wednesday = dossier(start=friday, threat_on=friday, first_talk_on=date(2026, 11, 25))
    thursday = dossier(start=friday, threat_on=friday, first_talk_on=date(2026, 11, 26))
    known_before = dossier(first_talk_on=date(2026, 10, 7), threat_on=friday)
    assert found("crisis-op-tijd", wednesday, thursday, known_before, dossier()) == Share(1, 2)
    # A threat after the talk has no term of its own (Wgs 4(2)); the ordinary term was met.
    assert found("gesprek-op-tijd", known_before) == Share(1, 1)
    # On day 27 of the ordinary term the threat does not lengthen it.
    late = dossier(threat_on=date(2026, 10, 30), first_talk_on=date(2026, 11, 3))
    assert found("crisis-op-tijd", late) == Share(0, 1)
    assert found("gesprek-op-tijd", wednesday, thursday) == Share(0, 0)


def test_the_decision_term_runs_from_the_first_talk():
    talk = date(2026, 10, 10)
    on_time = dossier(first_talk_on=talk, decisions=(Decision(date(2026, 12, 5), DecisionKind.PLAN),))
    # 56 days end on Saturday 5 December: until Monday (Algemene termijnenwet art. 1).
    late = dossier(first_talk_on=talk, decisions=(Decision(date(2026, 12, 8), DecisionKind.REFUSAL),))
    only_online = dossier(first_talk_on=talk, decisions=(Decision(date(2026, 10, 7), DecisionKind.ONLINE),))
    assert found("besluit-op-tijd", on_time, late, only_online) == Share(1, 3)
    assert found("beslistermijn", on_time, late, only_online) == spread_of([56, 59])
    parts = dict(found("besluiten", on_time, late, only_online).parts)
    assert (parts[DecisionKind.PLAN], parts[DecisionKind.REFUSAL], parts[DecisionKind.ONLINE]) == (1, 1, 1)
    assert found("doorlooptijd-plan", on_time, late) == spread_of([61])


@pytest.mark.parametrize(
    ("today", "ended"), [(date(2026, 11, 2), 0), (date(2026, 11, 3), 1), (date(2026, 11, 4), 2)]
)
def test_a_term_that_still_runs_has_no_outcome(today, ended):
    """Due on Monday 2 and Tuesday 3 November: in a quarter that runs, neither is late before it is over."""
    waiting = [dossier(), dossier(START + timedelta(days=1))]
    settings = replace(SETTINGS, today=today)
    assert measure("gesprek-op-tijd", waiting, Q4, settings) == Share(0, ended)
    due = datetime(2026, 11, 3, 16, tzinfo=UTC)
    asked = dossier(replies=(Reply(client_message_at=due - timedelta(days=2), due_at=due, replied_at=None),))
    assert measure("antwoord-op-tijd", [asked], Q4, settings) == Share(0, ended // 2)
    talked = dossier(date(2026, 8, 31), first_talk_on=date(2026, 9, 7))  # besluit due Monday 2 November
    assert measure("besluit-op-tijd", [talked], Q4, settings) == Share(0, min(ended, 1))


def test_a_message_that_still_waits_is_not_answered_in_time():
    asked = datetime(2026, 10, 6, 8, tzinfo=UTC)
    due = asked + timedelta(hours=48)
    replies = (
        Reply(asked, due, asked + timedelta(hours=48)),
        Reply(asked, due, asked + timedelta(hours=48, minutes=30)),
        Reply(asked, due),
    )
    assert found("antwoord-op-tijd", dossier(replies=replies)) == Share(1, 3)
    assert found("antwoordtijd", dossier(replies=replies)) == spread_of([96, 97], 2)


def test_only_the_clients_own_steps_are_timed():
    offered = datetime(2026, 10, 6, 8, tzinfo=UTC)
    steps = (
        StepTurn(offered, offered + timedelta(days=3)),
        StepTurn(offered, offered + timedelta(days=1), by_client=False),
        StepTurn(offered),
    )
    assert found("reactietijd-client", dossier(steps=steps)) == spread_of([3])


def test_moving_house_is_no_dropping_out():
    def closed(reason: ClosingReason) -> DossierHistory:
        return dossier(closings=(Closing(datetime(2026, 11, 4, 10, tzinfo=UTC), reason, Phase.STABILISATIE),))

    ended = [closed(ClosingReason.MOVED), closed(ClosingReason.NO_CONTACT), closed(ClosingReason.SOLVED_SELF)]
    assert found("uitval", *ended) == Share(1, 3)
    assert dict(found("afsluitredenen", *ended).parts)["Geen contact meer"] == 1
    assert dict(found("afsluitfasen", *ended).parts)["Stabilisatie"] == 1
    assert found("doorlooptijd-einde", *ended) == spread_of([30, 30, 30])


def test_a_reopened_dossier_is_open_again_and_counted_once():
    closing = Closing(datetime(2026, 11, 4, 10, tzinfo=UTC), ClosingReason.WITHDRAWN, Phase.AANMELDING)
    back = dossier(closings=(closing,), reopenings=(datetime(2026, 12, 1, 10, tzinfo=UTC),), counsellor="a")
    assert [open_on(back, date(2026, month, 15)) for month in (10, 11, 12)] == [True, False, True]
    assert not open_on(back, date(2026, 10, 4))
    assert found("heropend", back) == Count(1)
    assert found("aanmeldingen", back) == Count(1)
    assert found("caseload", back, dossier(counsellor="a"), dossier(counsellor="b"), dossier()) == Ratio(
        3, 2, n=3
    )


def test_the_phase_is_that_of_the_last_day_of_the_period():
    moves = (
        PhaseMove(datetime(2026, 10, 6, 9, tzinfo=UTC), Phase.ONLINE_GESTART),
        PhaseMove(datetime(2027, 1, 5, 9, tzinfo=UTC), Phase.SCHULDREGELING),
    )
    one = dossier(phase_moves=moves)
    assert phase_on(one, Q4.last) is Phase.ONLINE_GESTART
    assert dict(found("fasen", one).parts)["Online gestart"] == 1
    assert found("doorlooptijd-regeling", one, period=parse_period("2027-k1")) == spread_of([92])


def test_debts_creditors_and_own_work():
    known = dossier(debt_cents=12_054_25, creditors=10, fields_by_client=30, fields_by_staff=10)
    unknown = replace(known, debt_cents=None, creditors=None, fields_by_client=0, fields_by_staff=20)
    assert found("schuld", known, unknown) == spread_of([1205425], 100)
    assert found("schuldeisers", known, unknown) == spread_of([10])
    own = found("zelf-ingevuld", known, unknown)
    assert (own.value, own.n) == (50, 2)


def test_spread_has_mean_median_and_deciles():
    spread = spread_of(range(1, 12))
    assert (spread.mean, spread.median) == (6, 6)
    assert (spread.quantile(Fraction(1, 10)), spread.quantile(Fraction(9, 10))) == (2, 10)
    assert spread_of([1, 2]).median == Fraction(3, 2)
    assert (spread_of([]).mean, spread_of([]).median) == (None, None)
