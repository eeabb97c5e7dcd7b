"""The words of a line: a name and an explanation with room for the values the line carries."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from schuldhulp.money import format_euro

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Zin:
    """The words of one code. `uitleg` names values in braces, with how to show them:

    `{x:euro}` eurocents · `{x:procent}` a Fraction as percentage · `{x:getal}` a number · `{x:datum}` a date ·
    `{x}` a text.
    """

    naam: str
    uitleg: str = ""

    def filled(self, params: Mapping[str, Any]) -> str:
        """The explanation with its values. Raises KeyError for a value the line does not carry."""
        return _FORMATTER.vformat(self.uitleg, (), params).strip()

    def named(self, params: Mapping[str, Any]) -> str:
        """The name with its values."""
        return _FORMATTER.vformat(self.naam, (), params)


def show_percent(rate: Fraction) -> str:
    """A share as a percentage the Dutch way, exact to four decimals: Fraction(1373, 10000) is "13,73%"."""
    return f"{show_number(rate * 100)}%"


def show_number(value: Fraction | int) -> str:
    """A number with a comma and at most four decimals, without trailing zeros."""
    tenthousandths = round(Fraction(value) * 10_000)
    whole, rest = divmod(abs(tenthousandths), 10_000)
    decimals = f"{rest:04d}".rstrip("0")
    return f"{'-' if tenthousandths < 0 else ''}{whole}{',' if decimals else ''}{decimals}"


def show_date(day: date) -> str:
    """A date in Dutch words: "1 juli 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class _Formatter(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "euro":
            return format_euro(value)
        if format_spec == "procent":
            return show_percent(Fraction(value))
        if format_spec == "getal":
            return show_number(value)
        if format_spec == "datum":
            return show_date(value)
        return str(super().format_field(value, format_spec))


_FORMATTER = _Formatter()
