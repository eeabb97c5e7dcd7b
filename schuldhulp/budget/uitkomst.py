"""What every calculator gives back: the outcome, the lines it was made of, and what to be careful with.

A line carries a code and the values it used, no words: page, PDF and JSON take the words from `budget.woorden`, so
all three open the same lines. Amounts are eurocents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Generic, TypeVar

from schuldhulp.budget.normen import Certainty, Norm, UsedSet

Param = int | Fraction | str | date | bool
"""A value that the words of a line use; int is eurocents or a number, after the format in the words."""

Outcome = TypeVar("Outcome", covariant=True)


def _nothing() -> Mapping[str, Param]:
    return MappingProxyType({})


class Rol(StrEnum):
    """What a line is in the sum: a part, the outcome of the parts above it, or something known beforehand."""

    DEEL = "deel"
    UITKOMST = "uitkomst"
    GEGEVEN = "gegeven"


@dataclass(frozen=True, slots=True)
class Regel:
    """One line of a result: what was done (`code`, `params`), what came out, and on which source it rests.

    `bedrag` is eurocents, or None where the line is no amount. `zekerheid` is that of the weakest figure used.
    """

    code: str
    params: Mapping[str, Param] = field(default_factory=_nothing, hash=False)
    bedrag: int | None = None
    bron: str = ""
    geldig_vanaf: date | None = None
    zekerheid: Certainty = Certainty.VERIFIED
    url: str = ""
    rol: Rol = Rol.DEEL


@dataclass(frozen=True, slots=True)
class Waarschuwing:
    """Something to be careful with in this result; the words stand in `budget.woorden`."""

    code: str
    params: Mapping[str, Param] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True)
class Berekening(Generic[Outcome]):
    """A result with everything that opens it. `normen` says which norm sets it used."""

    uitkomst: Outcome
    regels: tuple[Regel, ...]
    waarschuwingen: tuple[Waarschuwing, ...] = ()
    normen: tuple[UsedSet, ...] = ()

    @property
    def zekerheid(self) -> Certainty:
        """That of the weakest line."""
        return Certainty.weakest(*(regel.zekerheid for regel in self.regels))


def regel(
    code: str,
    bedrag: int | None,
    norms: Norm | tuple[Norm, ...] = (),
    /,
    *,
    bron: str = "",
    rol: Rol = Rol.DEEL,
    **params: Param,
) -> Regel:
    """A line that rests on these figures: source, date and certainty follow from them.

    `bron` replaces the source texts where the rule stands elsewhere than its figures. A line without figures
    is arithmetic on what came in.
    """
    used = (norms,) if isinstance(norms, Norm) else norms
    return Regel(
        code,
        MappingProxyType(params),
        bedrag,
        bron or "; ".join(dict.fromkeys(norm.bron for norm in used)),
        max((norm.geldig_van for norm in used), default=None),
        Certainty.weakest(*(norm.certainty for norm in used)),
        used[0].url if used else "",
        rol,
    )
