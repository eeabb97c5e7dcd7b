"""A statement is read in a process of its own, with limits: what a hostile file blows up is not the server.

Run as `python -m schuldhulp.budget.afschriften.apart`: the file on standard input; on standard output a line with
"ok" or the name of the refusal, then JSON: the transactions, or the sentence. The child can open no file and no
connection once it has loaded, and the file itself is nowhere but in memory.
"""

import codecs
import json
import resource
import subprocess  # nosec B404
import sys
import threading
from datetime import date
from pathlib import Path

from schuldhulp.budget.afschriften.reading import MAX_BYTES, read_statement
from schuldhulp.budget.afschriften.transaction import (
    BrokenStatement,
    BusyReading,
    NotAStatement,
    StatementRefused,
    TooBigStatement,
    TooSlowStatement,
    Transaction,
)

SECONDS = 15
MEMORY = 1024**3
_ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "latin-1",
    "cp437",
    "ascii",
)
_AT_ONCE = threading.BoundedSemaphore(2)
_ROOT = Path(__file__).resolve().parents[3]
_REFUSALS: dict[str, type[StatementRefused]] = {c.__name__: c for c in StatementRefused.__subclasses__()}


def read_apart(data: bytes, seconds: int = SECONDS) -> tuple[Transaction, ...]:
    """`reading.read_statement` in a process of its own that is ended after `seconds`. Raises a StatementRefused."""
    if not data.strip():
        raise NotAStatement("Dit bestand is leeg. Haal het nog een keer op bij uw bank.")
    if len(data) > MAX_BYTES:
        raise TooBigStatement
    if not _AT_ONCE.acquire(timeout=seconds):
        raise BusyReading
    try:
        return _read(data, seconds)
    finally:
        _AT_ONCE.release()


def _read(data: bytes, seconds: int) -> tuple[Transaction, ...]:
    try:
        # Our own module, no shell, and no words of a visitor among the arguments.
        done = subprocess.run(  # nosec B603
            [sys.executable, "-m", "schuldhulp.budget.afschriften.apart", str(seconds)], input=data,
            capture_output=True, timeout=seconds, cwd=_ROOT, env={"PYTHONDONTWRITEBYTECODE": "1"}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TooSlowStatement from None
    head, _, body = done.stdout.partition(b"\n")
    word = head.decode("ascii", "replace")
    if done.returncode == 0 and word == "ok":
        return tuple(_thawed(row) for row in json.loads(body))
    if word in _REFUSALS:
        raise _REFUSALS[word](json.loads(body))
    raise TooSlowStatement if done.returncode < 0 else BrokenStatement


def _thawed(row: list[str | int]) -> Transaction:
    day, cents, *words = row
    return Transaction(date.fromisoformat(str(day)), int(cents), *map(str, words))


def _frozen(one: Transaction) -> list[str | int]:
    return [one.booked_on.isoformat(), one.amount_cents, one.counterparty, one.counterparty_iban, one.description,
            one.own_iban_tail, one.bank]  # fmt: skip


def main(seconds: int) -> int:
    """Read what comes in on standard input, within limits of memory and time."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    for name in _ENCODINGS:
        codecs.lookup(name)  # each is a file of Python's, opened when it is first used
    # Everything is loaded: from here on no file and no connection can be opened.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    try:
        found = read_statement(data)
    except StatementRefused as refused:
        sys.stdout.write(f"{type(refused).__name__}\n{json.dumps(str(refused))}")
        return 1
    except MemoryError:
        sys.stdout.write(f"{TooSlowStatement.__name__}\n{json.dumps(TooSlowStatement.sentence)}")
        return 1
    sys.stdout.write("ok\n" + json.dumps([_frozen(one) for one in found]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1])))
