"""A joint plan: the lines both partners let each other see, frozen on a moment, and what changed since. Pure."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from schuldhulp.money import format_euro
from schuldhulp.partners.shown import Kind, Thing

OWN, OTHER = "own", "other"
_MONEY = (Kind.INCOME, Kind.EXPENSE, Kind.DEBT)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a plan. `side`: own (of whose copy this is) or other; `key` names the thing it was made of."""

    side: str
    key: str
    kind: Kind
    name: str
    cents: int

    def turned(self) -> "Line":
        """The same line in the copy of the other."""
        return replace(self, side=OTHER if self.side == OWN else OWN)


def lines_of(own: Iterable[Thing], other: Iterable[Thing]) -> tuple[Line, ...]:
    """The lines of a plan, from what each lets the other see; only money stands in it."""
    return tuple(
        Line(side=side, key=thing.key, kind=thing.kind, name=thing.name, cents=thing.cents or 0)
        for side, things in ((OWN, own), (OTHER, other))
        for thing in things
        if thing.shown_at is not None and thing.kind in _MONEY
    )


def to_text(lines: Iterable[Line]) -> str:
    """The lines as JSON."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False, sort_keys=True)


def of_text(text: str) -> tuple[Line, ...]:
    """The lines of kept text."""
    return tuple(Line(**{**fields, "kind": Kind(fields["kind"])}) for fields in json.loads(text))


def total(lines: Iterable[Line], kind: Kind) -> int:
    """What the lines of one kind come to, in eurocents."""
    return sum(line.cents for line in lines if line.kind is kind)


def changes_since(kept: Iterable[Line], present: Iterable[Line]) -> list[str]:
    """What is otherwise now than when the plan was made, one sentence a line."""
    then, now = {line.key: line for line in kept}, {line.key: line for line in present}
    told = [f"Erbij: {line.name}, {format_euro(line.cents)}." for key, line in now.items() if key not in then]
    told += [f"Staat er niet meer: {line.name}." for key, line in then.items() if key not in now]
    for key, line in now.items():
        if key in then and then[key].cents != line.cents:
            told.append(f"{line.name}: was {format_euro(then[key].cents)}, is nu {format_euro(line.cents)}.")
    return told
