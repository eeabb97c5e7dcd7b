"""Reads and checks the fields of one calculation; what is wrong is one Dutch line that names the field."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from schuldhulp.money import format_euro

_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_RATE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?")
_MANY = 1_000
_MOST_CENTS = 10_000_000_000_00  # nothing is kept here, so the bound of the database does not hold

Chosen = TypeVar("Chosen")


class NotCalculable(Exception):
    """A field is missing or cannot be read; the text says which and how it is written."""


class Fields:
    """The fields of one JSON object. Every reader raises NotCalculable; `unread` are those nobody asked for."""

    def __init__(self, given: Mapping[str, Any], where: str = "") -> None:
        self._given, self._where, self._read = given, where, set[str]()

    def __contains__(self, name: str) -> bool:
        return self._value(name) is not None

    @property
    def unread(self) -> tuple[str, ...]:
        """Names that were given and that no calculation read."""
        return tuple(name for name in self._given if name not in self._read)

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self._value(name)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(name, "ontbreekt of is geen tekst")
        return value.strip()

    def any_text(self, name: str) -> str:
        """A text that may be empty."""
        value = self._value(name)
        if not isinstance(value, str):
            raise self._wrong(name, "ontbreekt of is geen tekst")
        return value

    def cents(self, name: str, *, negative: bool = False) -> int:
        """Euros as text with a dot, as eurocents; below zero only where that means something."""
        value = self._value(name)
        if value is None:
            raise self._wrong(name, "ontbreekt")
        if not isinstance(value, str) or not _AMOUNT.fullmatch(value.strip()):
            raise self._wrong(name, 'is een bedrag in euro met een punt, als tekst: "1440.17"')
        cents = int(Decimal(value.strip()) * 100)
        if cents < 0 and not negative:
            raise self._wrong(name, "is nul of hoger")
        if abs(cents) > _MOST_CENTS:
            raise self._wrong(name, f"is niet hoger dan {format_euro(_MOST_CENTS)}")
        return cents

    def optional_cents(self, name: str) -> int | None:
        """The same, or None when it is not given."""
        return None if self._value(name) is None else self.cents(name)

    def rate(self, name: str) -> Decimal:
        """A number of per cent, zero or more: "6", 6, "4.25" or a Decimal. Floats are not read: they are not exact."""
        value = self._value(name)
        text = str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
        if not isinstance(text, str) or not _RATE.fullmatch(text.strip()):
            raise self._wrong(name, 'is een percentage als tekst, bijvoorbeeld "6" of "4.25"')
        return Decimal(text.strip())

    def day(self, name: str) -> date:
        """A date as year, month and day."""
        text = self.text(name)
        try:
            if not _DATE.fullmatch(text):
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            raise self._wrong(name, 'is een datum zoals "2026-11-21"') from None

    def optional_day(self, name: str) -> date | None:
        """The same, or None when it is not given."""
        return None if self._value(name) is None else self.day(name)

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """true or false; the default when it is not given and there is one."""
        value = self._value(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, bool):
            raise self._wrong(name, "is true of false")
        return value

    def number(self, name: str, low: int, high: int) -> int:
        """A whole number from low to high, as number or text."""
        return self._as_number(name, self._value(name), low, high)

    def numbers(self, name: str, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(self._as_number(name, value, low, high) for value in self._list(name))

    def choice(self, name: str, options: Mapping[str, Chosen]) -> Chosen:
        """One of these words, as what it stands for."""
        value = self.text(name)
        if value not in options:
            raise self._wrong(name, f"is een van: {', '.join(options)}")
        return options[value]

    def each_cents(self, name: str) -> tuple[int, ...]:
        """A list of amounts."""
        return tuple(
            Fields({name: value}, f"{self._where}{place}e ").cents(name)
            for place, value in enumerate(self._list(name), start=1)
        )

    def each(self, name: str) -> tuple["Fields", ...]:
        """A list of objects, each with its own fields."""
        found = []
        for place, value in enumerate(self._list(name), start=1):
            if not isinstance(value, dict):
                raise self._wrong(name, "is een lijst van objecten")
            found.append(Fields(value, f"{name}, {place}e: "))
        return tuple(found)

    def _list(self, name: str) -> Sequence[Any]:
        value = self._value(name)
        if not isinstance(value, list) or len(value) > _MANY:
            raise self._wrong(name, f"is een lijst van hoogstens {_MANY}")
        return value

    def _as_number(self, name: str, value: Any, low: int, high: int) -> int:
        if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self._wrong(name, f"is een heel getal van {low} tot en met {high}")
        return value

    def _value(self, name: str) -> Any:
        self._read.add(name)
        return self._given.get(name)

    def _wrong(self, name: str, what: str) -> NotCalculable:
        return NotCalculable(f"{self._where}{name} {what}")
