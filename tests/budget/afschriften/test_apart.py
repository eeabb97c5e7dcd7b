"""The child that reads: the same answer as in this process, its sentences, and its limits."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from schuldhulp.budget.afschriften import apart
from schuldhulp.budget.afschriften.reading import MAX_BYTES, read_statement
from schuldhulp.budget.afschriften.transaction import (
    BrokenStatement,
    BusyReading,
    NotAStatement,
    TooBigStatement,
    TooSlowStatement,
)

FIXTURES = Path(__file__).with_name("fixtures")


@pytest.mark.parametrize(
    "name", ["ing-utf16.csv", "camt053-ing.zip", "mt940-rabobank.swi", "rabobank.csv", "abn-amro.tab"]
)
def test_the_child_reads_what_we_read(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    assert apart.read_apart(data) == read_statement(data)


def test_a_refusal_comes_back_with_its_own_sentence() -> None:
    with pytest.raises(BrokenStatement, match="Regel 3"):
        apart.read_apart((FIXTURES / "abn-amro-veranderd.tab").read_bytes())
    with pytest.raises(NotAStatement, match="leeg"):
        apart.read_apart(b" \n")
    with pytest.raises(TooBigStatement):
        apart.read_apart(bytes(MAX_BYTES + 1))


def test_entities_are_neither_counted_out_nor_fetched() -> None:
    for name in ("xml-bom.xml", "xml-van-buiten.xml"):
        with pytest.raises(NotAStatement):
            apart.read_apart((FIXTURES / name).read_bytes())


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*args: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("child", 1)

    monkeypatch.setattr(apart.subprocess, "run", late)
    with pytest.raises(TooSlowStatement):
        apart.read_apart(b"x")


LIMITED = """
import socket, sys
from schuldhulp.budget.afschriften import apart

def greedy(data):
    {attack}

apart.read_statement = greedy
sys.exit(apart.main(5))
"""


@pytest.mark.parametrize(
    ("attack", "says"),
    [
        ("open('/etc/passwd').read()", "OSError"),
        ("socket.socket().connect(('127.0.0.1', 9))", "OSError"),
        ("__import__('os').fork()", "Error"),
        ("bytearray(4 * 1024**3)", "TooSlowStatement"),
        ("open('/tmp/x', 'w')", "OSError"),
    ],
)
def test_the_child_can_reach_nothing(attack: str, says: str) -> None:
    # Root may start processes beyond its limit; the other limits hold for root too.
    if "fork" in attack and not __import__("os").getuid():
        attack = "__import__('os').pipe()"
    done = subprocess.run(
        [sys.executable, "-c", LIMITED.format(attack=attack)], input=b"x", capture_output=True, timeout=60,
        cwd=apart._ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert says in (done.stdout + done.stderr).decode()


def test_ten_years_of_lines_are_read_within_their_time() -> None:
    # 8 lines a fixture, 900 times: sixty lines a month, ten years long.
    head, _, rest = (FIXTURES / "ing-puntkomma.csv").read_bytes().partition(b"\n")
    assert len(apart.read_apart(head + b"\n" + rest * 900, seconds=10)) == 7_200


def test_when_too_many_are_read_at_once_it_says_so_instead_of_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    none_free = threading.BoundedSemaphore(1)
    none_free.acquire()
    monkeypatch.setattr(apart, "_AT_ONCE", none_free)
    with pytest.raises(BusyReading, match="over een minuut"):
        apart.read_apart(b"x", seconds=0)
