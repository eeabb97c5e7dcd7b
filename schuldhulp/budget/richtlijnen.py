"""A guideline beside a line of the budget: what a household usually spends on food. A soft hint, never a refusal.

Sources disagree on the size of the household and do not know who is man or woman, so there is a lowest and a highest
amount. Amounts are eurocents a month. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from schuldhulp.budget.begroting import Budget
from schuldhulp.budget.normen import Norm, Normen
from schuldhulp.budget.uitkomst import Berekening, Rol, regel
from schuldhulp.money import format_euro, round_half_up

SETS = ("voeding",)
FOOD = "food"
_DAYS = Fraction(365, 12)
_CHILDREN = ((3, "voeding_1_3"), (8, "voeding_4_8"), (13, "voeding_9_13"))


@dataclass(frozen=True, slots=True)
class Richtlijn:
    """What the guideline says of a line: its own amount, and the range. `sentence` says how they stand."""

    code: str
    own_cents: int
    low_cents: int
    high_cents: int
    sentence: str
    berekening: Berekening[int]


def voeding(budget: Budget, ages: Sequence[int | None], normen: Normen) -> Richtlijn | None:
    """The guideline for food where the own amount lies outside it; None when it lies within, or is not there.

    `ages` are of everybody at home, None for a grown-up whose age is not known.
    """
    own = sum(line.cents for group in budget.groups for line in group.lines if line.code == FOOD)
    if not own or not ages:
        return None
    found = [_per_day(age, normen) for age in ages]
    low_part, high_part, used = _size(len(ages), normen)
    low = round_half_up(sum(low.cents for low, _ in found) * low_part * _DAYS)
    high = round_half_up(sum(high.cents for _, high in found) * high_part * _DAYS)
    if low <= own <= high:
        return None
    norms = tuple(dict.fromkeys([norm for pair in found for norm in pair]))
    lines = (
        regel(
            "richtlijn_voeding_laag", low, (*norms, *used), rol=Rol.GEGEVEN, personen=len(ages), deel=low_part
        ),
        regel(
            "richtlijn_voeding_hoog",
            high,
            (*norms, *used),
            rol=Rol.GEGEVEN,
            personen=len(ages),
            deel=high_part,
        ),
        regel("richtlijn_voeding_eigen", own, bron="wat is ingevuld", rol=Rol.GEGEVEN),
    )
    way = "lager" if own < low else "hoger"
    sentence = (
        f"Voor boodschappen staat {format_euro(own)} per maand. Dat is {way} dan een richtlijn van Nibud voor dit "
        f"huishouden: {format_euro(low)} tot {format_euro(high)}. Dat mag: u weet zelf wat bij u past."
    )
    return Richtlijn(FOOD, own, low, high, sentence, Berekening(own, lines, (), normen.used))


def _per_day(age: int | None, normen: Normen) -> tuple[Norm, Norm]:
    for until, name in _CHILDREN:
        if age is not None and age <= until:
            return normen[name], normen[name]
    return normen["voeding_14_laag"], normen["voeding_14_hoog"]


def _size(persons: int, normen: Normen) -> tuple[Fraction, Fraction, tuple[Norm, ...]]:
    """The lowest and highest part that counts for a household of this size, and the figures used."""
    names = {1: ("voeding_alleen",), 2: (), 3: ("voeding_3_laag", "voeding_3_hoog"),
             4: ("voeding_4_laag", "voeding_4_hoog")}.get(persons, ("voeding_5",))  # fmt: skip
    if not names:
        return Fraction(1), Fraction(1), ()
    low, high = normen[names[0]], normen[names[-1]]
    return low.rate, high.rate, tuple(dict.fromkeys((low, high)))
