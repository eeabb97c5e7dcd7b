"""The minutes above the inbox."""

from schuldhulp.inbox.workload import capped, minutes_of_work, sum_line


def test_a_step_takes_four_minutes_and_an_answer_six() -> None:
    assert minutes_of_work({"stap": 1}) == 4
    assert minutes_of_work({"bericht": 1}) == 6
    assert minutes_of_work({"stap": 11, "bericht": 1}) == 50


def test_the_line_says_how_many_and_how_long() -> None:
    assert sum_line({"stap": 11, "bericht": 1}) == "12 wachten op u, ± 50 min"
    assert sum_line({"bericht": 1}) == "1 wacht op u, ± 6 min"
    assert sum_line({"bericht": 100}) == "100+ wachten op u, meer dan 10 uur"
    assert sum_line({}) == "Er wacht nu niemand op u."
    assert sum_line({"bericht": 30}) == "30 wachten op u, ± 3 uur"


def test_counts_stop_at_a_thousand() -> None:
    assert (capped(999), capped(1000)) == ("999", "1.000+")
