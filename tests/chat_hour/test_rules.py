"""When the chat hour is open and how long somebody waits: Amsterdam's clock, holidays, the last half hour."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.calendar import AMSTERDAM, holiday_name
from schuldhulp.chat_hour.rules import (
    ENDED_KEPT,
    KEPT,
    LAST_NEW,
    ChatHours,
    State,
    over_since,
    wait_minutes,
    whole_minutes,
)
from schuldhulp.dossier.opening_hours import Hours

EVENING = Hours(time(19), time(21))
EVERY_DAY = ChatHours((EVENING,) * 7)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


def test_open_then_nobody_new_then_closed() -> None:
    monday = ChatHours((EVENING, *(None,) * 6))
    assert monday.state(at(23, 18, 59)) is State.CLOSED
    assert monday.state(at(23, 19)) is State.OPEN
    assert monday.state(at(23, 20, 29)) is State.OPEN
    assert monday.state(at(23, 20, 30)) is State.LAST
    assert monday.state(at(23, 21)) is State.CLOSED
    assert monday.state(at(24, 19, 30)) is State.CLOSED
    assert monday.closes_at(at(23, 19)) == at(23, 21)
    assert monday.next_opening(at(23, 18)) == at(23, 19)
    assert monday.next_opening(at(23, 19)) == at(30, 19)


def test_a_holiday_and_a_day_off_are_skipped_and_the_weekend_is_not() -> None:
    assert holiday_name(date(2026, 12, 25)) is not None
    assert EVERY_DAY.state(at(25, 20, month=12)) is State.CLOSED
    assert EVERY_DAY.state(at(22, 20)) is State.OPEN  # a Sunday
    off = ChatHours((EVENING,) * 7, frozenset({date(2026, 12, 27)}))
    assert off.next_opening(at(24, 22, month=12)) == at(28, 19, month=12)


def test_without_hours_nothing_is_offered() -> None:
    assert not ChatHours().offered
    assert ChatHours().next_opening(at(22, 20)) is None
    assert ChatHours().state(at(22, 20)) is State.CLOSED


def test_the_clock_of_amsterdam_counts_over_the_change_of_the_clock() -> None:
    """On 25 October the clock goes back: 19.00 is 17.00 UTC on Saturday and 18.00 UTC on Sunday."""
    assert EVERY_DAY.next_opening(at(24, 12, month=10)) == datetime(2026, 10, 24, 17, tzinfo=UTC)
    assert EVERY_DAY.next_opening(at(25, 12, month=10)) == datetime(2026, 10, 25, 18, tzinfo=UTC)
    night = ChatHours((Hours(time(2), time(3)),) * 7)
    spring = at(28, 12, month=3)  # 29 March has no hour between 2 and 3
    assert night.next_opening(spring) == at(30, 2, month=3)


HOURS = st.tuples(st.integers(0, 22), st.integers(1, 12)).map(
    lambda pair: Hours(time(pair[0]), time(min(23, pair[0] + pair[1])))
)
WEEKS = st.lists(st.none() | HOURS, min_size=7, max_size=7).map(tuple)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@given(WEEKS, MOMENTS)
def test_the_next_opening_is_open_and_nothing_before_it_is(
    week: tuple[Hours | None, ...], now: datetime
) -> None:
    hours = ChatHours(week)
    opens = hours.next_opening(now)
    if opens is None:
        assert not hours.offered
        return
    assert opens > now
    assert hours.state(opens) is not State.CLOSED
    closes = hours.closes_at(opens)
    assert closes is not None and hours.state(closes - timedelta(seconds=1)) is State.LAST
    assert hours.state(closes) is State.CLOSED
    before = opens - timedelta(seconds=1)
    assert before <= now or hours.state(before) is State.CLOSED


@given(WEEKS, MOMENTS)
def test_nobody_new_in_the_last_half_hour_and_only_then(
    week: tuple[Hours | None, ...], now: datetime
) -> None:
    hours = ChatHours(week)
    closes = hours.closes_at(now)
    state = hours.state(now)
    assert (state is State.CLOSED) == (closes is None)
    if closes is not None:
        assert (state is State.LAST) == (closes - now <= LAST_NEW)


@given(st.integers(0, 30), st.integers(0, 9), st.integers(0, 9))
def test_the_wait_grows_with_the_queue_and_shrinks_with_each_colleague(
    ahead: int, there: int, talking: int
) -> None:
    wait = wait_minutes(ahead, there, talking)
    assert wait >= 0 and wait % 15 == 0
    assert wait_minutes(ahead + 1, there, talking) >= wait
    assert wait_minutes(ahead, there + 1, talking) <= wait
    assert (wait == 0) == (ahead < there - talking)


def test_two_hours_of_silence_or_a_quarter_after_the_end() -> None:
    seen = at(23, 20)
    assert over_since(seen, None) == seen + KEPT
    assert over_since(seen, seen) == seen + ENDED_KEPT
    assert whole_minutes(seen, seen + timedelta(seconds=119)) == 1
    assert whole_minutes(seen, seen - timedelta(minutes=5)) == 0
