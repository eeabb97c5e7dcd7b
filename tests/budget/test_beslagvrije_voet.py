"""The beslagvrije voet: what must hold for every household, and how its parts meet."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.budget import woorden
from schuldhulp.budget.bankbeslag import beschermd_banktegoed
from schuldhulp.budget.beslagvrije_voet import NORM_SETS, bereken_beslagvrije_voet
from schuldhulp.budget.leefsituatie import (
    GrantedNothing,
    ImpossibleHousehold,
    Leefsituatie,
    NoSuchFactor,
    Omstandigheden,
)
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.normen import Certainty, NormMissing
from schuldhulp.budget.uitkomst import Rol
from schuldhulp.money import round_half_up

NORMEN = load_normen(date(2026, 11, 21), *NORM_SETS)
FIRST_HALF = load_normen(date(2026, 3, 1), *NORM_SETS)
MILLIONS = 10_000_000_00
amounts = st.integers(0, MILLIONS)
maybe = st.none() | amounts


@st.composite
def households(draw):
    leefsituatie = draw(st.sampled_from(Leefsituatie))
    woonkosten = draw(maybe)
    return Omstandigheden(
        leefsituatie=leefsituatie,
        belastbaar_jaarinkomen=draw(st.integers(0, 200_000_00) | amounts),
        netto=draw(st.none() | st.integers(0, 5_000_00) | amounts),
        ander_netto=draw(st.integers(0, 3_000_00)),
        partner_netto=draw(st.integers(0, 3_000_00)) if leefsituatie.is_couple else 0,
        loonbelasting_auto=draw(st.integers(0, 400_00)),
        woonkosten=woonkosten,
        woonkosten_toegekend=draw(st.booleans()) if woonkosten is not None else False,
        zonder_adres=draw(st.booleans()),
        situatie_getoond=draw(st.booleans()),
        zorgprijs=draw(maybe),
        bijstandsnorm=draw(st.none() | st.integers(0, 3_000_00)),
        woonlandfactor=draw(st.none() | st.sampled_from((Fraction(1, 3), Fraction(605, 1000), Fraction(2)))),
        woning_verhoging=draw(st.just(0) | st.integers(0, 500_00)),
    )


def voet(case, normen=NORMEN):
    return bereken_beslagvrije_voet(case, normen).uitkomst


def alone(income, **rest):
    return Omstandigheden(leefsituatie=Leefsituatie.ALLEENSTAAND, belastbaar_jaarinkomen=income, **rest)


@given(households())
def test_it_is_never_below_zero_and_its_lines_add_up_to_the_cent(case):
    found = bereken_beslagvrije_voet(case, NORMEN)
    parts = sum(line.bedrag for line in found.regels if line.rol is Rol.DEEL)
    outcome = next(line for line in found.regels if line.code == "bvv_uitkomst")

    assert parts == outcome.bedrag == found.uitkomst.cents >= 0
    assert (found.uitkomst.beslagruimte is None) == (case.netto is None)
    if case.netto is not None:
        assert found.uitkomst.beslagruimte == max(0, case.netto - found.uitkomst.cents)
    for line in found.regels:
        assert woorden.naam(line) and woorden.uitleg(line)
        assert line.bron or line.code == "bvv_afronding"
    for warning in found.waarschuwingen:
        assert woorden.waarschuwing(warning).endswith(".")


@given(households(), amounts)
def test_it_never_falls_when_the_yearly_income_rises(case, more):
    """Apart from 475da(7): the rise for an own house ends at a yearly income, so there the law itself falls."""
    case = replace(case, woning_verhoging=None)
    richer = replace(case, belastbaar_jaarinkomen=case.belastbaar_jaarinkomen + more)
    assert voet(richer).cents >= voet(case).cents


@given(households())
def test_without_bijstand_five_per_cent_of_the_own_income_can_always_be_taken(case):
    if case.netto is not None and case.bijstandsnorm is None:
        assert voet(case).cents <= round_half_up(Fraction(95, 100) * (case.netto + case.ander_netto))


@given(households())
def test_the_maximum_holds_before_a_rise(case):
    abroad, rise = (case.woonlandfactor or 1) > 1, case.woonkosten_toegekend or case.woning_verhoging
    if not rise and not abroad and case.zorgprijs is None and case.bijstandsnorm is None:
        assert voet(case).cents <= NORMEN[f"bvv_maximum_{case.leefsituatie}"].cents


@pytest.mark.parametrize("normen", [NORMEN, FIRST_HALF], ids=["second half", "first half"])
@pytest.mark.parametrize("situation", Leefsituatie)
def test_the_formula_itself_reaches_the_published_maximum(normen, situation):
    """475da(8): the maxima are what the formula gives where I x F or G / 12 is the highest rent."""
    who = "een" if situation is Leefsituatie.ALLEENSTAAND else "meer"
    rent = normen["huurtoeslag_rekenhuur_maximum"].cents
    income = normen[f"huurtoeslag_inkomen_{who}"].cents + 12 * rent / normen[f"huurtoeslag_afbouw_{who}"].rate
    case = Omstandigheden(leefsituatie=situation, belastbaar_jaarinkomen=round_half_up(income))
    found = bereken_beslagvrije_voet(case, normen)

    assert found.uitkomst.cents == normen[f"bvv_maximum_{situation}"].cents
    brought_down = [line.bedrag for line in found.regels if line.code == "bvv_maximum"]
    assert brought_down in ([], [0])


@pytest.mark.parametrize(
    ("who", "published"), [("een", "bvv_grens_koper_alleenstaand"), ("meer", "bvv_grens_koper_meer")]
)
def test_the_published_limits_of_475da_7_follow_from_the_same_figures(who, published):
    """475da(9): I x F or G / 12 is the highest normhuur; 498,20, 713,02, 65% and 40% give 725,80."""
    top = NORMEN["huurtoeslag_rekenhuur_maximum"].cents
    normhuur = round_half_up(
        498_20 + Fraction(65, 100) * (713_02 - 498_20) + Fraction(40, 100) * (top - 713_02)
    )
    limit = (
        NORMEN[f"huurtoeslag_inkomen_{who}"].cents + 12 * normhuur / NORMEN[f"huurtoeslag_afbouw_{who}"].rate
    )

    assert normhuur == 725_80
    assert round_half_up(limit) == NORMEN[published].cents


def test_income_that_is_not_attached_counts_whole_and_the_ceiling_looks_at_all_own_income():
    found = voet(alone(24_000_00, netto=1_000_00, ander_netto=600_00))
    assert found.cents == 1_361_42 - 600_00
    assert found.beslagruimte == 1_000_00 - found.cents


def test_a_partner_with_little_takes_off_what_there_is_and_with_much_at_most_half():
    couple = Omstandigheden(leefsituatie=Leefsituatie.SAMEN, belastbaar_jaarinkomen=40_000_00)
    assert voet(replace(couple, partner_netto=500_00)).cents == 1_699_68
    assert voet(replace(couple, partner_netto=9_000_00)).cents == 1_099_84
    both = replace(couple, partner_netto=9_000_00, ander_netto=1_000_00)
    assert voet(both).cents == 99_84


def test_half_is_of_the_risen_amount():
    couple = Omstandigheden(
        leefsituatie=Leefsituatie.SAMEN, belastbaar_jaarinkomen=40_000_00, partner_netto=9_000_00,
        woonkosten=1_126_22, woonkosten_toegekend=True,
    )  # fmt: skip
    assert voet(couple).cents == 1_149_84


def test_high_costs_count_only_above_the_limit_and_only_when_granted():
    case = alone(36_000_00, woonkosten=1_100_00)
    asked = bereken_beslagvrije_voet(case, NORMEN)
    assert asked.uitkomst.cents == 1_703_10
    assert [each.code for each in asked.waarschuwingen] == ["bvv_woonkosten_vragen", "bvv_zonder_netto"]
    assert voet(replace(case, woonkosten_toegekend=True)).cents == 1_776_88
    low = bereken_beslagvrije_voet(replace(case, woonkosten=1_026_22, woonkosten_toegekend=True), NORMEN)
    assert low.uitkomst.cents == 1_703_10
    assert "bvv_woonkosten_te_laag" in [each.code for each in low.waarschuwingen]


def test_in_an_institution_the_price_counts_and_couples_have_other_norms():
    couple = Omstandigheden(
        leefsituatie=Leefsituatie.SAMEN, belastbaar_jaarinkomen=40_000_00, zorgprijs=900_00
    )
    assert voet(couple).cents == 900_00 + 466_07 + 106_00
    assert voet(replace(couple, partner_netto=9_000_00)).cents == 736_04
    assert voet(alone(20_000_00, zorgprijs=900_00, zonder_adres=True)).cents == 1_246_63


def test_bijstand_of_a_sharer_of_costs_follows_the_own_norm_less_other_income():
    assert voet(alone(12_000_00, bijstandsnorm=1_013_90)).cents == 963_21
    assert voet(alone(12_000_00, bijstandsnorm=1_013_90, ander_netto=400_00)).cents == 563_21
    assert voet(alone(12_000_00, bijstandsnorm=1_013_90, ander_netto=2_000_00)).cents == 0
    aow = bereken_beslagvrije_voet(alone(12_000_00, bijstandsnorm=1_587_34), NORMEN)
    assert aow.uitkomst.cents == 1_507_97
    assert "bvv_bijstand_hoger" in [each.code for each in aow.waarschuwingen]


def test_an_income_of_nothing_leaves_nothing_to_attach():
    assert voet(alone(0, netto=0)).cents == 0
    assert voet(alone(0, netto=0)).beslagruimte == 0
    assert voet(alone(0)).cents == 1_348_49


def test_a_day_without_complete_norms_has_no_beslagvrije_voet():
    with pytest.raises(NormMissing):
        load_normen(date(2024, 3, 1), *NORM_SETS)
    with pytest.raises(NormMissing):
        bereken_beslagvrije_voet(alone(20_000_00), load_normen(date(2024, 3, 1), "beslagvrije_voet"))


def test_households_that_cannot_be_are_refused():
    with pytest.raises(ImpossibleHousehold):
        alone(20_000_00, partner_netto=1)
    with pytest.raises(GrantedNothing):
        alone(20_000_00, woonkosten_toegekend=True)


def test_a_rise_for_housing_is_temporary_and_changes_nothing_on_bijstand():
    """Rv 475da(5): for a time; 475dc(2): an attachment on bijstand leaves 95% of the norm, whatever the rise."""
    risen = {"woonkosten": 1_100_00, "woonkosten_toegekend": True}
    wage = bereken_beslagvrije_voet(alone(36_000_00, **risen), NORMEN)
    assert "bvv_woonkosten_tijdelijk" in {each.code for each in wage.waarschuwingen}
    bijstand = bereken_beslagvrije_voet(
        alone(17_000_00, netto=1_419_46, bijstandsnorm=1_419_46, **risen), NORMEN
    )
    assert bijstand.uitkomst.cents == 1_348_49
    assert "bvv_bijstand_geen_verhoging" in {each.code for each in bijstand.waarschuwingen}


def test_money_on_an_account_is_halved_without_an_address_and_asked_of_the_court_abroad():
    """Rv 475a(6): half without an address here and abroad; abroad the kantonrechter decides."""
    norms = load_normen(date(2026, 11, 21), "beslagvrije_voet")
    nowhere = beschermd_banktegoed(Leefsituatie.ALLEENSTAAND, norms, zonder_adres=True)
    assert nowhere.uitkomst == 1_104_24
    abroad = beschermd_banktegoed(Leefsituatie.ALLEENSTAAND, norms, buitenland=True)
    assert abroad.zekerheid is Certainty.MEMORY
    assert [each.code for each in abroad.waarschuwingen] == ["bank_buitenland"]
    assert "kantonrechter" in woorden.waarschuwing(abroad.waarschuwingen[0])


def test_abroad_the_factor_that_was_given_counts_and_says_that_it_must_be_checked() -> None:
    case = alone(36_000_00, woonlandfactor=Fraction(60, 100), zonder_adres=True)
    found = bereken_beslagvrije_voet(case, NORMEN)
    assert found.uitkomst.cents == 1_021_86, "60% of 1,703.10, not 47.5% of the norm of a couple"
    assert found.zekerheid is Certainty.MEMORY
    assert "bvv_woonland_controleer" in [each.code for each in found.waarschuwingen]
    for impossible in (Fraction(0), Fraction(-1), Fraction(201, 100)):
        with pytest.raises(NoSuchFactor):
            alone(36_000_00, woonlandfactor=impossible)


def test_an_own_house_gives_what_was_granted_below_the_limit_of_the_law_only() -> None:
    below = bereken_beslagvrije_voet(alone(55_682_77, woning_verhoging=120_00), NORMEN)
    plain = bereken_beslagvrije_voet(alone(55_682_77), NORMEN)
    assert below.uitkomst.cents == plain.uitkomst.cents + 120_00
    assert below.zekerheid is Certainty.MEMORY and plain.zekerheid is not Certainty.MEMORY
    at_limit = bereken_beslagvrije_voet(alone(55_682_78, woning_verhoging=120_00), NORMEN)
    assert at_limit.uitkomst.cents == bereken_beslagvrije_voet(alone(55_682_78), NORMEN).uitkomst.cents
    assert "bvv_woning_inkomen" in [each.code for each in at_limit.waarschuwingen]
