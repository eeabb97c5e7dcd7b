"""The three parts that every calculation answers with, as JSON values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from schuldhulp.budget import woorden
from schuldhulp.budget.uitkomst import Berekening, Regel


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
    waarschuwingen: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The three parts as JSON values."""
        return {
            "uitkomst": dict(self.uitkomst),
            "regels": [asdict(line) for line in self.regels],
            "waarschuwingen": list(self.waarschuwingen),
        }


def euros(cents: int) -> str:
    """Cents in euros with a dot: "1440.17"."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"


def answer(uitkomst: Mapping[str, Any], berekening: Berekening[Any]) -> Calculated:
    """The named outcome with the lines and warnings of the calculation in words."""
    return Calculated(
        uitkomst,
        tuple(_line(regel) for regel in berekening.regels),
        tuple(woorden.waarschuwing(each) for each in berekening.waarschuwingen),
    )


def _line(regel: Regel) -> CalculationLine:
    check = f" ({regel.zekerheid.label})" if regel.zekerheid.must_be_checked else ""
    return CalculationLine(
        woorden.naam(regel),
        None if regel.bedrag is None else euros(regel.bedrag),
        woorden.uitleg(regel) + check,
        regel.bron,
        regel.geldig_vanaf.isoformat() if regel.geldig_vanaf else None,
    )
