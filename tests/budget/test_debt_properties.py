"""What always holds: sums exact to the cent, never below nought, more where the law gives more, no float."""

import ast
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schuldhulp.budget import aanbod as module
from schuldhulp.budget.aanbod import (
    NotDivisible,
    Rank,
    Vordering,
    aandeel,
    divide,
    in_proportion,
    largest_remainder,
    present_value,
)
from schuldhulp.budget.incassokosten import LETTER_SET as LETTER
from schuldhulp.budget.incassokosten import SET as COSTS
from schuldhulp.budget.incassokosten import incassokosten, veertiendagenbrief
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.rente import wettelijke_rente
from schuldhulp.budget.toeslagen import SETS, huurtoeslag, kindgebonden_budget, zorgtoeslag
from schuldhulp.budget.verjaring import ClaimKind, verjaring
from schuldhulp.calendar import holiday_name

TODAY = date(2026, 11, 21)
COST_NORMS = load_normen(TODAY, COSTS)
LETTER_NORMS = load_normen(TODAY, LETTER)
ALLOWANCES = load_normen(TODAY, *SETS)
few = settings(max_examples=40, deadline=None)
cents = st.integers(0, 10_000_000_00)
incomes = st.integers(0, 200_000_00)
claims = st.lists(
    st.builds(Vordering, st.just("x"), cents, st.sampled_from([Rank.PREFERENT, Rank.CONCURRENT])), max_size=60
)


@few
@given(cents, claims)
def test_an_offer_adds_up_to_the_cent_and_gives_nobody_more_than_the_claim(
    fund: int, owed: list[Vordering]
) -> None:
    offer = divide(fund, owed)
    assert sum(offer.payments) + offer.back_cents == fund
    assert all(0 <= paid <= claim.cents for paid, claim in zip(offer.payments, owed, strict=True))


@few
@given(st.integers(0, 100_000_00), claims)
def test_preferent_gets_twice_the_percentage_until_it_is_paid(fund: int, owed: list[Vordering]) -> None:
    offer = divide(fund, owed)
    preferent, concurrent = offer.preferent_percentage, offer.concurrent_percentage
    if preferent is not None and concurrent is not None and preferent < 100_00:
        assert abs(preferent - 2 * concurrent) <= 1


@few
@given(cents, cents, claims)
def test_a_larger_fund_gives_nobody_a_lower_share(one: int, other: int, owed: list[Vordering]) -> None:
    small, large = (divide(fund, owed) for fund in sorted((one, other)))
    for less, more in (
        (small.preferent_percentage, large.preferent_percentage),
        (small.concurrent_percentage, large.concurrent_percentage),
    ):
        assert (less is None) is (more is None)
        assert less is None or more is None or less <= more


def test_odd_cents_go_to_the_largest_remainder_and_ties_to_the_first() -> None:
    assert largest_remainder([Fraction(10, 3)] * 3) == (4, 3, 3)
    assert divide(100, [Vordering("a", 300, Rank.CONCURRENT)] * 3).payments == (34, 33, 33)


@few
@given(cents, st.lists(cents, min_size=1, max_size=30).filter(any))
def test_dividing_by_weights_is_the_same_in_whole_numbers(pay: int, weights: list[int]) -> None:
    exact = [Fraction(pay * weight, sum(weights)) for weight in weights]
    assert in_proportion(pay, weights) == largest_remainder(exact)


def test_a_secured_claim_and_a_negative_one_are_refused() -> None:
    with pytest.raises(NotDivisible):
        divide(100, [Vordering("huis", 300, Rank.SECURED)])
    with pytest.raises(NotDivisible):
        divide(-1, [])
    with pytest.raises(NotDivisible):
        aandeel(200, 100)


def test_no_debts_give_everything_back_and_no_percentages() -> None:
    offer = divide(50_00, [])
    assert (offer.payments, offer.back_cents) == ((), 50_00)
    assert (offer.preferent_percentage, offer.concurrent_percentage) == (None, None)
    assert not offer.is_zero


