"""The vrij te laten bedrag and the afloscapaciteit: lines that add up, the official figure, and zero."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.budget import woorden
from schuldhulp.budget.afloscapaciteit import bereken_afloscapaciteit
from schuldhulp.budget.beslagvrije_voet import NORM_SETS, bereken_beslagvrije_voet, grondslag_vtlb
from schuldhulp.budget.leefsituatie import Leefsituatie, Omstandigheden
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.uitkomst import Rol
from schuldhulp.budget.vtlb import Correctie, Correctieregel, OfficieelVtlb, arbeidstoeslag_hint, bereken_vtlb

DAY = date(2026, 11, 21)
NORMEN = load_normen(DAY, *NORM_SETS)
ARRANGEMENT = load_normen(DAY, "schuldregeling")
amounts = st.integers(0, 10_000_000_00)


def test_it_starts_before_the_ceiling_of_95_per_cent_and_before_other_own_income():
    case = Omstandigheden(
        leefsituatie=Leefsituatie.ALLEENSTAAND,
        belastbaar_jaarinkomen=24_000_00,
        netto=1_000_00,
        ander_netto=200_00,
    )
    assert bereken_beslagvrije_voet(case, NORMEN).uitkomst.cents == 1_140_00
    assert grondslag_vtlb(case, NORMEN).uitkomst == 1_361_42


def test_the_income_of_a_partner_is_taken_off_at_most_half():
    case = Omstandigheden(
        leefsituatie=Leefsituatie.SAMEN, belastbaar_jaarinkomen=40_000_00, partner_netto=1_250_00
    )
    assert grondslag_vtlb(case, NORMEN).uitkomst == 1_099_84


@given(amounts, st.lists(st.integers(-500_00, 2_000_00), max_size=13))
def test_the_lines_add_up_and_it_is_never_below_zero(income, corrections):
    case = Omstandigheden(leefsituatie=Leefsituatie.SAMEN_MET_KINDEREN, belastbaar_jaarinkomen=income)
    lines = [Correctieregel(Correctie.ANDERS, cents, "brief", "NB") for cents in corrections]
    found = bereken_vtlb(grondslag_vtlb(case, NORMEN), lines)

    parts = sum(line.bedrag for line in found.regels if line.rol is Rol.DEEL)
    assert found.uitkomst.cents == max(0, parts)
    assert found.uitkomst.voorlopig
    assert [each.code for each in found.waarschuwingen][-1] == "vtlb_is_voorlopig"
    assert all(woorden.naam(line) and woorden.uitleg(line) for line in found.regels)


def test_the_official_figure_counts_and_our_own_sum_stays_readable():
    case = Omstandigheden(leefsituatie=Leefsituatie.ALLEENSTAAND, belastbaar_jaarinkomen=24_000_00)
    found = bereken_vtlb(
        grondslag_vtlb(case, NORMEN), (), OfficieelVtlb(1_500_00, DAY, "berekening van 20 november")
    )

    assert (found.uitkomst.cents, found.uitkomst.voorlopig, found.uitkomst.eigen_cents) == (
        1_500_00,
        False,
        1_361_42,
    )
    assert "20 november" in woorden.uitleg(found.regels[-1])


def test_the_help_beside_the_arbeidstoeslag_says_controleer():
    cents, norm = arbeidstoeslag_hint(load_normen(DAY, "vtlb", "bijstand"))
    assert cents == 50_69
    assert norm.must_be_checked


@given(amounts, amounts, amounts, amounts)
def test_capacity_is_never_below_zero_and_the_fund_is_eighteen_months(income, vtlb, costs, once):
    found = bereken_afloscapaciteit(income, vtlb, ARRANGEMENT, kosten=costs, eenmalig=once)
    result = found.uitkomst

    assert 0 <= result.netto <= result.bruto == max(0, income - vtlb)
    assert result.fonds == 18 * result.netto + once
    assert sum(line.bedrag for line in found.regels if line.rol is Rol.DEEL) == result.netto
    assert (result.netto == 0) == ("aflos_nul" in [each.code for each in found.waarschuwingen])
    assert all(woorden.naam(line) and woorden.uitleg(line) for line in found.regels)
