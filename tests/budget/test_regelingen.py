"""The check of schemes: worked examples of domain figures, and that nothing is guessed or promised."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.regelingen.check import SETS, bekijk
from schuldhulp.budget.regelingen.gemeente import bijstandsnorm
from schuldhulp.budget.regelingen.oordeel import Gegevens, Kans, Leeftijd, Oordeel, Regeling, Woning

NORMEN = load_normen(date(2026, 11, 21), *SETS)
ALONE = Gegevens(
    partner=False, kinderen=(), leeftijd=Leeftijd.MIDDEN, jaarinkomen=24_000_00, jaar_ten_minste=18_000_00,
    inkomen=1_500_00, vermogen=0, woning=Woning.HUUR, huur=650_00, belasting=41_00, verzekerd=True,
)  # fmt: skip


def judged(case: Gegevens) -> dict[Regeling, Oordeel]:
    return {each.regeling: each for each in bekijk(case, NORMEN)}


def test_a_single_person_whose_figures_are_known_gets_the_exact_amounts():
    # Huurtoeslag: rent 650, income 24.000 comes to 381,41 (domain figures); zorgtoeslag of 24.000 is the maximum.
    found = judged(ALONE)
    care, rent = found[Regeling.ZORGTOESLAG], found[Regeling.HUURTOESLAG]
    assert (care.kans, care.ten_minste, care.ten_hoogste) == (Kans.JA, 129_00, 129_00)
    assert (rent.kans, rent.ten_minste, rent.ten_hoogste) == (Kans.JA, 381_41, 381_41)
    assert found[Regeling.KINDGEBONDEN_BUDGET].kans is Kans.NEE
    assert found[Regeling.BIJSTAND].kans is Kans.NEE
    assert care.ongebruikt and rent.ongebruikt


@pytest.mark.parametrize(("income", "month"), [(30_000_00, 126_00), (35_000_00, 69_00), (40_000_00, 11_00)])
def test_zorgtoeslag_follows_the_published_table(income, month):
    assert judged(replace(ALONE, jaarinkomen=income))[Regeling.ZORGTOESLAG].ten_hoogste == month


def test_without_the_income_of_a_year_the_amount_is_the_most_it_can_be_and_the_income_is_asked():
    found = judged(replace(ALONE, jaarinkomen=None, jaar_ten_minste=35_000_00))[Regeling.ZORGTOESLAG]
    assert (found.kans, found.ten_minste, found.ten_hoogste) == (Kans.MISSCHIEN, 0, 69_00)
    assert found.ontbreekt[0] == "jaarinkomen"
    # 50.000 net is more than the limit: whatever the taxable income is, there is none.
    assert (
        judged(replace(ALONE, jaarinkomen=None, jaar_ten_minste=50_000_00))[Regeling.ZORGTOESLAG].kans
        is Kans.NEE
    )


def test_nothing_known_is_asked_and_never_guessed():
    for each in bekijk(Gegevens(), NORMEN):
        assert each.kans is Kans.VRAAG and each.ontbreekt and each.ten_hoogste is None and not each.ongebruikt


def test_a_birthday_this_year_makes_a_range_for_the_child_budget():
    # Single parent, child 5, 33.000: 478,99 a month (domain figures). Reached or not, the age 5 gives the same.
    parent = replace(ALONE, kinderen=(5,), jaarinkomen=33_000_00)
    found = judged(parent)[Regeling.KINDGEBONDEN_BUDGET]
    assert (found.kans, found.ten_minste, found.ten_hoogste) == (Kans.JA, 478_99, 478_99)
    twelve = judged(replace(parent, kinderen=(12,)))[Regeling.KINDGEBONDEN_BUDGET]
    assert (twelve.ten_minste, twelve.ten_hoogste) == (478_99, 478_99 + 60_33)  # 724 a year from 12
    eighteen = judged(replace(parent, kinderen=(18,)))[Regeling.KINDGEBONDEN_BUDGET]
    assert eighteen.ten_minste == 0 and eighteen.ten_hoogste


def test_a_child_of_half_a_week_and_an_unknown_rent_stay_maybe():
    half = judged(replace(ALONE, kinderen=(7,), kind_deels=True))[Regeling.KINDGEBONDEN_BUDGET]
    assert half.kans is Kans.MISSCHIEN and "kinderbijslag" in " ".join(half.redenen)
    rent = judged(replace(ALONE, huur=None, huur_ten_hoogste=650_00))[Regeling.HUURTOESLAG]
    assert (rent.kans, rent.ten_minste, rent.ten_hoogste) == (Kans.MISSCHIEN, 0, 381_41)


def test_house_mates_share_costs_from_27_and_their_income_counts_for_the_rent():
    shared = replace(ALONE, medebewoners=(30,), inkomen=900_00)
    # Two who share: half of 2.027,79 each, 1.013,90 (domain figures).
    assert bijstandsnorm(shared, NORMEN)[0] == 1_013_90
    assert judged(shared)[Regeling.BIJSTAND].ten_hoogste == 113_90
    assert bijstandsnorm(replace(shared, medebewoners=(None,)), NORMEN)[0] == 1_419_46
    assert judged(shared)[Regeling.HUURTOESLAG].kans is Kans.MISSCHIEN


def test_bijstand_is_what_is_short_of_the_norm_of_the_own_age():
    assert judged(replace(ALONE, inkomen=1_200_00))[Regeling.BIJSTAND].ten_hoogste == 219_46
    assert bijstandsnorm(replace(ALONE, leeftijd=Leeftijd.AOW), NORMEN)[0] == 1_587_34
    assert bijstandsnorm(replace(ALONE, leeftijd=Leeftijd.JONG), NORMEN)[0] == 350_42
    assert judged(replace(ALONE, inkomen=900_00, ontvangen={"student_finance": 400_00}))[
        Regeling.BIJSTAND
    ].kans is (Kans.NEE)


def test_hints_of_the_municipality_say_that_they_must_be_checked():
    found = judged(replace(ALONE, inkomen=1_300_00))
    for what in (Regeling.KWIJTSCHELDING, Regeling.INKOMENSTOESLAG):
        assert found[what].kans is Kans.MISSCHIEN and found[what].controleer
    assert found[Regeling.KWIJTSCHELDING].ten_hoogste == 41_00
    assert found[Regeling.INKOMENSTOESLAG].ten_hoogste is None
    assert judged(replace(ALONE, leeftijd=Leeftijd.AOW))[Regeling.INKOMENSTOESLAG].kans is Kans.NEE


def test_what_is_in_the_budget_is_not_unused_and_another_amount_is_said():
    same = judged(replace(ALONE, ontvangen={"care_allowance": 129_00}))[Regeling.ZORGTOESLAG]
    assert not same.ongebruikt and same.redenen == ()
    more = judged(replace(ALONE, ontvangen={"care_allowance": 180_00}))[Regeling.ZORGTOESLAG]
    assert "meer dan deze schatting" in more.redenen[0]
    rich = judged(replace(ALONE, vermogen=200_000_00, ontvangen={"care_allowance": 129_00}))[
        Regeling.ZORGTOESLAG
    ]
    assert rich.kans is Kans.NEE and "wel een bedrag" in rich.redenen[1]


@pytest.mark.parametrize("home", [Woning.KAMER, Woning.ANDERS])
def test_huurtoeslag_is_for_a_rented_house(home):
    assert judged(replace(ALONE, woning=home))[Regeling.HUURTOESLAG].kans is Kans.NEE


MONEY = st.integers(0, 10_000_000_00)
MAYBE = st.none() | MONEY
CASES = st.builds(
    Gegevens, partner=st.none() | st.booleans(),
    kinderen=st.none() | st.lists(st.integers(0, 30), max_size=6).map(tuple),
    kind_deels=st.booleans(), medebewoners=st.lists(st.none() | st.integers(18, 99), max_size=4).map(tuple),
    medebewoners_inkomen=MAYBE, leeftijd=st.none() | st.sampled_from(Leeftijd), jaarinkomen=MAYBE,
    jaar_ten_minste=MAYBE, inkomen=MAYBE, vermogen=MAYBE, woning=st.none() | st.sampled_from(Woning), huur=MAYBE,
    huur_ten_hoogste=MAYBE, belasting=MAYBE, verzekerd=st.booleans(),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(CASES)
def test_whatever_is_known_every_scheme_has_a_reason_and_a_range_of_whole_cents(case):
    for each in bekijk(case, NORMEN):
        assert each.redenen or each.kans is Kans.JA
        low, high = each.ten_minste, each.ten_hoogste
        if high is not None:
            assert type(low) is int and type(high) is int and 0 <= low <= high
        if each.kans is Kans.JA:
            assert case.jaarinkomen is not None and case.vermogen is not None and low
        if each.kans is Kans.VRAAG:
            assert each.ontbreekt


@settings(max_examples=80, deadline=None)
@given(CASES, st.integers(0, 1_000_000_00))
def test_more_income_never_brings_more_allowance(case, more):
    if case.jaarinkomen is None:
        return
    richer = replace(case, jaarinkomen=case.jaarinkomen + more)
    for less, same in zip(bekijk(richer, NORMEN)[:3], bekijk(case, NORMEN)[:3], strict=True):
        assert (less.ten_hoogste or 0) <= (same.ten_hoogste or 0)
