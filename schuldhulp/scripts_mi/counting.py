"""How much a script can say, by going through it: which cores a client can really get."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from schuldhulp.scripts_mi.example import example_for
from schuldhulp.scripts_mi.facts import Snapshot
from schuldhulp.scripts_mi.ledger import Ledger, Use
from schuldhulp.scripts_mi.script import CORE_SLOTS, Catalogue, Line, Script
from schuldhulp.scripts_mi.variants import walk
from schuldhulp.scripts_mi.wording import words

_MOST_CLIENTS = 400

Core = tuple[str, str]


def cores(script: Script) -> frozenset[Core]:
    """Every reflection with every question, by their keys."""
    lines = {slot.name: slot.lines for slot in script.slots}
    reflections, questions = (lines[name] for name in CORE_SLOTS)
    return frozenset((one.key, other.key) for one in reflections for other in questions)


def reached(script: Script) -> frozenset[Core]:
    """The cores that some client is sent, when the script is sent as often as it may be.

    Goes through invented clients until every core was seen, or many clients got nothing new.
    """
    wanted, seen = cores(script), set[Core]()
    full, bare = example_for(script), example_for(script, lines=False)
    snapshots = (full,) if full == bare else (full, bare)
    for number in range(_MOST_CLIENTS):
        for snapshot in snapshots:
            seen.update(_sent(script, snapshot, f"client-{number}"))
        if seen == wanted:
            break
    return frozenset(seen)


def _sent(script: Script, snapshot: Snapshot, client: str) -> Iterator[Core]:
    ledger = Ledger()
    for turn in range(script.max_uses_per_client):
        chosen = walk(script, snapshot, ledger, client)
        if chosen is None:
            return
        by_slot: dict[str, Line] = dict(chosen)
        yield by_slot[CORE_SLOTS[0]].key, by_slot[CORE_SLOTS[1]].key
        day = date(2026, 1, 1) + timedelta(days=turn)
        ledger = Ledger((*ledger.uses, Use(script.id, day, tuple(line.key for line in by_slot.values()))))


def core_texts(catalogue: Catalogue, found: Mapping[str, Iterable[Core]]) -> frozenset[str]:
    """The different texts of the cores of each script, without regard to capitals and punctuation."""
    texts = set[str]()
    for script_id, pairs in found.items():
        lines = {line.key: line.text for slot in catalogue.scripts[script_id].slots for line in slot.lines}
        texts.update(" ".join(words(f"{lines[one]} {lines[other]}")) for one, other in pairs)
    return frozenset(texts)
