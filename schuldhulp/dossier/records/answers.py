"""What a record is made of: typed answers, when they are asked, and the given answers that many share."""

from collections.abc import Iterator
from dataclasses import Field, field, fields
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

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


def is_asked(record: Any, asked: Field[Any]) -> bool:
    """Whether this answer counts, given the other answers of the record."""
    condition = asked.metadata.get("only_if")
    if condition is None:
        return True
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
    return tuple(
        asked.name
        for asked in asked_fields(record)
        if (asked.name in only if only else not asked.metadata["optional"])
        and getattr(record, asked.name) in (None, Open.LATER)
    )


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
