"""Records to and from the JSON that is sealed: {"v": 1, "fields": {name: value}}.

A date is an ISO text, a choice its stored value, an open answer {"open": "later"}; None is left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import value_types

VERSION = 1
T = TypeVar("T")


class UnreadableRecord(ValueError):
    """Stored answers that do not fit their record."""


def to_json(record: Any) -> dict[str, Any]:
    """The record as plain JSON values."""
    written = {asked.name: _write(getattr(record, asked.name)) for asked in fields(record)}
    return {"v": VERSION, "fields": {name: value for name, value in written.items() if value is not None}}


def from_json(record_type: type[T], stored: Mapping[str, Any]) -> T:
    """The record of stored JSON; a question that was added since is None.

    Raises UnreadableRecord for an unknown version, field or value.
    """
    if stored.get("v") != VERSION:
        raise UnreadableRecord(f"{record_type.__name__}: version {stored.get('v')!r}")
    readers = _readers(record_type)  # type: ignore[arg-type]  # a class is hashable; the protocol of dataclasses does not say so
    answers = stored.get("fields", {})
    if unknown := answers.keys() - readers.keys():
        raise UnreadableRecord(f"{record_type.__name__}: {', '.join(sorted(unknown))}")
    try:
        return record_type(**{name: readers[name](value) for name, value in answers.items()})
    except (TypeError, ValueError) as error:
        raise UnreadableRecord(f"{record_type.__name__}: {error}") from None


def _write(value: Any) -> Any:
    if isinstance(value, Open):
        return {"open": value.value}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    return value


@cache
def _readers(record_type: type) -> dict[str, Callable[[Any], Any]]:
    """How each field of a record is read: looked up once, because a page opens every step."""
    return {name: _open_or(_reader(kind)) for name, kind in value_types(record_type).items()}


def _open_or(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: Open(value["open"]) if isinstance(value, dict) else read(value)


def _reader(kind: Any) -> Callable[[Any], Any]:
    if get_origin(kind) is tuple:
        item = _open_or(_reader(get_args(kind)[0]))
        return lambda value: tuple(item(each) for each in value)
    if kind is date:
        return date.fromisoformat
    if issubclass(kind, Enum):
        return lambda value: kind(value)

    def as_it_is(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is not a {kind.__name__}")
        return value

    return as_it_is
