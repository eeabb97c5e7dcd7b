"""The calculations of `reken`: values as read from JSON in, an outcome with its lines out. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from schuldhulp.dossier.clocks import UnknownTerm, termijn
from schuldhulp.dossier.signals import is_legal_threat
from schuldhulp.identifiers import normalised
from schuldhulp.money import MAX_CENTS, Period, format_euro, per_month

_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")


class NotCalculable(Exception):
    """A field is missing or cannot be read; the text says which and how it is written."""


@dataclass(frozen=True)
class CalculationLine:
    """One line of how an outcome was made; `bedrag` in euros with a dot, or None where it is no amount."""

    naam: str
    bedrag: str | None
    uitleg: str
    bron: str
    geldig_vanaf: str | None = None


@dataclass(frozen=True)
class Calculated:
    """An outcome with its lines and what to be careful with."""

    uitkomst: Mapping[str, Any]
    regels: tuple[CalculationLine, ...] = ()
    waarschuwingen: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The three parts as JSON values."""
        return {
            "uitkomst": dict(self.uitkomst),
            "regels": [asdict(line) for line in self.regels],
            "waarschuwingen": list(self.waarschuwingen),
        }


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise NotCalculable(f"het veld {name} ontbreekt of is geen tekst")
    return value.strip()


def _cents(given: Mapping[str, Any], name: str) -> int:
    text = _text(given, name)
    if not _AMOUNT.fullmatch(text):
        raise NotCalculable(f'{name} is een bedrag in euro met een punt, bijvoorbeeld "1440.17"')
    cents = int(Decimal(text) * 100)
    if abs(cents) > MAX_CENTS:
        raise NotCalculable(f"{name} is hoger dan {format_euro(MAX_CENTS)}")
    return cents


def _date(given: Mapping[str, Any], name: str) -> date:
    text = _text(given, name)
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise NotCalculable(f'{name} is een datum zoals "2026-11-21"') from None


def euros(cents: int) -> str:
    """Cents in euros with a dot: "1440.17"."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"


def _maand(given: Mapping[str, Any]) -> Calculated:
    cents, per = _cents(given, "bedrag"), _text(given, "per")
    if per not in list(Period):
        raise NotCalculable(f"per is een van: {', '.join(Period)}")
    period = Period(per)
    outcome = euros(per_month(cents, period))
    factor = period.months_factor
    times = f"× {factor.numerator}" + (f" : {factor.denominator}" if factor.denominator != 1 else "")
    return Calculated(
        {"per_maand": outcome},
        (
            CalculationLine("bedrag", euros(cents), period.label, "invoer"),
            CalculationLine("per_maand", outcome, f"{euros(cents)} {times}, afgerond op centen",
                            "een jaar is 52 weken en 12 maanden"),
        ),
    )  # fmt: skip


_TERM_SOURCES = {
    "eerste_gesprek": "Wgs artikel 4, eerste lid; Algemene termijnenwet artikel 1",
    "bedreigend": "Wgs artikel 4, tweede lid",
    "beschikking": "Wgs artikel 4a, derde lid; Algemene termijnenwet artikel 1",
}


def _termijn(given: Mapping[str, Any]) -> Calculated:
    kind, start = _text(given, "soort"), _date(given, "start")
    weeks = given.get("weken")
    if isinstance(weeks, str) and re.fullmatch(r"[0-9]{1,2}", weeks):
        weeks = int(weeks)
    if weeks is not None and (not isinstance(weeks, int) or isinstance(weeks, bool)):
        raise NotCalculable("weken is een heel getal")
    try:
        last = termijn(kind, start, weeks)
    except UnknownTerm as error:
        raise NotCalculable(str(error)) from None
    except OverflowError:
        raise NotCalculable("start ligt te ver in de tijd") from None
    explained = "drie werkdagen na de melding" if kind == "bedreigend" else "eindigt op een werkdag"
    return Calculated(
        {"uiterlijk": last.isoformat()},
        (CalculationLine("uiterlijk", None, f"vanaf {start.isoformat()}, {explained}", _TERM_SOURCES[kind]),),
    )  # fmt: skip


def _bedreiging(given: Mapping[str, Any]) -> Calculated:
    kind = _text(given, "soort")
    legal = is_legal_threat(kind)
    explained = "staat in de wet" if legal else "staat niet in de wet; kan wel spoed zijn"
    source = "Wgs artikel 4, tweede lid"
    return Calculated({"bedreigend": legal}, (CalculationLine(kind, None, explained, source),))


def _identifier(kind: str) -> Callable[[Mapping[str, Any]], Calculated]:
    def check(given: Mapping[str, Any]) -> Calculated:
        value = given.get("waarde")
        if not isinstance(value, str):
            raise NotCalculable("het veld waarde ontbreekt of is geen tekst")
        found = normalised(kind, value)
        return Calculated({"geldig": found is not None, "waarde": found})

    return check


CALCULATIONS: Mapping[str, Callable[[Mapping[str, Any]], Calculated]] = {
    "maand": _maand,
    "termijn": _termijn,
    "bedreiging": _bedreiging,
    "bsn": _identifier("bsn"),
    "iban": _identifier("iban"),
    "postcode": _identifier("postcode"),
}


def calculate(kind: str, given: Any) -> Calculated:
    """Do one calculation by its name. Raises NotCalculable with one line that says what is wrong."""
    if kind not in CALCULATIONS:
        raise NotCalculable(f"{kind} kennen wij niet; wel: {', '.join(CALCULATIONS)}")
    if not isinstance(given, dict):
        raise NotCalculable("op standaardinvoer wordt één JSON-object verwacht")
    return CALCULATIONS[kind](given)
