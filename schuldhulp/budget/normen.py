"""A legal figure with where it comes from, a set of them over one period, and the sets that hold on one day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Certainty(StrEnum):
    """How sure a figure is: read in the source, read and recomputed, derived by us, from memory."""

    VERIFIED = "V"
    RECOMPUTED = "V+"
    DERIVED = "D"
    MEMORY = "M"

    @property
    def must_be_checked(self) -> bool:
        """Whether a sentence that rests on it has to say 'controleer'."""
        return self is Certainty.MEMORY

    @property
    def label(self) -> str:
        """In Dutch, for the screen."""
        return _CERTAINTY_LABELS[self]

    @classmethod
    def weakest(cls, *found: "Certainty") -> "Certainty":
        """The least sure of several; of none it is VERIFIED."""
        order = list(cls)
        return max(found, key=order.index, default=cls.VERIFIED)


_CERTAINTY_LABELS = {
    Certainty.VERIFIED: "gelezen in de bron",
    Certainty.RECOMPUTED: "gelezen in de bron en nagerekend",
    Certainty.DERIVED: "afgeleid uit gepubliceerde cijfers",
    Certainty.MEMORY: "niet in een bron gelezen: controleer dit",
}


class Unit(StrEnum):
    """What a value is: eurocents per something, a share, or a number of things."""

    ONCE = "keer"
    WEEK = "week"
    MONTH = "maand"
    QUARTER = "kwartaal"
    YEAR = "jaar"
    PERCENT = "procent"
    SHARE = "breuk"
    COUNT = "aantal"

    @property
    def is_money(self) -> bool:
        """Whether the value is whole eurocents."""
        return self in (Unit.ONCE, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)

    @property
    def is_rate(self) -> bool:
        """Whether the value is a Fraction to multiply with (27 per cent is 27/100)."""
        return self in (Unit.PERCENT, Unit.SHARE)


class NormMissing(LookupError):
    """No figure of that name, or no set, holds on the day that was asked; `day` is that day.

    The screen says "Er zijn geen normen voor deze datum": nothing is ever guessed from another period.
    """

    def __init__(self, what: str, day: date) -> None:
        super().__init__(f"{what} on {day.isoformat()}")
        self.day = day


class NormMisused(TypeError):
    """A figure was asked as another kind than it is: a share as money, or money as a number."""


@dataclass(frozen=True, slots=True)
class Norm:
    """One figure. `value` is eurocents (int), a Fraction, or a number of things (int), by its unit.

    Both ends of the validity are included. `label` says in Dutch what it is.
    """

    name: str
    value: int | Fraction
    unit: Unit
    label: str
    law: str
    article: str
    url: str
    checked_on: date
    certainty: Certainty
    geldig_van: date
    geldig_tot: date

    @property
    def cents(self) -> int:
        """The value in eurocents. Raises NormMisused."""
        if not self.unit.is_money:
            raise NormMisused(f"{self.name} is no amount")
        return int(self.value)

    @property
    def rate(self) -> Fraction:
        """The value as what to multiply with. Raises NormMisused."""
        if not self.unit.is_rate:
            raise NormMisused(f"{self.name} is no share")
        return Fraction(self.value)

    @property
    def count(self) -> int:
        """The value as a number of things. Raises NormMisused."""
        if self.unit is not Unit.COUNT:
            raise NormMisused(f"{self.name} is no number")
        return int(self.value)

    @property
    def bron(self) -> str:
        """Law and article in one text."""
        return f"{self.law}, {self.article}" if self.article else self.law

    @property
    def must_be_checked(self) -> bool:
        """Whether a sentence that rests on this figure has to say 'controleer'."""
        return self.certainty.must_be_checked


@dataclass(frozen=True, slots=True)
class NormSet:
    """The figures of one set over one period, both ends included.

    `edition` is 0 for what came with the program, and the number of the publication for a published set.
    `absent` says in Dutch what is not known in this period; the set may then be partly or wholly empty.
    """

    name: str
    geldig_van: date
    geldig_tot: date
    norms: Mapping[str, Norm] = field(hash=False)
    edition: int = 0
    absent: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the day is in the period."""
        return self.geldig_van <= day <= self.geldig_tot


@dataclass(frozen=True, slots=True)
class UsedSet:
    """Which set a result was made with, to remember beside it."""

    name: str
    geldig_van: date
    edition: int


@dataclass(frozen=True, slots=True)
class Normen:
    """The figures of one or more sets on one day. A name stands in one set only."""

    day: date
    sets: tuple[NormSet, ...]

    def __post_init__(self) -> None:
        names = [name for each in self.sets for name in each.norms]
        if len(names) != len(set(names)):
            double = sorted({name for name in names if names.count(name) > 1})
            raise ValueError(f"figures in more than one set: {', '.join(double)}")

    def __getitem__(self, name: str) -> Norm:
        for each in self.sets:
            if name in each.norms:
                return each.norms[name]
        raise NormMissing(name, self.day)

    def __contains__(self, name: str) -> bool:
        return any(name in each.norms for each in self.sets)

    def __iter__(self) -> Iterator[Norm]:
        for each in self.sets:
            yield from each.norms.values()

    @property
    def used(self) -> tuple[UsedSet, ...]:
        """What to remember beside a result."""
        return tuple(UsedSet(each.name, each.geldig_van, each.edition) for each in self.sets)
