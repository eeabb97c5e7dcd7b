"""The command of the jobs: what it understands, and how it ends when it cannot start."""

import pytest

from schuldhulp.config import ConfigurationError
from schuldhulp.jobs.__main__ import main, read_options, slot
from schuldhulp.outbox.transport import open_transport


def test_the_clock_and_the_pace_change_in_the_demo_only() -> None:
    options = read_options(["--verschuif=-60", "--elke=0.5", "--houdt=9"], demo=True)
    assert (options.moved, options.mail, options.watch) == (-60, 0.5, 0.5)
    assert options.pace.lease.total_seconds() == 9
    assert read_options([], demo=False).watch == 60
    for word in ("--verschuif=1", "--elke=1", "--houdt=1", "--help"):
        with pytest.raises(ConfigurationError):
            read_options([word], demo=False)


@pytest.mark.parametrize("word", ["--elke=snel", "--elke", "--nu=5", "--verschuif=inf", ""])
def test_other_words_are_refused(word: str) -> None:
    with pytest.raises(ConfigurationError):
        read_options([word], demo=True)


def test_a_missing_secret_stops_the_start_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], {"BASE_URL": "https://schuldhulp.example", "MAIL_URL": "map:/nergens"}) == 2
    said = capsys.readouterr().err
    assert "SECRET_KEY" in said and said.count("\n") == 1


def test_a_slot_is_the_same_for_everybody() -> None:
    assert slot(119.9, 60) == slot(60, 60) != slot(120, 60)


@pytest.mark.parametrize("url", ["", "http://mail.example", "smtp://", "post"])
def test_a_way_out_that_does_not_exist_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError):
        open_transport(url)
