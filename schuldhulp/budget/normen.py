"""A legal figure with where it comes from, and a set of them that holds on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    """How sure a figure is: read in the source, read and recomputed, derived by us, from memory."""

    VERIFIED = "V"
    RECOMPUTED = "V+"
    DERIVED = "D"
    MEMORY = "M"


class NormMissing(LookupError):
    """No figure of that name, or no set, holds on the day that was asked."""


@dataclass(frozen=True, slots=True)
class Norm:
    """One figure. `value` is in eurocents; `unit` says per what (maand, jaar). Both ends of the validity are
    included."""

    name: str
    value: int
    unit: str
    law: str
    url: str
    checked_on: date
    certainty: Certainty
    geldig_van: date
    geldig_tot: date

    @property
    def must_be_checked(self) -> bool:
        """Whether a sentence that rests on this figure has to say 'controleer'."""
        return self.certainty in (Certainty.DERIVED, Certainty.MEMORY)


@dataclass(frozen=True, slots=True)
class Normen:
    """The figures of one set on one day."""

    set_name: str
    day: date
    norms: Mapping[str, Norm]

    def __getitem__(self, name: str) -> Norm:
        try:
            return self.norms[name]
        except KeyError:
            raise NormMissing(f"{self.set_name}: {name} on {self.day.isoformat()}") from None
