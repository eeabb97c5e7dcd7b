"""A calculation in words, for page, paper and keeping: the same lines everywhere. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from schuldhulp.budget import woorden
from schuldhulp.budget.uitkomst import Berekening, Regel, Rol
from schuldhulp.budget.zinnen import show_date


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line in words. `cents` None: no amount. `outcome`: the sum of the lines above. `check`: says 'controleer'."""

    name: str
    how: str
    cents: int | None
    source: str = ""
    url: str = ""
    since: str = ""
    outcome: bool = False
    check: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One computed figure that opens. `slug` names it in addresses; `cents` None: not known yet."""

    slug: str
    name: str
    cents: int | None
    lines: tuple[ShownLine, ...]
    warnings: tuple[str, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    norms: tuple[str, ...] = ()
    about: str = ""

    @property
    def check(self) -> bool:
        """Whether a line rests on something that nobody read in its source."""
        return any(line.check for line in self.lines)


def figure(
    slug: str, name: str, cents: int, found: Berekening[Any], *, inputs: Sequence[tuple[str, str]] = (), about: str = ""
) -> Figure:  # fmt: skip
    """A calculation as a figure that opens."""
    return Figure(
        slug, name, cents, tuple(_line(each) for each in found.regels),
        tuple(woorden.waarschuwing(each) for each in found.waarschuwingen), tuple(inputs),
        tuple(f"{each.name.replace('_', ' ')} vanaf {show_date(each.geldig_van)}"
              + (f", uitgave {each.edition}" if each.edition else "") for each in found.normen),
        about,
    )  # fmt: skip


def _line(regel: Regel) -> ShownLine:
    return ShownLine(
        woorden.naam(regel), woorden.uitleg(regel), regel.bedrag, regel.bron, regel.url,
        since(regel.geldig_vanaf), regel.rol is Rol.UITKOMST, regel.zekerheid.must_be_checked,
    )  # fmt: skip


def since(day: date | None) -> str:
    """From when a figure holds, in words; empty when it has no date."""
    return f"geldig vanaf {show_date(day)}" if day else ""


def frozen(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Figures as plain values, to keep."""
    return [asdict(each) for each in figures]


def thawed(kept: Sequence[dict[str, Any]]) -> tuple[Figure, ...]:
    """Figures as they were kept."""
    return tuple(
        Figure(
            each["slug"], each["name"], each["cents"], tuple(ShownLine(**line) for line in each["lines"]),
            tuple(each["warnings"]), tuple((a, b) for a, b in each["inputs"]), tuple(each["norms"]), each["about"],
        )
        for each in kept
    )  # fmt: skip
