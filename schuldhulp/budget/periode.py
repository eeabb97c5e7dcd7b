"""An amount per period as an amount per average month, with the lines that show how."""

from schuldhulp.budget.uitkomst import Berekening, regel
from schuldhulp.money import Period, per_month

_YEAR = "een jaar is 52 weken en 12 maanden"


def maandbedrag(cents: int, period: Period) -> Berekening[int]:
    """Eurocents per average month: the amount times 52, 26, 13, 12, 4, 2 or 1 over 12, half-up once."""
    factor = period.months_factor
    times = f"× {factor.numerator}" + (f" : {factor.denominator}" if factor.denominator != 1 else "")
    month = per_month(cents, period)
    return Berekening(
        month,
        (
            regel("maand_bedrag", cents, bron="invoer", per=period.label),
            regel("maand_per_maand", month, bron=_YEAR, bedrag=cents, maal=times),
        ),
    )
