"""A traffic fine that was not paid in time: what the CJIB adds once and twice. Amounts are eurocents."""

from datetime import date

from schuldhulp.budget.normen import Normen
from schuldhulp.budget.optelling import Optelling
from schuldhulp.budget.uitkomst import Berekening, Waarschuwing
from schuldhulp.money import round_half_up

SET = "verkeersboete"
MOST = 2
LATEST = date(2026, 7, 1)
"""A day in the newest period: for who gives no date."""


class NoSuchIncrease(ValueError):
    """The fine is below nought, or the number of increases is not 0, 1 or 2."""


def verkeersboete(fine_cents: int, increases: int, norms: Normen) -> Berekening[int]:
    """The fine with its increases: half of the fine, then the whole of what it had become, rounded once.

    Raises NoSuchIncrease.
    """
    if fine_cents < 0 or not 0 <= increases <= MOST:
        raise NoSuchIncrease
    sum_of = Optelling("boete_afronding")
    sum_of.plus("boete_bedrag", fine_cents, bron="invoer")
    for number in range(1, increases + 1):
        norm = norms[f"verkeersboete_verhoging_{number}"]
        over = sum_of.exact
        sum_of.plus(
            "boete_verhoging",
            over * norm.rate,
            norm,
            nummer=number,
            percentage=norm.rate,
            over=round_half_up(over),
        )
    total = sum_of.uitkomst("boete_totaal", bron="boete met verhogingen")
    return Berekening(total, tuple(sum_of.regels), (Waarschuwing("boete_noodstop"),), norms.used)
