"""Why a proposal is made, in plain Dutch. Pure."""

from collections.abc import Sequence
from datetime import date

from schuldhulp.budget.herkenning.rhythm import Rhythm
from schuldhulp.budget.told import WEEKDAYS
from schuldhulp.calendar import say_date
from schuldhulp.money import Period

_EVERY = {
    Period.WEEK: "Elke week", Period.TWO_WEEKS: "Elke 2 weken", Period.FOUR_WEEKS: "Elke 4 weken",
    Period.MONTH: "Elke maand", Period.QUARTER: "Elk kwartaal", Period.HALF_YEAR: "Elk half jaar",
    Period.YEAR: "Elk jaar",
}  # fmt: skip


def of_stream(rhythm: Rhythm, party: str, *, income: bool, amount: str) -> str:
    """ "Elke maand rond de 25e, van UWV." with how the amount was chosen."""
    return " ".join(
        part for part in (f"{_EVERY[rhythm.period]}{_when(rhythm)}{_who(party, income)}.", amount) if part
    )


def _when(rhythm: Rhythm) -> str:
    if rhythm.period in (Period.QUARTER, Period.HALF_YEAR, Period.YEAR):
        return f", de laatste keer op {say_date(rhythm.last, weekday=False)}"
    if rhythm.period is Period.MONTH:
        return " aan het eind van de maand" if rhythm.pay_day == "31" else f" rond de {rhythm.pay_day}e"
    return f" op {next(name for name in WEEKDAYS if name[:2] == rhythm.pay_day)}"


def _who(party: str, income: bool) -> str:
    return f", {'van' if income else 'aan'} {party}" if party else ""


def of_one(on: date, usual: Period, party: str, *, income: bool) -> str:
    """Of a post that was seen once."""
    return f"Eén keer gezien, op {say_date(on, weekday=False)}{_who(party, income)}. Dit komt meestal {usual.label}."


def of_irregular(count: int, days: int, party: str, *, income: bool) -> str:
    """Of a known kind of post without a fixed day."""
    return (
        f"{count} keer in {_how_long(days)}{_who(party, income)}, op wisselende dagen. Dit is wat het gemiddeld per "
        "maand was."
    )


def of_average(count: int, days: int, period: Period, parties: Sequence[str]) -> str:
    """Of spending that has no rhythm: "Gemiddeld uit 37 betalingen in 13 weken, bij Lidl en Jumbo"."""
    shown = list(parties[:3])
    at = (
        f", bij {' en '.join([', '.join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]}"
        if shown
        else ""
    )
    more = " en andere" if len(parties) > 3 else ""
    times = "1 betaling" if count == 1 else f"{count} betalingen"
    return f"Gemiddeld {period.label}, uit {times} in {_how_long(days)}{at}{more}. Afgerond op hele euro’s."


def of_holiday(on: date) -> str:
    """Of what came on top of a wage in May or June."""
    return (
        f"In {say_date(on, weekday=False).split(' ')[1]} kwam er meer dan anders. Wij denken dat dit vakantiegeld was. "
        "Klopt het niet? Laat het dan weg."
    )


def _how_long(days: int) -> str:
    if days < 14:
        return f"{days} dagen"
    weeks = round_weeks(days)
    return f"{weeks} weken" if weeks < 27 else f"{(days * 12 + 182) // 365} maanden"


def round_weeks(days: int) -> int:
    """Whole weeks, half up."""
    return (days * 2 + 7) // 14
