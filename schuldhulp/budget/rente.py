"""Statutory interest over a debt to a private person: the rate of each period, and interest on interest yearly.

Burgerlijk Wetboek 6:119 and 6:120. A day bears 1/365 of the rate, in a leap year 1/366; after each full year the
interest is added to what bears interest. Amounts are eurocents.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from schuldhulp.budget.normen import Norm, Normen, UsedSet
from schuldhulp.budget.uitkomst import Berekening, Regel, Waarschuwing, regel
from schuldhulp.money import round_half_up

SET = "rente"
RATE = "wettelijke_rente"
NormenOn = Callable[[date], Normen]
"""Gives the norm set `rente` of a day, or raises NormMissing."""

_COMPOUNDING = "Burgerlijk Wetboek Boek 6, artikel 119, tweede lid"


class DaysReversed(ValueError):
    """The last day lies before the first, or the principal is below nought."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days with one rate, inside one calendar year and one year of interest; `last` is not included."""

    first: date
    last: date
    rate: Norm
    used: tuple[UsedSet, ...]

    @property
    def share(self) -> Fraction:
        """What one cent bears over these days."""
        year = date(self.first.year + 1, 1, 1) - date(self.first.year, 1, 1)
        return self.rate.rate * Fraction((self.last - self.first).days, year.days)


def wettelijke_rente(principal_cents: int, first: date, last: date, norms_on: NormenOn) -> Berekening[int]:
    """The interest in eurocents from the first day up to `last`, which itself is not counted.

    Exact inside, half-up once at the end; a line shows each stretch in whole cents.
    Raises DaysReversed, and NormMissing when a day has no rate.
    """
    if last < first or principal_cents < 0:
        raise DaysReversed
    lines: list[Regel] = [regel("rente_hoofdsom", principal_cents, bron="invoer")]
    bearing, interest = Fraction(principal_cents), Fraction(0)
    used: dict[UsedSet, None] = {}
    for begin, end in _years(first, last):
        this_year = Fraction(0)
        for stretch in _stretches(begin, end, norms_on):
            part = bearing * stretch.share
            this_year += part
            used.update(dict.fromkeys(stretch.used))
            lines.append(
                regel("rente_periode", round_half_up(part), stretch.rate, percentage=stretch.rate.rate,
                      vanaf=stretch.first, tot=stretch.last, dagen=(stretch.last - stretch.first).days,
                      over=round_half_up(bearing))
            )  # fmt: skip
        interest += this_year
        if end < last:
            bearing += this_year
            lines.append(regel("rente_op_rente", round_half_up(bearing), bron=_COMPOUNDING, dag=end))
    total = round_half_up(interest)
    lines.append(regel("rente_totaal", total, bron=_COMPOUNDING))
    return Berekening(total, tuple(lines), (Waarschuwing("rente_controleren"),), tuple(used))


def same_day(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _years(first: date, last: date) -> Iterator[tuple[date, date]]:
    begin, number = first, 0
    while begin < last:
        number += 1
        end = min(same_day(first, number), last)
        yield begin, end
        begin = end


def _stretches(begin: date, end: date, norms_on: NormenOn) -> Iterator[_Stretch]:
    while begin < end:
        norms = norms_on(begin)
        rate = norms[RATE]
        until = min(end, date(begin.year + 1, 1, 1), date.fromordinal(rate.geldig_tot.toordinal() + 1))
        yield _Stretch(begin, until, rate, norms.used)
        begin = until