@few
@given(st.integers(0, 10_000_00), st.integers(0, 60), st.integers(0, 20), st.integers(1, 20))
def test_a_higher_interest_makes_a_smaller_loan(instalment: int, months: int, rate: int, more: int) -> None:
    loan = present_value(instalment, months, Fraction(rate, 100))
    assert 0 <= present_value(instalment, months, Fraction(rate + more, 100)) <= loan <= instalment * months


@few
@given(st.lists(cents, min_size=1, max_size=5), cents)
def test_collection_costs_lie_in_the_scale_and_never_fall(principals: list[int], more: int) -> None:
    found = incassokosten(principals, COST_NORMS, vat_reclaimable=True).uitkomst
    higher = incassokosten([*principals, more], COST_NORMS, vat_reclaimable=True).uitkomst
    together = incassokosten([sum(principals)], COST_NORMS, vat_reclaimable=True).uitkomst
    assert found == together
    assert found.scale_cents <= higher.scale_cents
    assert found.scale_cents == 0 if sum(principals) == 0 else 40_00 <= found.scale_cents <= 6_775_00


@few
@given(st.dates(date(2024, 10, 1), date(2030, 12, 31)))
def test_a_letter_comes_on_a_day_with_post(sent: date) -> None:
    letter = veertiendagenbrief(sent, LETTER_NORMS).uitkomst
    assert letter.delivered.weekday() not in (6, 0)
    assert holiday_name(letter.delivered) is None
    assert letter.delivered >= sent + timedelta(days=2)
    assert letter.costs_from == letter.delivered + timedelta(days=15) == letter.last_day + timedelta(days=1)


def test_a_letter_before_christmas_waits_for_the_post() -> None:
    # Thursday 24 December: both Christmas days, Sunday and Monday bring no post.
    letter = veertiendagenbrief(date(2026, 12, 24), LETTER_NORMS).uitkomst
    assert letter.delivered == date(2026, 12, 30)


def _rate(day: date):  # type: ignore[no-untyped-def]
    return load_normen(day, "rente")


@few
@given(st.integers(0, 100_000_00), st.dates(date(2015, 1, 1), date(2026, 12, 31)), st.integers(0, 2000))
def test_interest_grows_with_time(principal: int, first: date, days: int) -> None:
    last = min(first + timedelta(days=days), date(2026, 12, 31))
    shorter = first + (last - first) // 2
    assert wettelijke_rente(principal, first, shorter, _rate).uitkomst >= 0
    assert (
        wettelijke_rente(principal, first, shorter, _rate).uitkomst
        <= wettelijke_rente(principal, first, last, _rate).uitkomst
    )


def test_interest_bears_interest_after_a_full_year() -> None:
    # 2 % over 2017 and over 2018, the second year over 1020.
    assert wettelijke_rente(1_000_00, date(2017, 1, 1), date(2019, 1, 1), _rate).uitkomst == 40_40


def test_days_without_a_rate_are_refused() -> None:
    with pytest.raises(NormMissing):
        wettelijke_rente(1_000_00, date(1995, 1, 1), date(2020, 1, 1), _rate)
    with pytest.raises(NormMissing):
        wettelijke_rente(1_000_00, date(2026, 12, 1), date(2027, 2, 1), _rate)


def test_expiry_is_a_hint_with_neutral_words() -> None:
    norms = load_normen(TODAY, "verjaring")
    old = verjaring(ClaimKind.CONTRACT, date(2017, 5, 1), TODAY, norms)
    assert old.uitkomst.perhaps_expired
    assert old.uitkomst.presumed_on == date(2022, 5, 1)
    judged = verjaring(ClaimKind.JUDGMENT, date(2014, 2, 28), TODAY, norms)
    assert not judged.uitkomst.perhaps_expired
    assert verjaring(ClaimKind.PURCHASE, date(2024, 2, 29), TODAY, norms).uitkomst.presumed_on == date(
        2026, 3, 1
    )
    assert not verjaring(ClaimKind.CONTRACT, date(2021, 11, 21), TODAY, norms).uitkomst.perhaps_expired


