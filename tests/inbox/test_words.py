"""What a row of the inbox says."""

from datetime import UTC, date, datetime

import pytest

from schuldhulp.inbox.words import (
    ago,
    due_lines,
    finish_words,
    next_act,
    short_moment,
    threat_words,
    time_left,
    waiting_words,
)

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("waiting_on", "waiting_for", "step", "phase", "said"),
    [
        ("us", "bericht", None, "online_gestart", "antwoord op bericht"),
        ("us", "stap", "wonen", "online_gestart", "stap bekijken: Wonen"),
        ("us", "lukt_niet", "wonen", "online_gestart", "antwoord op ‘het lukt niet’"),
        ("client", "huiswerk", "wonen", "online_gestart", "cliënt: Wonen"),
        ("client", "antwoord", None, "online_gestart", "cliënt is aan zet"),
        ("nobody", "", None, "nazorg", "niemand is aan zet"),
        ("nobody", "", None, "afgesloten", "afgesloten"),
    ],
)
def test_what_is_waited_for(
    waiting_on: str, waiting_for: str, step: str | None, phase: str, said: str
) -> None:
    assert waiting_words(waiting_on, waiting_for, step, phase) == said


def test_moments_are_near_words_on_the_clock_of_amsterdam() -> None:
    assert short_moment(datetime(2026, 11, 20, 15, 0, tzinfo=UTC), NOW) == "vandaag 16.00"
    assert short_moment(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), NOW) == "morgen 00.30"
    assert short_moment(datetime(2026, 11, 26, 9, 0, tzinfo=UTC), NOW) == "do 26 nov 10.00"
    assert time_left(datetime(2026, 11, 20, 18, 50, tzinfo=UTC), NOW) == "nog 3 uur"
    assert time_left(datetime(2026, 11, 20, 15, 10, tzinfo=UTC), NOW) == "30 min voorbij"
    assert time_left(datetime(2026, 11, 24, 15, 40, tzinfo=UTC), NOW) == "nog 4 dagen"


def test_the_nearest_term_comes_first_and_legal_ones_say_so() -> None:
    promise = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    first, second = due_lines(NOW, promise, date(2026, 11, 23), None)
    assert (first.exact, first.legal, first.relative) == ("ma 23 nov", True, "gesprek, nog 3 dagen")
    assert (second.exact, second.legal) == ("di 24 nov 16.30", False)
    assert due_lines(NOW, None, date(2026, 12, 18), None) == ()
    assert len(due_lines(NOW, None, date(2026, 12, 18), None, legal_first=True)) == 1
    (late,) = due_lines(NOW, None, None, date(2026, 11, 18))
    assert late.passed and late.relative == "besluit, 2 dagen voorbij"


def test_progress_names_the_line_that_was_reached_and_the_next() -> None:
    def said(*counts: int) -> list[tuple[str, int, int, bool]]:
        return [(p.name, p.done, p.total, p.reached) for p in finish_words(*counts)]

    assert said(3, 3, 4) == [("gesprek", 3, 5, False)]
    assert said(5, 7, 9) == [("gesprek", 5, 5, True), ("besluit", 7, 10, False)]
    assert [name for name, *_ in said(5, 10, 12)] == ["besluit", "regeling"]


def test_a_threat_and_the_days_since() -> None:
    assert threat_words("ontruiming", date(2026, 11, 26), NOW.date()) == "ontruiming do 26 nov"
    assert threat_words("elektriciteit", None, NOW.date()) == "stroom stopt"
    assert ago(None, NOW) == "–"
    assert ago(datetime(2026, 11, 19, 22, 0, tzinfo=UTC), NOW) == "1 dag"


@pytest.mark.parametrize(
    ("waiting_on", "waiting_for", "page"),
    [
        ("us", "bericht", "berichten"), ("us", "stap", "berichten"), ("us", "eerste_gesprek", "afspraak"),
        ("us", "afspraak", "afspraak"), ("us", "dreiging", "dreiging"), ("client", "afspraak", "berichten"),
    ],
)  # fmt: skip
def test_a_row_opens_the_page_of_what_waits(waiting_on: str, waiting_for: str, page: str) -> None:
    assert next_act(waiting_on, waiting_for)[2] == page
