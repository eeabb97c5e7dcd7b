"""What a record is made of: typed answers, when they are asked, and the given answers that many share."""

from collections.abc import Iterator
from dataclasses import Field, field, fields
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, get_args, get_type_hints

from schuldhulp.dossier.open_answers import Open


class Choice(StrEnum):
    """A given answer: the value is stored, the label is shown."""

    label: str

    def __new__(cls, value: str, label: str) -> "Choice":
        """Make a member of (stored value, words)."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class YesNo(Choice):
    """The two plainest answers."""

    YES = "ja", "Ja"
    NO = "nee", "Nee"


def answer(*, only_if: tuple[str, tuple[str, ...]] | None = None, optional: bool = False) -> Any:
    """Declare an answer, empty at first.

    `only_if` = (other field, values): asked only when the other field holds one of the values.
    `optional`: the step can be done without it.
    """
    return field(default=None, metadata={"only_if": only_if, "optional": optional})


_WAITS = (None, Open.LATER)


class _Question(NamedTuple):
    """What decides whether a question waits."""

    name: str
    only_if: tuple[str, tuple[str, ...]] | None
    optional: bool


@cache
def _questions(record_type: Any) -> tuple[_Question, ...]:
    """The questions of a record; kept, because every page asks them of every step."""
    return tuple(
        _Question(part.name, part.metadata["only_if"], part.metadata["optional"])
        for part in fields(record_type)
    )


def is_asked(record: Any, asked: Field[Any]) -> bool:
    """Whether this answer counts, given the other answers of the record."""
    condition = asked.metadata.get("only_if")
    return condition is None or _holds(record, condition)


def _holds(record: Any, condition: tuple[str, tuple[str, ...]]) -> bool:
    other = getattr(record, condition[0])
    held = other if isinstance(other, tuple) else (other,)
    return any(value in condition[1] for value in held if value is not None and not isinstance(value, Open))


def asked_fields(record: Any) -> Iterator[Field[Any]]:
    """The fields of a record that count now, in order."""
    return (asked for asked in fields(record) if is_asked(record, asked))


def unanswered(record: Any, only: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Names of the questions that still wait: never answered, or "later". "Weet ik niet" is an answer.

    `only` limits the question to these fields; then the optional ones count too.
    """
    waiting = []
    for name, condition, optional in _questions(type(record)):  # type: ignore[arg-type]  # a class is hashable
        if name not in only if only else optional:
            continue
        if getattr(record, name) in _WAITS and (condition is None or _holds(record, condition)):
            waiting.append(name)
    return tuple(waiting)


def is_empty(record: Any) -> bool:
    """Whether nothing at all was filled in."""
    return all(getattr(record, asked.name) is None for asked in fields(record))


@cache
def value_types(record_type: type) -> dict[str, Any]:
    """Field name to the type of its value, without Open and None; kept, because reading the hints is slow."""
    hints = get_type_hints(record_type)
    return {
        asked.name: next(t for t in get_args(hints[asked.name]) if t not in (Open, type(None)))
        for asked in fields(record_type)
    }
