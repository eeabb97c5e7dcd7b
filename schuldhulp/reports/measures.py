"""The four shapes a figure can have: a count, a share, a spread and a division over categories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Count:
    """A number of cases."""

    n: int


@dataclass(frozen=True)
class Share:
    """How many of n cases meet a condition."""

    met: int
    n: int

    @property
    def percent(self) -> Fraction | None:
        """The share in per cent; None without cases."""
        return Fraction(100 * self.met, self.n) if self.n else None


@dataclass(frozen=True)
class Ratio:
    """A share or average whose parts are not people (fields, open dossiers), over n dossiers."""

    part: int
    whole: int
    n: int
    percent: bool = False

    @property
    def value(self) -> Fraction | None:
        """part ÷ whole, times 100 for per cents; None when there is nothing to divide by."""
        return Fraction((100 if self.percent else 1) * self.part, self.whole) if self.whole else None


@dataclass(frozen=True)
class Spread:
    """A row of measured values, sorted."""

    values: tuple[Fraction, ...]

    @property
    def n(self) -> int:
        """The number of values."""
        return len(self.values)

    @property
    def mean(self) -> Fraction | None:
        """The average; None without values."""
        return sum(self.values, Fraction()) / self.n if self.values else None

    def quantile(self, part: Fraction) -> Fraction | None:
        """The value below which `part` of the values lie, interpolated between neighbours; None without
        values."""
        if not self.values:
            return None
        place = part * (self.n - 1)
        below = place.numerator // place.denominator
        above = min(below + 1, self.n - 1)
        return self.values[below] + (place - below) * (self.values[above] - self.values[below])

    @property
    def median(self) -> Fraction | None:
        """The middle value; None without values."""
        return self.quantile(Fraction(1, 2))


@dataclass(frozen=True)
class Division:
    """Cases by category, in the order in which they are printed."""

    parts: tuple[tuple[str, int], ...]

    @property
    def n(self) -> int:
        """All cases together."""
        return sum(count for _, count in self.parts)


Measure = Count | Share | Ratio | Spread | Division


def spread_of(values: Iterable[int], parts: int = 1) -> Spread:
    """A Spread of values in any order, counted in so many `parts` of one: seconds as hours are 3600."""
    return Spread(tuple(Fraction(value, parts) for value in sorted(values)))


def divide(labels: Sequence[str], found: Iterable[str]) -> Division:
    """A Division with every label of the list and, last, "anders" for what is not in it."""
    counts = dict.fromkeys(labels, 0)
    other = 0
    for label in found:
        if label in counts:
            counts[label] += 1
        else:
            other += 1
    return Division((*counts.items(), ("anders", other)))
