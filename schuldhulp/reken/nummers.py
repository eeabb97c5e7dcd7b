"""`bsn`, `iban` and `postcode`: whether a number can exist, and how it is written."""

from collections.abc import Callable

from schuldhulp.budget.norm_files import Load
from schuldhulp.identifiers import normalised
from schuldhulp.reken.calculated import Calculated
from schuldhulp.reken.fields import Fields


def nummer(kind: str) -> Callable[[Fields, Load], Calculated]:
    """The check of one kind: `waarde` to `geldig` and the normalised `waarde`."""

    def check(given: Fields, load: Load) -> Calculated:
        found = normalised(kind, given.any_text("waarde"))
        return Calculated({"geldig": found is not None, "waarde": found})

    return check
