from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schuldhulp.calendar import AMSTERDAM, is_working_day, local, say_moment
from schuldhulp.dossier.clocks import (
    Channel,
    DecisionClockStart,
    LevelAgainstLaw,
    ServiceLevels,
    Suspension,
    UnknownTerm,
    counts_as_first_talk,
    decision_due,
    earliest_first_talk_due,
    first_talk_due,
    nearly_due_from,
    past_online_due,
    reply_due,
    suspended_days,
    termijn,
)
from schuldhulp.dossier.opening_hours import Hours, OpeningHours

LEVELS = ServiceLevels()
MOMENTS = st.integers(0, 700 * 86_400).map(lambda s: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
OFFICE = OpeningHours()
# Closed on Wednesday, short on Friday, open in the evening on Thursday.
ODD_WEEK = OpeningHours(
    (
        Hours(time(8, 30), time(12)),
        Hours(time(14), time(17)),
        None,
        Hours(time(13), time(20)),
        Hours(time(9, 10), time(11, 50)),
        None,
        None,
    ),
    frozenset({date(2026, 11, 23), date(2026, 12, 28), date(2026, 12, 29)}),
)


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


class TestLegalTerms:
    def test_the_worked_examples(self) -> None:
        assert first_talk_due(at(2026, 11, 2), False, LEVELS) == date(2026, 11, 30)
        assert first_talk_due(at(2026, 11, 20, 16, 40), True, LEVELS) == date(2026, 11, 25)
        assert decision_due(date(2026, 11, 10), LEVELS) == date(2027, 1, 5)

    def test_a_hersteltermijn_holds_the_term_of_the_besluit(self) -> None:
        """Awb 4:15(1)(a): from the day after the letter until the request is complete, or its last day passed."""
        talk = date(2026, 11, 10)  # due 5 January 2027
        letter = Suspension(date(2026, 11, 20), date(2026, 12, 4))
        assert (letter.from_on, letter.last_day, suspended_days([letter])) == (
            date(2026, 11, 21),
            date(2026, 12, 4),
            14,
        )
        assert decision_due(talk, LEVELS, suspensions=[letter]) == date(2027, 1, 19)
        # Complete on 27 November: that day counts again, six days stood still.
        sooner = Suspension(date(2026, 11, 20), date(2026, 12, 4), date(2026, 11, 27))
        assert (suspended_days([sooner]), sooner.runs(date(2026, 11, 27))) == (6, False)
        assert decision_due(talk, LEVELS, suspensions=[sooner]) == date(2027, 1, 11)
        # Brought on the day of the letter it never stood still; days of two letters count once.
        assert suspended_days([Suspension(date(2026, 11, 20), date(2026, 12, 4), date(2026, 11, 20))]) == 0
        assert suspended_days([letter, Suspension(date(2026, 11, 30), date(2026, 12, 9))]) == 19
        # The term that ends on a Saturday then runs on to Monday (Algemene termijnenwet art. 1).
        saturday = Suspension(date(2026, 11, 20), date(2026, 12, 1))
        assert decision_due(talk, LEVELS, suspensions=[saturday]) == date(2027, 1, 18)

    def test_a_threat_in_the_weekend_or_before_a_holiday(self) -> None:
        assert first_talk_due(at(2026, 11, 21), True, LEVELS) == date(2026, 11, 25)
        assert first_talk_due(at(2026, 12, 24, 16, 0), True, LEVELS) == date(2026, 12, 30)
        assert first_talk_due(at(2026, 5, 4), True, LEVELS) == date(2026, 5, 8)
        assert first_talk_due(at(2026, 4, 2), True, LEVELS) == date(2026, 4, 9)

    def test_the_day_is_that_of_amsterdam(self) -> None:
        assert first_talk_due(datetime(2026, 11, 19, 23, 30, tzinfo=UTC), True, LEVELS) == date(2026, 11, 25)
        assert first_talk_due(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), False, LEVELS) == date(2026, 7, 30)

    def test_a_term_that_ends_on_a_day_off_runs_on(self) -> None:
        assert first_talk_due(date(2026, 11, 7), False, LEVELS) == date(2026, 12, 7)
        assert first_talk_due(date(2026, 11, 27), False, LEVELS) == date(2026, 12, 28)
        assert decision_due(date(2026, 11, 6), LEVELS) == date(2027, 1, 4)
        assert decision_due(date(2026, 3, 10), LEVELS) == date(2026, 5, 6)

    @given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
    def test_never_earlier_than_counted_and_always_a_working_day(self, start: date) -> None:
        due = first_talk_due(start, False, LEVELS)
        assert is_working_day(due)
        assert timedelta(days=28) <= due - start <= timedelta(days=32)

    def test_the_earliest_of_all_terms_counts(self) -> None:
        start = date(2026, 11, 2)
        assert earliest_first_talk_due(start, [], LEVELS) == date(2026, 11, 30)
        assert earliest_first_talk_due(start, [at(2026, 11, 20)], LEVELS) == date(2026, 11, 25)
        assert earliest_first_talk_due(start, [date(2026, 11, 27)], LEVELS) == date(2026, 11, 30)

    def test_a_municipality_may_be_faster_but_not_slower(self) -> None:
        faster = ServiceLevels(first_talk_days=14, threatening_working_days=1, decision_days=28)
        assert first_talk_due(date(2026, 11, 2), False, faster) == date(2026, 11, 16)
        assert first_talk_due(date(2026, 11, 20), True, faster) == date(2026, 11, 23)
        assert decision_due(date(2026, 11, 10), faster) == date(2026, 12, 8)
        for wrong in (
            {"first_talk_days": 29}, {"threatening_working_days": 4}, {"decision_days": 57},
            {"first_talk_days": 0}, {"reply_hours": 4}, {"client_days": 0},
        ):  # fmt: skip
            with pytest.raises(LevelAgainstLaw):
                ServiceLevels(**wrong)

    def test_the_decision_clock_may_start_at_registration(self) -> None:
        by_law = ServiceLevels(decision_clock_start=DecisionClockStart.REGISTRATION)
        assert decision_due(date(2026, 11, 10), by_law, date(2026, 11, 3)) == date(2026, 12, 29)
        assert decision_due(date(2026, 11, 10), by_law) == date(2027, 1, 5)

    def test_written_contact_counts_only_by_setting(self) -> None:
        assert counts_as_first_talk(Channel.PHONE, LEVELS)
        assert not counts_as_first_talk(Channel.WRITTEN, LEVELS)
        assert counts_as_first_talk(Channel.WRITTEN, ServiceLevels(written_contact_counts=True))

    def test_terms_by_their_dutch_name(self) -> None:
        assert termijn("eerste_gesprek", date(2026, 11, 2)) == date(2026, 11, 30)
        assert termijn("eerste_gesprek", date(2026, 11, 2), 2) == date(2026, 11, 16)
        assert termijn("bedreigend", date(2026, 11, 20)) == date(2026, 11, 25)
        assert termijn("beschikking", date(2026, 11, 10)) == date(2027, 1, 5)
        assert termijn("beschikking", date(2026, 11, 10), 6) == date(2026, 12, 22)
        for soort, weken in (
            ("bezwaar", None),
            ("eerste_gesprek", 5),
            ("beschikking", 9),
            ("beschikking", 0),
        ):
            with pytest.raises(UnknownTerm, match="kennen wij niet"):
                termijn(soort, date(2026, 11, 2), weken)


