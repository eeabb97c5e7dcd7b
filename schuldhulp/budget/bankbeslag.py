"""Money on a bank account that an attachment leaves alone: the maximum of art. 475da(1) for each month.

Wetboek van Burgerlijke Rechtsvordering art. 475a(5); half of it for who lives nowhere in the Netherlands and nowhere
abroad, art. 475a(6), also for who shows the bailiff where he lives: 475e(1) is about income only. Who lives abroad has
it when the kantonrechter says so on request: the amount then says 'controleer'. Amounts are eurocents.
"""

from fractions import Fraction

from schuldhulp.budget.leefsituatie import Leefsituatie
from schuldhulp.budget.normen import Normen
from schuldhulp.budget.optelling import Optelling
from schuldhulp.budget.uitkomst import Berekening, Waarschuwing

SET = "beslagvrije_voet"


def beschermd_banktegoed(
    leefsituatie: Leefsituatie, normen: Normen, *, zonder_adres: bool = False, buitenland: bool = False
) -> Berekening[int]:
    """What an attachment on a bank account leaves in a month. Raises NormMissing."""
    maximum, sum_of = normen[f"bvv_maximum_{leefsituatie}"], Optelling("bank_afronding")
    sum_of.plus("bank_maximum", maximum.cents, maximum)
    warnings: tuple[Waarschuwing, ...] = ()
    if buitenland:
        sum_of.controleer()
        warnings = (Waarschuwing("bank_buitenland"),)
    elif zonder_adres:
        half = normen["bank_deel_zonder_adres"]
        sum_of.ten_hoogste("bank_zonder_adres", Fraction(half.rate * maximum.cents), half, deel=half.rate)
    cents = sum_of.uitkomst("bank_uitkomst", bron="Rv artikel 475a, vijfde en zesde lid")
    return Berekening(cents, tuple(sum_of.regels), warnings, normen.used)
