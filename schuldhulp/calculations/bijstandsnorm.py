"""The norm of the bijstand that holds for a household, with house-mates who share costs (Participatiewet 21, 22a)."""

from collections.abc import Sequence

from schuldhulp.budget.normen import Normen
from schuldhulp.budget.zinnen import show_percent
from schuldhulp.money import format_euro, round_half_up

_ASKED = "vul de kostendelersnorm in; van een huisgenoot is nog niet bekend of die 27 of ouder is"


def own_norm(couple: bool, house_mates: Sequence[int | None], normen: Normen) -> tuple[int | None, str]:
    """The norm per month in eurocents and how it was made; None with what is asked while an age is not known.

    `house_mates` is how old each other adult becomes this year, None is not known; empty is: somebody lives there of
    whom nothing is known. Who becomes old enough this year may not be so yet, and is asked.
    """
    from_age = normen["kostendeler_leeftijd"].count
    if not house_mates or any(age is None or age == from_age for age in house_mates):
        return None, _ASKED
    others = sum(age is not None and age > from_age for age in house_mates)
    if not others:
        norm = normen["bijstand_samen" if couple else "bijstand_alleen"]
        return norm.cents, f"bijstand, {norm.bron}"
    return _shared(2 if couple else 1, others, normen)


def _shared(own: int, others: int, normen: Normen) -> tuple[int, str]:
    """Art. 22a: each has (40% + N x 30%) / N of the norm of a couple; a couple (`own` 2) has the norm of both.

    The exceptions of art. 19a are not known here, and said.
    """
    fixed, each, base = (
        normen["kostendeler_vast"],
        normen["kostendeler_per_persoon"],
        normen["bijstand_samen"],
    )
    number = own + others
    share = (fixed.rate + number * each.rate) / number
    words = (
        f"kostendelersnorm, {number} personen: {show_percent(fixed.rate)} + {number} keer {show_percent(each.rate)}, "
        f"gedeeld door {number}, van {format_euro(base.cents)} ({fixed.bron}). Controleer: een student of iemand "
        "met een huurcontract voor een kamer telt niet mee"
    )
    return own * round_half_up(share * base.cents), words