@pytest.mark.parametrize(
    ("judged", "last", "until"),
    [
        (date(2005, 3, 1), date(2020, 6, 1), date(2025, 6, 1)),  # five years after the letter, not twenty
        (
            date(2014, 3, 1),
            date(2020, 6, 1),
            date(2034, 3, 1),
        ),  # never before the first term would have ended
        (date(2014, 3, 1), date(2014, 3, 1), date(2034, 3, 1)),
    ],
)
def test_a_letter_about_a_judgment_adds_five_years_and_not_twenty(
    judged: date, last: date, until: date
) -> None:
    """BW 3:319(2) with 3:325(1), text of 2025-07-01: the new term is no longer than five years."""
    norms = load_normen(TODAY, "verjaring")
    found = verjaring(ClaimKind.JUDGMENT, last, TODAY, norms, began=judged)
    assert found.uitkomst.presumed_on == until
    assert "verjaring_vonnis_dag" not in {warning.code for warning in found.waarschuwingen}


def test_a_judgment_without_its_day_says_that_the_term_may_have_ended_earlier() -> None:
    found = verjaring(ClaimKind.JUDGMENT, date(2020, 6, 1), TODAY, load_normen(TODAY, "verjaring"))
    assert "verjaring_vonnis_dag" in {warning.code for warning in found.waarschuwingen}


@pytest.mark.parametrize(
    ("income", "near"), [(40_857_00, True), (40_856_00, True), (40_000_00, False), (45_000_00, False)]
)
def test_an_income_at_the_published_limit_of_zorgtoeslag_says_to_check(income: int, near: bool) -> None:
    """The published limit of 2026 for one person is € 40.857; a euro more or less decides there."""
    found = zorgtoeslag(income, ALLOWANCES, partners=False)
    assert ("zorgtoeslag_bij_de_grens" in {each.code for each in found.waarschuwingen}) is near


def test_the_scale_says_for_which_claims_it_is_and_when_it_is_too_high() -> None:
    """BIK art. 1 (contracts); BW 6:96(8): lower for instalments, since 2024-10-01."""
    codes = {each.code for each in incassokosten([100_00], COST_NORMS, vat_reclaimable=True).waarschuwingen}
    assert {"incassokosten_overeenkomst", "incassokosten_termijnen"} <= codes


@few
@given(incomes, incomes, st.booleans())
def test_zorgtoeslag_falls_with_income_and_is_whole_euros(one: int, other: int, partners: bool) -> None:
    low, high = (zorgtoeslag(y, ALLOWANCES, partners=partners).uitkomst for y in sorted((one, other)))
    assert 0 <= high.month_cents <= low.month_cents <= 246_00
    assert low.month_cents % 100 == low.year_cents % 100 == 0
    assert low.year_cents == 0 or low.year_cents >= 24_00


@few
@given(incomes, incomes, st.lists(st.integers(0, 20), max_size=8), st.booleans())
def test_kindgebonden_budget_falls_with_income_and_never_below_nought(
    one: int, other: int, ages: list[int], partners: bool
) -> None:
    low, high = (
        kindgebonden_budget(y, ages, ALLOWANCES, partners=partners).uitkomst for y in sorted((one, other))
    )
    assert 0 <= high.year_cents <= low.year_cents
    assert low.year_cents == 0 or any(age < 18 for age in ages)


@few
@given(incomes, incomes, st.integers(0, 3_000_00), st.integers(1, 9), st.booleans())
def test_huurtoeslag_falls_with_income_and_stops_at_the_highest_rent(
    one: int, other: int, rent: int, persons: int, young: bool
) -> None:
    low, high = (
        huurtoeslag(y, rent, persons, ALLOWANCES, all_under_21=young).uitkomst for y in sorted((one, other))
    )
    assert 0 <= high.month_cents <= low.month_cents <= rent
    assert low.month_cents <= huurtoeslag(0, 932_93, persons, ALLOWANCES).uitkomst.month_cents


def test_no_float_in_the_calculators() -> None:
    folder = Path(module.__file__).parent
    for name in ("aanbod", "incassokosten", "rente", "toeslagen", "verjaring", "verkeersboete"):
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text())):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), name
            assert not (isinstance(node, ast.Name) and node.id == "float"), name
