"""Reads norm sets: normen/<set>/<from>.toml, or the same text published by an administrator.

A gap, an overlap, a missing field or a value in the wrong shape is an error, never a guess. The shape of a file:

    geldig_van = 2026-07-01
    geldig_tot = 2026-12-31
    # ontbreekt = "…"           what is not known in this period; a period without any figure has only this

    [bron.pw]                   a source that several figures share
    law = "Participatiewet"
    url = "https://wetten.overheid.nl/BWBR0015703/2026-07-01"
    checked_on = 2026-11-21

    [norm.bijstand_alleen]
    label = "Bijstandsnorm alleenstaande of alleenstaande ouder"
    value = "1419.46"           always text: euros with two decimals, a percentage ("27"), a share ("2/3"), a number
    unit = "maand"              keer, week, maand, kwartaal, jaar: money · procent, breuk: a share · aantal
    bron = "pw"                 or law, url and checked_on here
    article = "artikel 21, onder a"
    certainty = "V"
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from schuldhulp.budget.normen import Certainty, Norm, Normen, NormMissing, NormSet, Unit

FOLDER = Path(__file__).parent / "normen"

Load = Callable[..., Normen]
"""What a calculation asks its figures of: `load(day, "bijstand", "toeslagen")` gives Normen or raises NormMissing."""

_MONEY = re.compile(r"[0-9]{1,9}\.[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_RATE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}|/[1-9][0-9]{0,5})?")


Kind = TypeVar("Kind", bound=StrEnum)


class NormFileWrong(ValueError):
    """A norm file does not hold together; `str()` says in Dutch which and why, for whoever publishes one."""


def set_names() -> tuple[str, ...]:
    """The names of all sets that came with the program."""
    return tuple(sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()))


@cache
def load_normen(day: date, *names: str) -> Normen:
    """The figures of these sets on a day, from the files. Raises NormMissing, NormFileWrong."""
    return normen_on(day, names, [period for name in names for period in periods(name)])


@cache
def periods(set_name: str) -> tuple[NormSet, ...]:
    """All periods of a set that came with the program, oldest first, without a gap. Raises NormFileWrong."""
    found = tuple(read_norm_file(path) for path in sorted((FOLDER / set_name).glob("*.toml")))
    check_row(found)
    return found


def normen_on(day: date, names: Sequence[str], known: Iterable[NormSet]) -> Normen:
    """The figures of these sets on a day out of all known periods; of one period the highest edition counts.

    Raises NormMissing when a set has no period with figures for that day.
    """
    chosen: dict[str, NormSet] = {}
    for period in known:
        if period.holds_on(day) and (
            period.name not in chosen or chosen[period.name].edition < period.edition
        ):
            chosen[period.name] = period
    for name in names:
        if name not in chosen or not chosen[name].norms:
            raise NormMissing(f"set {name}", day)
    return Normen(day, tuple(chosen[name] for name in names))


def check_row(row: Sequence[NormSet]) -> None:
    """Raises NormFileWrong when periods of one set leave a gap or overlap."""
    for before, after in zip(row, row[1:], strict=False):
        if after.geldig_van != before.geldig_tot + timedelta(days=1):
            raise NormFileWrong(
                f"{after.name}: tussen {before.geldig_tot.isoformat()} en {after.geldig_van.isoformat()} zit een gat "
                "of een overlap"
            )


def read_norm_file(path: Path) -> NormSet:
    """One file: its folder is the set, its name the first day. Raises NormFileWrong."""
    found = read_norm_text(path.read_text(encoding="utf-8"), path.parent.name)
    if path.stem != found.geldig_van.isoformat():
        raise NormFileWrong(f"{path.name}: de naam en de periode verschillen")
    return found


def read_norm_text(text: str, set_name: str, edition: int = 0) -> NormSet:
    """One period of a set from the text of a file. Raises NormFileWrong."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line \d+, column \d+", str(error))
        place = where[0].replace("line", "regel").replace("column", "teken") if where else "het einde"
        raise NormFileWrong(f"{set_name}: dit is geen TOML ({place})") from error
    try:
        first, last = _day(content, "geldig_van"), _day(content, "geldig_tot")
        sources = content.get("bron", {})
        norms = tuple(
            _norm(name, {**sources.get(fields.get("bron"), {}), **fields}, first, last)
            for name, fields in content.get("norm", {}).items()
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        wrong = f"{error.args[0]} ontbreekt" if isinstance(error, KeyError) else str(error)
        raise NormFileWrong(f"{set_name}: {wrong}") from error
    absent = content.get("ontbreekt", "")
    if last < first or not (norms or absent):
        raise NormFileWrong(f"{set_name}: {first.isoformat()} heeft geen dagen of geen cijfers")
    return NormSet(
        set_name, first, last, MappingProxyType({norm.name: norm for norm in norms}), edition, str(absent)
    )


def _day(fields: dict[str, Any], name: str) -> date:
    # A TOML date-time is a date too for isinstance, but has no day that law speaks of.
    found = fields[name]
    if not isinstance(found, date) or isinstance(found, datetime):
        raise ValueError(f"{name} is een datum zonder aanhalingstekens: 2026-07-01")
    return found


def _norm(name: str, fields: dict[str, Any], first: date, last: date) -> Norm:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,60}", name):
        raise ValueError(f"{name}: een naam heeft kleine letters, cijfers en lage streepjes")
    unit = _one_of(Unit, name, fields["unit"])
    for field in ("label", "law", "url"):
        if not isinstance(fields[field], str) or not fields[field].strip():
            raise ValueError(f"{name}: {field} is leeg")
    if not fields["url"].startswith("https://"):
        raise ValueError(f"{name}: url begint met https://")
    return Norm(
        name=name, value=_value(name, fields["value"], unit), unit=unit, label=fields["label"],
        law=fields["law"], article=str(fields.get("article", "")), url=fields["url"],
        checked_on=_day(fields, "checked_on"), certainty=_one_of(Certainty, name, fields["certainty"]),
        geldig_van=first, geldig_tot=last,
    )  # fmt: skip


def _one_of(kind: type[Kind], name: str, value: Any) -> Kind:
    if value not in [each.value for each in kind]:
        raise ValueError(f"{name}: {value} is niet een van {', '.join(each.value for each in kind)}")
    return kind(value)


def _value(name: str, text: Any, unit: Unit) -> int | Fraction:
    shape = _MONEY if unit.is_money else _RATE if unit.is_rate else _NUMBER
    if not isinstance(text, str) or not shape.fullmatch(text):
        raise ValueError(f'{name}: value is tekst die bij de unit past, zoals "1419.46", "13.730", "2/3" of "18"')
    if unit.is_money:
        return int(text.replace(".", ""))
    if unit is Unit.COUNT:
        return int(text)
    return Fraction(text) / 100 if unit is Unit.PERCENT else Fraction(text)
