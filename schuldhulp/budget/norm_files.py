"""Reads the dated norm files normen/<set>/<from>.toml; a gap, an overlap or a missing field is an error."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from schuldhulp.budget.normen import Certainty, Norm, Normen, NormMissing

FOLDER = Path(__file__).parent / "normen"


class NormFileWrong(ValueError):
    """A norm file does not hold together; `str()` says which and why."""


@cache
def load_normen(set_name: str, day: date) -> Normen:
    """The figures of a set on a day. Raises NormMissing outside the published periods, NormFileWrong."""
    for first, last, norms in _periods(FOLDER / set_name):
        if first <= day <= last:
            return Normen(set_name, day, MappingProxyType({norm.name: norm for norm in norms}))
    raise NormMissing(f"no figures of set {set_name} hold on {day.isoformat()}")


def _periods(folder: Path) -> list[tuple[date, date, tuple[Norm, ...]]]:
    periods = [read_norm_file(path) for path in sorted(folder.glob("*.toml"))]
    for (_, last, _), (first, _, _) in zip(periods, periods[1:], strict=False):
        if first != last + timedelta(days=1):
            raise NormFileWrong(
                f"{folder.name}: gap or overlap between {last.isoformat()} and {first.isoformat()}"
            )
    return periods


def read_norm_file(path: Path) -> tuple[date, date, tuple[Norm, ...]]:
    """The first and last day of one file and its figures. Raises NormFileWrong."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        first, last = content["geldig_van"], content["geldig_tot"]
        norms = tuple(_norm(name, fields, first, last) for name, fields in content["norm"].items())
    except (KeyError, TypeError, ValueError) as error:
        raise NormFileWrong(f"{path.name}: {error}") from error
    if path.stem != first.isoformat() or last < first:
        raise NormFileWrong(f"{path.name}: the name and the period differ")
    return first, last, norms


def _norm(name: str, fields: dict[str, Any], first: date, last: date) -> Norm:
    euros = fields["value"]
    if not isinstance(euros, str):
        raise ValueError(f"{name}: a value is text in euros with two decimals")
    whole, _, cents = euros.partition(".")
    if len(cents) != 2:
        raise ValueError(f"{name}: a value is text in euros with two decimals")
    return Norm(
        name,
        int(whole) * 100 + int(cents),
        fields["unit"],
        fields["law"],
        fields["url"],
        fields["checked_on"],
        Certainty(fields["certainty"]),
        first,
        last,
    )
