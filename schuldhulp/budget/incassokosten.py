"""Collection costs of a creditor by the legal scale, and from which day they may be asked after a letter.

Besluit vergoeding voor buitengerechtelijke incassokosten art. 2; Burgerlijk Wetboek 6:96, sixth and seventh
paragraph. The figures come from the norm set `incassokosten`, the term of the letter from `veertiendagenbrief`. Amounts
are eurocents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from schuldhulp.budget.normen import Normen
from schuldhulp.budget.uitkomst import Berekening, Regel, Waarschuwing, regel
from schuldhulp.calendar import holiday_name, is_working_day
from schuldhulp.money import round_half_up

SET = "incassokosten"
LETTER_SET = "veertiendagenbrief"
_BRACKETS = 5
_SUNDAY, _MONDAY = 6, 0
_POST_DAYS = 2
_COMBINED = "Burgerlijk Wetboek Boek 6, artikel 96, zevende lid"
_DELIVERY = "bezorging volgens vaste rechtspraak: de tweede dag na verzending"
_INSTALMENTS_FROM = date(2024, 10, 1)


class NoPrincipal(ValueError):
    """There is no principal sum, or one below nought."""


@dataclass(frozen=True, slots=True)
class Incassokosten:
    """The most that may be asked for collecting: the scale, the VAT on it, and both."""

    principal_cents: int
    scale_cents: int
    total_cents: int

    @property
    def vat_cents(self) -> int:
        """The VAT in the total."""
        return self.total_cents - self.scale_cents


@dataclass(frozen=True, slots=True)
class Veertiendagenbrief:
    """When a reminder by post counts as delivered, its last day, and the first day on which costs may be asked."""

    delivered: date
    last_day: date
    costs_from: date


def incassokosten(
    principals: Sequence[int], norms: Normen, *, vat_reclaimable: bool
) -> Berekening[Incassokosten]:
    """What a creditor may ask for collecting these claims together, VAT included where it cannot reclaim it.

    Principals in one reminder are added before the scale. Rounded once, half-up, at the end. Of nothing it is
    nothing. Raises NoPrincipal.
    """
    if not principals or any(cents < 0 for cents in principals):
        raise NoPrincipal
    principal = sum(principals)
    exact, lines = _scale(principal, norms)
    vat = Fraction(0) if vat_reclaimable else norms["btw_percentage"].rate
    found = Incassokosten(principal, round_half_up(exact), round_half_up(exact * (1 + vat)))
    if found.vat_cents:
        lines.append(regel("incassokosten_btw", found.vat_cents, norms["btw_percentage"], percentage=vat))
    lines.append(regel("incassokosten_totaal", found.total_cents, bron=norms["bik_percentage_1"].bron))
    warnings = [Waarschuwing("incassokosten_veertien_dagen"), Waarschuwing("incassokosten_overeenkomst")]
    if norms.day >= _INSTALMENTS_FROM:
        warnings.append(Waarschuwing("incassokosten_termijnen"))
    if found.vat_cents:
        warnings.append(Waarschuwing("incassokosten_btw_verklaring"))
    first = regel("incassokosten_hoofdsom", principal, bron=_COMBINED, aantal=len(principals))
    return Berekening(found, (first, *lines), tuple(warnings), norms.used)


def _scale(principal: int, norms: Normen) -> tuple[Fraction, list[Regel]]:
    """The exact amount of the scale, with a line per bracket that is reached."""
    exact, left, lines = Fraction(0), principal, []
    for number in range(1, _BRACKETS + 1):
        rate = norms[f"bik_percentage_{number}"]
        part = left if number == _BRACKETS else min(left, norms[f"bik_schijf_{number}"].cents)
        if part:
            lines.append(
                regel(
                    "incassokosten_schijf",
                    round_half_up(part * rate.rate),
                    rate,
                    deel=part,
                    percentage=rate.rate,
                )
            )
        exact, left = exact + part * rate.rate, left - part
    lowest, highest = norms["bik_minimum"], norms["bik_maximum"]
    if principal > 0 and exact < lowest.cents:
        lines.append(regel("incassokosten_minimum", lowest.cents, lowest))
        return Fraction(lowest.cents), lines
    if exact > highest.cents:
        lines.append(regel("incassokosten_maximum", highest.cents, highest))
        return Fraction(highest.cents), lines
    return exact, lines


def veertiendagenbrief(sent: date, norms: Normen) -> Berekening[Veertiendagenbrief]:
    """The days of a reminder to a consumer that went by ordinary post.

    Delivered on the second day after sending, not counting Sundays, Mondays and public holidays; the term runs from
    the day after delivery. A last day in a weekend or on a holiday is told as a warning, the term is not stretched.
    """
    delivered = sent
    days = 0
    while days < _POST_DAYS:
        delivered += timedelta(days=1)
        days += _post_comes(delivered)
    term = norms["veertien_dagen"]
    last = delivered + timedelta(days=term.count)
    found = Veertiendagenbrief(delivered, last, last + timedelta(days=1))
    lines = (
        regel("brief_bezorgd", None, bron=_DELIVERY, verzonden=sent, bezorgd=delivered),
        regel(
            "brief_laatste_dag", None, term, dagen=term.count, vanaf=delivered + timedelta(days=1), tot=last
        ),
        regel("brief_kosten_vanaf", None, term, vanaf=found.costs_from),
    )
    warnings = [Waarschuwing("brief_eisen")]
    if not is_working_day(last):
        warnings.append(Waarschuwing("brief_geen_werkdag", {"tot": last}))
    return Berekening(found, lines, tuple(warnings), norms.used)


def _post_comes(day: date) -> bool:
    return day.weekday() not in (_SUNDAY, _MONDAY) and holiday_name(day) is None
