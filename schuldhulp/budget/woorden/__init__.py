"""The Dutch words of every line and warning, one module per calculator; page, PDF and JSON all read them here.

A new calculator: a module here with `ZINNEN` (codes start with the name of the calculator), and a line in `_ALL`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.budget.uitkomst import Regel, Waarschuwing
from schuldhulp.budget.woorden import (
    aanbod,
    bankbeslag,
    beslagvrije_voet,
    incassokosten,
    maand,
    regelingen,
    rente,
    richtlijnen,
    toeslagen,
    verjaring,
    verkeersboete,
    vtlb,
)
from schuldhulp.budget.zinnen import Zin

_ALL = (
    maand.ZINNEN,
    aanbod.ZINNEN,
    bankbeslag.ZINNEN,
    beslagvrije_voet.ZINNEN,
    incassokosten.ZINNEN,
    regelingen.ZINNEN,
    richtlijnen.ZINNEN,
    rente.ZINNEN,
    toeslagen.ZINNEN,
    verjaring.ZINNEN,
    verkeersboete.ZINNEN,
    vtlb.ZINNEN,
)  # fmt: skip


def _merged() -> dict[str, Zin]:
    merged: dict[str, Zin] = {}
    for words in _ALL:
        double = merged.keys() & words.keys()
        if double:
            raise ValueError(f"codes with two sentences: {', '.join(sorted(double))}")
        merged.update(words)
    return merged


ZINNEN: Mapping[str, Zin] = MappingProxyType(_merged())


def naam(line: Regel) -> str:
    """What a line is called."""
    return ZINNEN[line.code].named(line.params)


def uitleg(line: Regel) -> str:
    """How a line was made, in one Dutch sentence without amounts it does not carry."""
    return ZINNEN[line.code].filled(line.params)


def waarschuwing(warning: Waarschuwing) -> str:
    """A warning as a Dutch sentence."""
    return ZINNEN[warning.code].filled(warning.params)
