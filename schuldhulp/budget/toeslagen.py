"""Estimates of three allowances: zorgtoeslag to the euro, kindgebonden budget to the cent, huurtoeslag indicative.

Income is the *toetsingsinkomen* of a year: applicant and toeslagpartner together, for huurtoeslag house-mates too.
Figures come from the norm sets in SETS. All amounts are eurocents. The Dienst Toeslagen decides; this is an estimate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from schuldhulp.budget.normen import Normen
from schuldhulp.budget.uitkomst import Berekening, Regel, Waarschuwing, regel
from schuldhulp.money import round_half_up

SETS = ("toeslagen", "toeslagbedragen")
_EURO = 100
_ESTIMATE = Waarschuwing("toeslag_schatting")
_OLDEST_CHILD = 17
_TEENAGER = 12
_NEARLY_GROWN = 16
_MANY_PERSONS = 3


class NoHousehold(ValueError):
    """Nobody lives there, an age is below nought, or an amount is."""


@dataclass(frozen=True, slots=True)
class Toeslag:
    """What an allowance comes to, in eurocents; `year_cents` is twelve months of one unchanged situation."""

    month_cents: int
    year_cents: int


def zorgtoeslag(income_cents: int, norms: Normen, *, partners: bool) -> Berekening[Toeslag]:
    """The zorgtoeslag of one insured person, or of two partners who are both insured.

    The year is rounded half-up to whole euros, the month down to whole euros; a year below the least amount is
    nothing. Raises NoHousehold for an income below nought.
    """
    if income_cents < 0:
        raise NoHousehold
    threshold, over = norms["drempelinkomen"], norms["zorgtoeslag_afbouw"]
    own = norms["zorgtoeslag_drempelpercentage_partners" if partners else "zorgtoeslag_drempelpercentage"]
    persons = 2 if partners else 1
    premium, least = norms["standaardpremie"], norms["zorgtoeslag_ondergrens"]
    above = max(0, income_cents - threshold.cents)
    expected = own.rate * threshold.cents + over.rate * above
    exact = max(Fraction(0), persons * premium.cents - expected)
    year = round_half_up(exact / _EURO) * _EURO
    lines = [
        regel("zorgtoeslag_premie", persons * premium.cents, premium, personen=persons),
        regel("zorgtoeslag_norm_drempel", round_half_up(own.rate * threshold.cents), (own, threshold),
              percentage=own.rate, drempel=threshold.cents),
        regel("zorgtoeslag_norm_boven", round_half_up(over.rate * above), (over, threshold),
              percentage=over.rate, boven=above),
        regel("zorgtoeslag_jaar", year, premium),
    ]  # fmt: skip
    if 0 < year < least.cents:
        year = 0
        lines.append(regel("zorgtoeslag_te_weinig", 0, least, ondergrens=least.cents))
    month = year // (12 * _EURO) * _EURO
    lines.append(regel("zorgtoeslag_maand", month, premium))
    near = abs(exact - least.cents) <= _EURO  # the published limits of income lie here
    warnings = (
        _ESTIMATE,
        *((Waarschuwing("zorgtoeslag_bij_de_grens"),) if near else ()),
        _assets(norms, partners),
    )
    return Berekening(Toeslag(month, year), tuple(lines), warnings, norms.used)


def kindgebonden_budget(
    income_cents: int, ages: Sequence[int], norms: Normen, *, partners: bool
) -> Berekening[Toeslag]:
    """The kindgebonden budget for children of these ages; only those under 18 count.

    An age counts from the month after the birthday. The month is a twelfth of the exact year, both half-up to cents.
    Raises NoHousehold.
    """
    if income_cents < 0 or any(age < 0 for age in ages):
        raise NoHousehold
    children = [age for age in ages if age <= _OLDEST_CHILD]
    parts = {
        "kgb_per_kind": len(children),
        "kgb_12_tot_15": sum(_TEENAGER <= age < _NEARLY_GROWN for age in children),
        "kgb_16_en_17": sum(age >= _NEARLY_GROWN for age in children),
        "kgb_alleenstaande_ouder": int(bool(children) and not partners),
    }
    lines = [
        regel(f"toeslag_{name}", number * norms[name].cents, norms[name], aantal=number, bedrag=norms[name].cents)
        for name, number in parts.items() if number
    ]  # fmt: skip
    full = sum(number * norms[name].cents for name, number in parts.items())
    if children:
        taper, threshold, extra = norms["kgb_afbouw"], norms["drempelinkomen"], norms["kgb_drempel_partner"]
        start = threshold.cents + (extra.cents if partners else 0)
        above = max(0, income_cents - start)
        less = min(Fraction(full), taper.rate * above)
        lines.append(
            regel("toeslag_kgb_afbouw", -round_half_up(less), (taper, threshold), percentage=taper.rate, boven=above,
                  drempel=start)
        )  # fmt: skip
        exact = full - less
    else:
        exact = Fraction(0)
    found = Toeslag(round_half_up(exact / 12), round_half_up(exact))
    lines.append(regel("toeslag_kgb_jaar", found.year_cents, norms["kgb_per_kind"]))
    lines.append(regel("toeslag_kgb_maand", found.month_cents, norms["kgb_per_kind"]))
    return Berekening(found, tuple(lines), (_ESTIMATE, _assets(norms, partners)), norms.used)


def huurtoeslag(
    income_cents: int, rent_cents: int, persons: int, norms: Normen, *, all_under_21: bool = False
) -> Berekening[Toeslag]:
    """The huurtoeslag per month of a household for its bare rent; indicative, several exceptions are left out.

    Rent counts up to a maximum: `all_under_21` means that all adults are 18 to 20, without child or handicap, and
    then the maximum is lower. Rounded once, half-up, to cents per month. Raises NoHousehold.
    """
    if income_cents < 0 or rent_cents < 0 or persons < 1:
        raise NoHousehold
    alone = persons == 1
    highest = norms["kwaliteitskortingsgrens" if all_under_21 else "huurtoeslag_rekenhuur_maximum"]
    counted = min(rent_cents, highest.cents)
    gross, lines = _counted_rent(counted, persons, norms)
    taper = norms["huurtoeslag_afbouw_een" if alone else "huurtoeslag_afbouw_meer"]
    start = norms["huurtoeslag_inkomen_een" if alone else "huurtoeslag_inkomen_meer"]
    above = max(0, income_cents - start.cents)
    less = above * taper.rate / 12
    month = round_half_up(max(Fraction(0), gross - less))
    lines = [
        regel("huurtoeslag_huur", counted, highest, kaal=rent_cents),
        *lines,
        regel("huurtoeslag_afbouw", -round_half_up(less), (taper, start), percentage=taper.rate, boven=above),
        regel("huurtoeslag_maand", month, taper),
    ]
    limits = {
        "alleen": norms["huurtoeslag_vermogen_alleen"].cents,
        "samen": norms["huurtoeslag_vermogen_partners"].cents,
    }
    warnings = (
        _ESTIMATE,
        Waarschuwing("huurtoeslag_indicatief"),
        Waarschuwing("huurtoeslag_vermogen", limits),
    )
    return Berekening(Toeslag(month, 12 * month), tuple(lines), warnings, norms.used)


def _counted_rent(counted: int, persons: int, norms: Normen) -> tuple[Fraction, list[Regel]]:
    """The part of the rent that the allowance pays before income: in three layers above the basishuur."""
    own = norms["huurtoeslag_basishuur_een" if persons == 1 else "huurtoeslag_basishuur_meer"]
    low, highest = norms["kwaliteitskortingsgrens"], norms["huurtoeslag_rekenhuur_maximum"]
    cap = norms["aftoppingsgrens_hoog" if persons >= _MANY_PERSONS else "aftoppingsgrens_laag"]
    middle, high = norms["huurtoeslag_deel_midden"], norms["huurtoeslag_deel_hoog"]
    lines = [regel("huurtoeslag_basishuur", own.cents, own)]
    gross = Fraction(0)
    for rate, floor, ceiling, norm in (
        (Fraction(1), own.cents, low.cents, low),
        (middle.rate, low.cents, cap.cents, middle),
        (high.rate, cap.cents, highest.cents, high),
    ):
        part = max(0, min(counted, ceiling) - floor)
        if part:
            gross += rate * part
            lines.append(
                regel(
                    "huurtoeslag_deel",
                    round_half_up(rate * part),
                    norm,
                    percentage=rate,
                    deel=part,
                    van=floor,
                )
            )
    return gross, lines


def _assets(norms: Normen, partners: bool) -> Waarschuwing:
    limit = norms["toeslag_vermogen_partners" if partners else "toeslag_vermogen_alleen"]
    return Waarschuwing("toeslag_vermogen", {"grens": limit.cents})