def slow_reply_due(since: datetime, hours: int, opening: OpeningHours) -> datetime:
    """Walk minute by minute: forward over open days, then back to a quarter in opening hours."""
    minute = timedelta(minutes=1)
    moment, left = since, hours * 60
    while left:
        left -= opening.on(local(moment).date()) is not None
        moment += minute
    while opening.on(local(moment).date()) is None:  # midnight after the last open day is no open day
        moment += minute
    while True:
        there = local(moment)
        opened = opening.on(there.date())
        inside = opened and opened.opens <= there.time() <= opened.closes
        # a quarter of an hour, or the closing time itself after stepping back from later that day
        if opened and inside and (there.minute % 15 == 0 or there.time() == opened.closes):
            break
        moment -= minute
    if moment > since:
        return moment
    while not opening.open_at(since):
        since += minute
    return slow_reply_due(since, hours, opening)


class TestReplyPromise:
    @pytest.mark.parametrize(
        ("since", "said"),
        [
            (at(2026, 11, 24, 16, 0), "donderdag 26 november 16.00"),
            (at(2026, 11, 24, 16, 14), "donderdag 26 november 16.00"),
            (at(2026, 11, 20, 16, 40), "dinsdag 24 november 16.30"),
            (at(2026, 11, 21, 11, 0), "dinsdag 24 november 17.00"),  # Saturday: all of Monday and Tuesday
            (at(2026, 11, 24, 23, 10), "donderdag 26 november 17.00"),
            (at(2026, 11, 24, 8, 0), "woensdag 25 november 17.00"),
            (at(2026, 12, 24, 12, 0), "dinsdag 29 december 12.00"),
            (at(2026, 3, 27, 15, 0), "dinsdag 31 maart 15.00"),  # over the change to summer time
            (at(2026, 10, 23, 15, 0), "dinsdag 27 oktober 15.00"),  # over the change to winter time
        ],
    )
    def test_48_hours_of_working_days_within_opening_hours(self, since: datetime, said: str) -> None:
        assert say_moment(reply_due(since, LEVELS, OFFICE), at(2026, 6, 1)) == said
        assert past_online_due(since, LEVELS, OFFICE) == reply_due(since, LEVELS, OFFICE)

    def test_closed_days_of_the_municipality_do_not_count(self) -> None:
        closed = OpeningHours(closed=frozenset({date(2026, 11, 25)}))
        assert reply_due(at(2026, 11, 24, 16, 0), LEVELS, closed) == at(2026, 11, 27, 16, 0)

    def test_when_nobody_worked_in_between_the_hours_begin_at_the_door(self) -> None:
        # Monday 13:00, open till 12: 24 hours later Tuesday is not open yet.
        odd = OpeningHours((Hours(time(9), time(12)), Hours(time(14), time(17)), *OFFICE.week[2:]))
        due = reply_due(at(2026, 11, 30, 13, 0), ServiceLevels(reply_hours=24), odd)
        assert due == at(2026, 12, 2, 14, 0)

    @settings(max_examples=60, deadline=None)
    @given(
        MOMENTS.map(lambda moment: moment.replace(second=0, microsecond=0)),
        st.sampled_from([24, 36, 48, 50]),
        st.sampled_from([OFFICE, ODD_WEEK]),
    )
    def test_agrees_with_walking_minute_by_minute(
        self, since: datetime, hours: int, opening: OpeningHours
    ) -> None:
        due = reply_due(since, ServiceLevels(reply_hours=hours), opening)
        assert due == slow_reply_due(since, hours, opening)
        assert due > since

    @given(MOMENTS, st.integers(1, 20))
    def test_nearly_due_leaves_exactly_that_much_office_time(
        self, since: datetime, office_hours: int
    ) -> None:
        due = reply_due(since, LEVELS, ODD_WEEK)
        moment, worked = nearly_due_from(due, ODD_WEEK, office_hours), timedelta()
        assert moment < due
        day = local(moment).date()
        while day <= local(due).date():
            if hours := ODD_WEEK.on(day):
                begins = max(moment, datetime.combine(day, hours.opens, AMSTERDAM))
                ends = min(due, datetime.combine(day, hours.closes, AMSTERDAM))
                worked += max(ends - begins, timedelta())
            day += timedelta(days=1)
        assert worked == timedelta(hours=office_hours)
