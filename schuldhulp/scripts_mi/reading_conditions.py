"""Reads the conditions over facts that stand in a file of texts."""

from collections.abc import Collection, Mapping
from typing import Any

from schuldhulp.scripts_mi.conditions import OPS_OF_KIND, Condition, Test
from schuldhulp.scripts_mi.facts import FACTS, Kind, WrongValue, snapshot_of
from schuldhulp.scripts_mi.yaml_lines import Path, Source


def read_condition(source: Source, path: Path, raw: Mapping[str, Any], steps: Collection[str]) -> Condition:
    """Read `all`, `any` and `none`. Raises CatalogueFault (file, line, reason)."""
    parts = {
        part: tuple(read_test(source, (*path, part, n), test, steps) for n, test in enumerate(tests))
        for part, tests in raw.items()
    }
    return Condition(**parts)


def read_test(source: Source, path: Path, raw: Mapping[str, Any], steps: Collection[str]) -> Test:
    """Read one test. Raises CatalogueFault for an unknown fact or step, or a comparison that makes no sense."""
    fact = FACTS.get(raw["fact"])
    if fact is None:
        raise source.fault(path, f"het gegeven ‘{raw['fact']}’ bestaat niet")
    op, value = raw["op"], raw.get("value")
    if op not in OPS_OF_KIND[fact.kind]:
        raise source.fault(path, f"‘{op}’ past niet bij het gegeven {fact.name}")
    if op == "exists":
        return Test(fact.name, op, value is not False, raw.get("weight", 0))
    for each in value if op == "in" and isinstance(value, list) else [value]:
        _check_value(source, path, fact.name, [each] if fact.kind is Kind.CODES else each, steps)
    return Test(fact.name, op, tuple(value) if isinstance(value, list) else value, raw.get("weight", 0))


def _check_value(source: Source, path: Path, name: str, value: object, steps: Collection[str]) -> None:
    if value is None:
        raise source.fault(path, f"bij {name} staat geen waarde om mee te vergelijken")
    if FACTS[name].kind is Kind.STEP and value not in steps:
        raise source.fault(path, f"de stap ‘{value}’ bestaat niet")
    try:
        snapshot_of({"crisis.open": False, "threat.open": False, name: value})
    except WrongValue as error:
        raise source.fault(path, str(error)) from error
