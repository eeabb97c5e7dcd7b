"""The texts: loading the whole catalogue, choosing among all scripts for a dossier, reading a reply of 150 words.

The catalogue stands beside the YAML library reading the same files, for nothing but their values; choosing beside
asking every script once whether it is for this situation; reading along beside looking every word up in a list.
"""

import re
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import yaml

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.analysis.lexicon import load_lexicon
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.scripts_mi.choosing import choose
from schuldhulp.scripts_mi.coach.review import Situation, review_reply
from schuldhulp.scripts_mi.coach.wordlists import load_wording
from schuldhulp.scripts_mi.conditions import is_met
from schuldhulp.scripts_mi.facts import snapshot_of
from schuldhulp.scripts_mi.ledger import Ledger
from schuldhulp.scripts_mi.loader import CATALOGUE, load_catalogue

ROUNDS, TIMES = 9, 20
DAY = date(2026, 11, 21)
_SAID = "Ik heb de brief open gemaakt en ik schrok. Hoe moet dat nu met de huur?"
_REPLY = "Beste Anna,\n" + "U schrijft dat de brief nog op tafel ligt en dat u moe bent. " * 12


def measured() -> dict[str, Any]:
    """CPU milliseconds of each."""
    catalogue = load_catalogue(STEP)
    facts = snapshot_of(
        {"crisis.open": False, "threat.open": False, "debts.count": 3, "budget.submitted": True}
    )
    scripts = list(catalogue.scripts.values())
    data = load_tables(), load_wording(), load_lexicon()
    known = {word for term in data[1].terms for word in term.split()}
    loading, bare, choosing, asking, reading, looking = [], [], [], [], [], []
    for _ in range(ROUNDS):
        bare.append(_spent(_bare))
        loading.append(_spent(lambda: load_catalogue(STEP)))
        asking.append(_spent(lambda: [is_met(each.when, facts) for each in scripts * TIMES]) / TIMES)
        choosing.append(
            _spent(lambda: [choose(catalogue, facts, Ledger(), "k", DAY) for _ in range(TIMES)]) / TIMES
        )
        looking.append(_spent(lambda: [_looked_up(known) for _ in range(TIMES)]) / TIMES)
        reading.append(_spent(lambda: review_reply(_REPLY, *data, Situation(said=_SAID))))
    return {
        "alle scripts laden": _result(1000.0, loading, bare),
        "een script kiezen": _result(5.0, choosing, asking),
        "meelezen met 150 woorden": _result(50.0, reading, looking),
    }


def _result(goal: float, spent: list[float], bare: list[float]) -> dict[str, Any]:
    middle, least = statistics.median(spent), statistics.median(bare)
    return {"maat": "cpu_ms", "doel": goal, "cpu_ms": middle, "kaal_cpu_ms": least, "verhouding": middle / least,
            "rondes": spent}  # fmt: skip


def _looked_up(known: set[str]) -> list[str]:
    return [word for word in re.findall(r"\w+", _REPLY.lower()) if word in known]


def _bare() -> None:
    for file in sorted(CATALOGUE.rglob("*.yaml")):
        yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _spent(work: Callable[[], Any]) -> float:
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000
