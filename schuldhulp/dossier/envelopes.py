"""Events as JSON values and back: what the event table keeps of them in the open. Pure."""

from dataclasses import fields
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from schuldhulp.dossier.events import DossierEvent

_AS_IT_IS = frozenset({str, int, bool, type(None)})


def _subclasses() -> dict[str, type[DossierEvent]]:
    direct = DossierEvent.__subclasses__()
    return {c.__name__: c for one in direct for c in (one, *one.__subclasses__())}


EVENTS = _subclasses()
_HINTS = {name: get_type_hints(cls) for name, cls in EVENTS.items()}


def to_envelope(event: DossierEvent) -> dict[str, Any]:
    """Give an event as JSON values; moments and days in ISO form."""
    names = _names(type(event))  # type: ignore[arg-type]  # a class is hashable
    return {name: _plain(getattr(event, name)) for name in names}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def _plain(value: Any) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def from_envelope(kind: str, envelope: dict[str, Any]) -> DossierEvent:
    """Read an event back. Raises KeyError for a kind that does not exist."""
    readers = _READERS[kind]
    known = {
        name: value if value is None or readers[name] is None else readers[name](value)
        for name, value in envelope.items()
        if name in readers
    }
    return EVENTS[kind](**known)


def _reader(hint: Any) -> Any:
    """What makes a value of a JSON value that is there; None where it is one already."""
    if get_origin(hint) in (UnionType, Union):
        hint = next(a for a in get_args(hint) if a is not type(None))
    if get_origin(hint) is tuple:
        return tuple
    return {datetime: datetime.fromisoformat, date: date.fromisoformat, UUID: UUID}.get(hint)


# Looked up once for every field: a timeline reads forty events.
_READERS = {name: {field: _reader(hint) for field, hint in hints.items()} for name, hints in _HINTS.items()}
