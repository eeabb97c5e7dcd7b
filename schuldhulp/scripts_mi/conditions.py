"""Tests over facts, and what they say in Dutch."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from schuldhulp.money import format_euro
from schuldhulp.scripts_mi.comparing import compares
from schuldhulp.scripts_mi.facts import FACTS, Fact, FactValue, Kind, Snapshot

_ORDER = ("eq", "ne", "lt", "lte", "gt", "gte", "in", "exists")
OPS_OF_KIND: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.FLAG: ("eq", "ne", "exists"),
        Kind.COUNT: _ORDER,
        Kind.CENTS: _ORDER,
        Kind.CODE: ("eq", "ne", "in", "exists"),
        Kind.STEP: ("eq", "ne", "in", "exists"),
        Kind.CODES: ("contains", "exists"),
        Kind.TEXT: ("exists",),
    }
)
_COMPARED = {"lt": "lager dan", "lte": "hoogstens", "gt": "hoger dan", "gte": "minstens", "ne": "niet"}


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison with a fact; `weight` counts only in `prefer`."""

    __test__ = False  # pytest would take the class for a test case by its name

    fact: str
    op: str
    value: FactValue | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """All of `all`, at least one of `any` when there are any, and none of `none`."""

    all: tuple[Test, ...] = ()
    any: tuple[Test, ...] = ()
    none: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition holds, with the tests that decided it in words."""

    holds: bool
    passed: tuple[str, ...]
    failed: tuple[str, ...]


def holds(test: Test, snapshot: Snapshot) -> bool:
    """Tell whether the test is true; an unknown fact makes every test false except `exists: false`."""
    actual = snapshot.get(test.fact)
    if test.op == "exists":
        return (actual is not None) is (test.value is not False)
    return actual is not None and compares(test.op, actual, test.value, actual)


def is_met(condition: Condition, snapshot: Snapshot) -> bool:
    """Tell whether a condition holds, without the words of `verdict`."""
    return (
        all(holds(test, snapshot) for test in condition.all)
        and (not condition.any or any(holds(test, snapshot) for test in condition.any))
        and not any(holds(test, snapshot) for test in condition.none)
    )


def verdict(condition: Condition, snapshot: Snapshot) -> Verdict:
    """Weigh a condition and say which tests passed and which failed."""
    passed: list[str] = []
    failed: list[str] = []
    for test in condition.all:
        (passed if holds(test, snapshot) else failed).append(in_words(test, snapshot))
    true_ones = [in_words(test, snapshot) for test in condition.any if holds(test, snapshot)]
    passed.extend(true_ones)
    if condition.any and not true_ones:
        failed.append("geen van: " + ", ".join(in_words(test, snapshot) for test in condition.any))
    failed.extend(in_words(test, snapshot) for test in condition.none if holds(test, snapshot))
    return Verdict(not failed, tuple(passed), tuple(failed))


def in_words(test: Test, snapshot: Snapshot) -> str:
    """Say a fact as the counsellor may read it: what it is now, or that it is unknown."""
    fact = FACTS[test.fact]
    actual = snapshot.get(test.fact)
    if fact.kind is Kind.TEXT:
        return f"{fact.label} bekend" if actual is not None else f"{fact.label} onbekend"
    if fact.kind is Kind.CODES:
        found = isinstance(actual, tuple) and test.value in actual
        if found and (why := snapshot.because.get(f"{fact.name}={test.value}")):
            return why
        return f"{fact.label} '{test.value}'" if found else f"{fact.label} niet '{test.value}'"
    if actual is None:
        return f"{fact.label}: onbekend"
    if fact.kind is Kind.FLAG:
        return f"{fact.label}: {'ja' if actual else 'nee'}"
    if test.op in _COMPARED and fact.kind in (Kind.COUNT, Kind.CENTS):
        limit = _shown(fact, test.value)
        return (
            f"{fact.label} {_shown(fact, actual)} ({'' if holds(test, snapshot) else 'niet '}"
            f"{_COMPARED[test.op]} {limit})"
        )
    return f"{fact.label}: {_shown(fact, actual)}"


def _shown(fact: Fact, value: FactValue | None) -> str:
    if fact.kind is Kind.CENTS and isinstance(value, int):
        return format_euro(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    return fact.said.get(str(value), str(value).replace("_", " "))
