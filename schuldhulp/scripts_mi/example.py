"""An invented dossier in which a script fits: for counting, for the linter and for a preview."""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.scripts_mi.conditions import Condition, Test
from schuldhulp.scripts_mi.facts import FACTS, FactValue, Kind, Snapshot, snapshot_of
from schuldhulp.scripts_mi.script import Script

TEXTS: Mapping[str, object] = MappingProxyType(
    {
        "client.salutation": "mevrouw De Vries",
        "counsellor.name": "Samira",
        "counsellor.new_name": "Peter Bos",
        "municipality.name": "Waterland",
        "municipality.phone": "het nummer van de balie",
        "reply.within": "twee werkdagen",
        "appointment.moment": "maandag om tien uur",
        "appointment.place": "aan de telefoon",
        "call.moment": "vandaag vóór vijf uur",
        "threat.day": "een dag van deze week",
        "creditor.name": "de woningstichting",
        "step.title": "Wonen",
        "step.open_title": "Energie en water",
        "phase.title": "Stabilisatie",
        "paper.name": "uw huurcontract",
        "client.idea": "ik zeg de sportschool op",
        "client.goal": "weer rustig slapen",
    }
)
_COUNTS = {"debts.count": 3, "ruler.confidence": 3}
_CENTS = ("debts.total_cents", "budget.deficit_cents", "budget.room_cents")


def example_for(script: Script, *, lines: bool = True, **more: object) -> Snapshot:
    """Fill exactly the facts that the script asks for, and every text.

    `lines`: also what single lines wait for. `more` are other facts, with `__` for the dot in a name.
    """
    facts: dict[str, object] = {**TEXTS, "crisis.open": script.process == "crisis", "threat.open": False}
    wanted = [*script.when.all, *script.when.any[:1], *(test for test in script.prefer if test.weight > 0)]
    for test in wanted:
        _satisfy(test, facts)
    for slot in script.slots if lines else ():
        for line in slot.lines:
            _also(line.condition, facts)
    facts.update({name.replace("__", "."): value for name, value in more.items()})
    for name, count in _COUNTS.items():
        facts.setdefault(name, count)
    for name in _CENTS:
        facts.setdefault(name, 14_000)
    facts.setdefault("process", script.process)
    return snapshot_of(facts)


def _also(condition: Condition, facts: dict[str, object]) -> None:
    for test in condition.all:
        if test.fact not in facts:
            _satisfy(test, facts)


def _satisfy(test: Test, facts: dict[str, object]) -> None:
    value: FactValue | None = test.value
    if FACTS[test.fact].kind is Kind.CODES:
        known = facts.get(test.fact, ())
        facts[test.fact] = (*known, str(value)) if isinstance(known, tuple) else (str(value),)
    elif test.op == "exists":
        facts.setdefault(test.fact, FACTS[test.fact].codes[0] if FACTS[test.fact].codes else "x")
    elif test.op == "in" and isinstance(value, tuple):
        facts[test.fact] = value[0]
    elif test.op in ("lt", "gt") and isinstance(value, int):
        facts.setdefault(test.fact, value + (1 if test.op == "gt" else -1))
    elif test.fact == "threat.open":
        facts[test.fact] = value
    else:
        facts.setdefault(test.fact, value)
