"""For every script a situation in which it is the one to send."""

from schuldhulp.scripts_mi.conditions import Condition, Test
from schuldhulp.scripts_mi.facts import FACTS, FactValue, Kind, Snapshot, snapshot_of
from schuldhulp.scripts_mi.script import Script

TEXTS: dict[str, object] = {
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


def situation_for(script: Script, **more: object) -> Snapshot:
    """Fill exactly the facts that the script asks for, and every text."""
    facts: dict[str, object] = {**TEXTS, "crisis.open": False, "threat.open": False}
    facts["crisis.open"] = script.process == "crisis"
    codes: set[str] = set()
    tests = [*script.when.all, *script.when.any[:1]]
    tests += [test for test in script.prefer if test.weight > 0]
    for test in tests:
        _satisfy(test, facts, codes)
    for slot in script.slots:
        for line in slot.lines:
            _both(line.condition, facts, codes)
    if codes:
        facts["message.last.topics"] = tuple(codes)
    facts.update({name.replace("__", "."): value for name, value in more.items()})
    for name in ("debts.count", "ruler.confidence"):
        facts.setdefault(name, 3)
    for name in ("debts.total_cents", "budget.deficit_cents", "budget.room_cents"):
        facts.setdefault(name, 14_000)
    facts.setdefault("process", script.process)
    return snapshot_of(facts)


def _both(condition: Condition, facts: dict[str, object], codes: set[str]) -> None:
    for test in condition.all:
        if test.fact not in facts:
            _satisfy(test, facts, codes)


def _satisfy(test: Test, facts: dict[str, object], codes: set[str]) -> None:
    value: FactValue | None = test.value
    if FACTS[test.fact].kind is Kind.CODES:
        if test.fact == "message.last.topics":
            codes.add(str(value))
        else:
            facts[test.fact] = (str(value),)
    elif test.op == "exists":
        facts.setdefault(test.fact, FACTS[test.fact].codes[0] if FACTS[test.fact].codes else "x")
    elif test.op == "in" and isinstance(value, tuple):
        facts[test.fact] = value[0]
    elif test.op in ("lt", "gt") and isinstance(value, int):
        facts.setdefault(test.fact, value + (1 if test.op == "gt" else -1))
    else:
        facts.setdefault(test.fact, value)
        if test.fact in ("threat.open",):
            facts[test.fact] = value
