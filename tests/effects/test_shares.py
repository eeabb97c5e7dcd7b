"""Intervals, what may be shown, and what is counted as an answer or a step after a message."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.effects.following import LEAST, OWN_WORDS, Sent, effect_lines, twelve_months
from schuldhulp.effects.intervals import Least, Share, shown, wilson
from schuldhulp.effects.told import Answered, told_by

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    # Newcombe 1998, table I, method 3 (score interval without correction)
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(hits, n, low, high):
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_nothing_is_known():
    assert wilson(0, 0) == (0, 1)


PARTS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 5), st.integers(0, 40)), max_size=6)


@given(PARTS)
def test_no_reader_finds_a_hidden_part_by_subtracting(counted):
    parts = {
        str(nth): Share(0, n, frozenset(range(writers)), frozenset(range(clients)))
        for nth, (n, writers, clients) in enumerate(counted)
    }
    least = Least(n=30, clients=10, writers=3)
    visible = shown(parts, least)
    assert all(least.allows(parts[name]) for name in visible)
    rest = [share for name, share in parts.items() if name not in visible]
    together = sum(share.n for share in rest)
    assert not visible or together == 0 or together >= least.n


def test_months_are_whole_and_the_last_had_its_fourteen_days():
    assert twelve_months(date(2026, 11, 22)) == (date(2025, 11, 1), date(2026, 10, 31))
    assert twelve_months(date(2026, 11, 14)) == (date(2025, 10, 1), date(2026, 9, 30))
    assert twelve_months(date(2027, 1, 15)) == (date(2026, 1, 1), date(2026, 12, 31))


def _sent(count: int, theme: str = "post", text: str = "post.a:1", **more) -> list[Sent]:
    return [Sent(f"{theme}{n}", n % 3, START + timedelta(hours=n), theme, text, **more) for n in range(count)]


def test_an_answer_in_five_days_and_a_step_in_fourteen():
    sent = _sent(LEAST.n)
    acted = {m.client: [m.at - timedelta(days=1), m.at + timedelta(days=5)] for m in sent[:20]}
    acted[sent[20].client] = [sent[20].at + timedelta(days=5, seconds=1)]
    done = {m.client: [m.at + timedelta(days=14)] for m in sent[:6]}
    everything = effect_lines(sent, acted, done)[0]
    assert (everything.n, everything.shares["responded"].hits, everything.shares["step"].hits) == (30, 20, 6)
    assert "helped" not in everything.shares
    assert everything.shares["responded"].interval == (49, 81)


def test_nothing_below_thirty_and_nothing_by_subtraction():
    sent = [*_sent(50), *_sent(40, "werk", "werk.a:1"), *_sent(29, "budget", "budget.a:1")]
    lines = {line.code: line for line in effect_lines(sent, {}, {})}
    assert lines["alles"].n == 119
    assert lines["post"].n == 50
    assert lines["budget"].n is None  # too little
    assert lines["werk"].n is None  # else budget follows from the total
    assert lines["werk.a:1"].n is None  # a part of what is hidden


def test_a_text_of_one_writer_is_hidden_however_many():
    sent = [*_sent(90), *(Sent(f"x{n}", "one", START, "werk", "werk.a:1") for n in range(60))]
    lines = {line.code: line for line in effect_lines(sent, {}, {})}
    assert lines["alles"].n == 150
    assert lines["werk"].n is None
    assert lines["post"].n is None


def test_messages_without_a_text_are_one_row():
    lines = effect_lines([*_sent(40), *_sent(35, "", "")], {}, {})
    assert [(line.code, line.depth, line.n) for line in lines] == [
        ("alles", 0, 75), (OWN_WORDS, 1, 35), ("tekst", 1, 40), ("post", 2, 40), ("post.a:1", 3, 40),
    ]  # fmt: skip


def test_of_a_client_only_the_newest_answer_counts_and_a_small_team_stays_away():
    answers = [Answered("heard", "nee", "c0", 0, "noord")]
    answers += [Answered("heard", "ja", f"c{n}", n % 3, "noord") for n in range(14)]
    answers += [Answered("heard", "beetje", f"z{n}", 3 + n % 3, "zuid") for n in range(4)]
    told = told_by(answers, ["heard", "pace"])
    assert told[""][0].counts == {"ja": 14, "beetje": 4, "nee": 0}
    assert not told[""][1].counts
    assert not told["zuid"][0].counts
    assert not told["noord"][0].counts  # eighteen less fourteen would be zuid
