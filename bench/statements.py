"""A bank statement of 5,000 lines: read in its child process and recognised, against the csv module alone."""

import csv
import io
import os
import statistics
from datetime import date, timedelta
from typing import Any

from schuldhulp.budget.afschriften.apart import read_apart
from schuldhulp.budget.herkenning.recognising import recognise
from schuldhulp.budget.herkenning.rule_files import rule_book
from schuldhulp.budget.herkenning.rules import KnownName
from schuldhulp.debts.register import register

LINES = 5_000
TIMES = 5
_LAST = date(2026, 11, 20)
_SHOPS = (
    "Albert Heijn 1234",
    "Lidl 88",
    "Kruidvat 5",
    "Shell Noord",
    "Zeeman 7",
    "Bloemenhuis",
    "Eneco",
    "Woonstad",
)
_HEAD = (
    '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)","MutatieSoort",'
    '"Mededelingen"'
)


def measured() -> dict[str, Any]:
    """CPU milliseconds of this process and the child together, in turn with a bare reading."""
    data = statement(LINES)
    names = [KnownName(name, one.kind) for one in register() for name in (one.name, *one.aliases)]
    rule_book()
    ours, bare = [], []
    for _ in range(TIMES):
        begun = _spent()
        found = recognise(read_apart(data), rule_book(), names)
        ours.append(_spent() - begun)
        assert found.lines <= LINES
        begun = _spent()
        rows = list(csv.reader(io.StringIO(data.decode())))
        bare.append(_spent() - begun)
        assert len(rows) == LINES + 1
    mine, least = statistics.median(ours), statistics.median(bare)
    return {
        "afschrift 5.000 regels": {
            "maat": "cpu_ms", "doel": 3_000.0, "cpu_ms": mine, "kaal_cpu_ms": least, "verhouding": mine / max(least, 1),
            "rondes": ours,
        }
    }  # fmt: skip


def _spent() -> float:
    used = os.times()
    return (used.user + used.system + used.children_user + used.children_system) * 1000


def statement(lines: int) -> bytes:
    """A year of a busy household as ING gives it, always the same."""
    rows = []
    for number in range(lines):
        on = _LAST - timedelta(days=number * 365 // lines)
        shop, cents = _SHOPS[number * 7 % len(_SHOPS)], 100 + number * 37 % 9_000
        rows.append(
            f'"{on:%Y%m%d}","{shop}","NL20INGB0001234567","","BA","Af","{cents // 100},{cents % 100:02d}",'
            f'"Betaalautomaat","Pasvolgnr: 003 {on:%d-%m-%Y} 10:15 Transactie: {number} Term: X1Y2Z3"'
        )
    return "\n".join([_HEAD, *rows, ""]).encode()
