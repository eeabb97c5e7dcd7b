"""Calculations of the three allowances that have a formula."""

from schuldhulp.budget import toeslagen
from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.toeslagen import Toeslag
from schuldhulp.budget.uitkomst import Berekening
from schuldhulp.reken.calculated import Calculated, answer, euros
from schuldhulp.reken.fields import Fields

_OLDEST = 120
_MOST_PERSONS = 99


def _both(found: Berekening[Toeslag]) -> Calculated:
    outcome = {"per_jaar": euros(found.uitkomst.year_cents), "per_maand": euros(found.uitkomst.month_cents)}
    return answer(outcome, found)


def zorgtoeslag(given: Fields, load: Load) -> Calculated:
    """`datum`, `partners` and `toetsingsinkomen` to `per_jaar` and `per_maand`, in whole euros."""
    norms = load(given.day("datum"), *toeslagen.SETS)
    return _both(
        toeslagen.zorgtoeslag(given.cents("toetsingsinkomen"), norms, partners=given.flag("partners"))
    )


def kindgebonden_budget(given: Fields, load: Load) -> Calculated:
    """`datum`, `partners`, `kinderen` (ages) and `toetsingsinkomen` to `per_jaar` and `per_maand`."""
    norms = load(given.day("datum"), *toeslagen.SETS)
    ages = given.numbers("kinderen", 0, _OLDEST)
    income, partners = given.cents("toetsingsinkomen"), given.flag("partners")
    return _both(toeslagen.kindgebonden_budget(income, ages, norms, partners=partners))


def huurtoeslag(given: Fields, load: Load) -> Calculated:
    """`datum`, `personen`, `kale_huur`, `toetsingsinkomen` and perhaps `allen_onder_21` to `per_maand`."""
    norms = load(given.day("datum"), *toeslagen.SETS)
    persons, rent = given.number("personen", 1, _MOST_PERSONS), given.cents("kale_huur")
    income, young = given.cents("toetsingsinkomen"), given.flag("allen_onder_21", default=False)
    found = toeslagen.huurtoeslag(income, rent, persons, norms, all_under_21=young)
    return answer({"per_maand": euros(found.uitkomst.month_cents)}, found)
