"""What the law asks, read from the lines of a dossier; and the figures of the two households."""

from datetime import date

import pytest

from schuldhulp.budget.inhoudingen import DebtPayment, Kind
from schuldhulp.budget.leefsituatie import ImpossibleHousehold
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.posten import Post, Whose
from schuldhulp.budget.vtlb import Correctie, Correctieregel
from schuldhulp.calculations.answers import LABELS, Household, Origin
from schuldhulp.calculations.figures import NORM_SETS, SHARING_SET, bank_of, compute
from schuldhulp.calculations.given import read_given
from schuldhulp.calculations.legal import legal
from schuldhulp.money import Period
from tests.budget.cases import man_at_the_desk, mother

DAY = date(2026, 11, 23)
NORMEN = load_normen(DAY, *NORM_SETS, SHARING_SET)
MOTHER = Household(couple=False, child_under_18=True)
ALONE = Household(couple=False, child_under_18=False)


def given(posts, payments=(), household=ALONE, **staff):
    return read_given(posts, payments, household, NORMEN, staff)


def test_the_mother_has_exactly_the_figures_that_were_worked_out_for_her():
    posts, debts = mother()
    found = compute(given(posts, debts, MOTHER, belastbaar_jaarinkomen=17_500_00), (), None, load_normen, DAY)

    assert found.given["netto"] == 1_374_16
    assert (found.bvv.uitkomst.cents, found.bvv.uitkomst.beslagruimte) == (1_305_45, 68_71)
    assert found.beslag_cents == 205_83
    assert found.too_much_cents == 205_83 - 68_71
    assert found.vtlb.uitkomst.cents == 1_348_49


def test_without_the_yearly_income_twelve_times_the_net_stands_in_and_says_so():
    posts, debts = mother()
    found = compute(given(posts, debts, MOTHER), (), None, load_normen, DAY)
    assert found.given.estimated
    assert found.bvv.uitkomst.cents == 1_305_45


def test_the_man_on_bijstand_has_no_capacity_once_his_corrections_are_there():
    asked = given(man_at_the_desk())
    assert asked.answers["bijstandsnorm"].origin is Origin.ESTIMATE
    assert asked["bijstandsnorm"] == 1_419_46
    corrections = [Correctieregel(Correctie.RESERVERING, 70_97, "Recofa-tabel", "NB")]
    found = compute(asked, corrections, None, load_normen, DAY)

    assert found.given["inkomen"] == 1_419_46
    assert found.bvv.uitkomst.cents == 1_348_49
    assert found.capacity.uitkomst.netto == 0
    assert "aflos_nul" in [each.code for each in found.capacity.waarschuwingen]


def test_what_is_attached_first_follows_the_order_of_the_law():
    posts = [
        Post("wage", 900_00),
        Post("benefit_ww", 400_00),
        Post("pension", 100_00),
        Post("holiday_pay", 120_00, Period.YEAR),
    ]
    asked = given(posts)
    assert asked["netto"] == 410_00
    assert asked["ander_netto"] == 1_000_00
    assert asked["inkomen"] == 1_410_00


def test_toeslagen_and_money_for_children_are_no_income_here():
    posts = [
        Post("wage", 2_000_00),
        Post("care_allowance", 129_00),
        Post("child_benefit", 358_30, Period.QUARTER),
    ]
    assert given(posts)["inkomen"] == 2_000_00


def test_an_attachment_that_only_the_debts_know_was_taken_off_before_the_money_came():
    payments = [DebtPayment(Kind.BESLAG, 100_00, label="Beslag", debt="x")]
    assert given([Post("wage", 1_500_00)], payments)["netto"] == 1_600_00


def test_the_partner_stands_apart():
    posts = [Post("wage", 2_000_00), Post("wage", 1_250_00, whose=Whose.PARTNER)]
    couple = given(posts, household=Household(couple=True, child_under_18=False))
    assert (couple["netto"], couple["partner_netto"]) == (2_000_00, 1_250_00)
    with pytest.raises(ImpossibleHousehold):
        compute(given(posts), (), None, load_normen, DAY)


def test_what_is_not_known_is_said_and_staff_go_before_the_lines():
    nothing = given([], household=Household())
    assert [answer.name for answer in nothing.missing] == ["leefsituatie", "netto"]
    filled = given([], household=Household(), leefsituatie="samen", netto=1_000_00, zonder_adres=True)
    assert not filled.missing
    assert filled.answers["netto"].origin is Origin.STAFF
    assert compute(filled, (), None, load_normen, DAY).bvv.uitkomst.cents == 950_00


def test_a_sharer_of_costs_is_asked_for_the_own_norm():
    asked = given(
        man_at_the_desk(), household=Household(couple=False, child_under_18=False, cost_sharers=True)
    )
    assert asked["bijstandsnorm"] is None
    assert "kostendelersnorm" in asked.answers["bijstandsnorm"].why


def test_every_answer_can_be_shown():
    posts, debts = mother()
    for asked in (given(posts, debts, MOTHER), given([], household=Household())):
        assert set(asked.answers) == set(LABELS)
        assert all(answer.label and answer.shown and answer.origin.label for answer in asked.answers.values())


@pytest.mark.parametrize(
    ("couple", "ages", "norm"),
    [
        (False, (20,), 1_419_46),  # too young to share costs: the norm of who lives alone
        (False, (40,), 1_013_90),  # (40% + 2 x 30%) / 2 = 50% of 2.027,79
        (False, (40, 24, 63), 878_71),  # three share, the one of 24 does not: 43,33%
        (True, (45,), 2 * 878_71),  # a couple and one: three share, and two of them are the couple
        (False, (None,), None),
        (False, (27,), None),  # perhaps not 27 yet
    ],
)
def test_who_shares_costs_has_a_norm_of_its_own(couple, ages, norm):
    """Participatiewet art. 22a: per person (40% + N x 30%) / N of the norm for a couple, N with the person itself."""
    home = Household(couple=couple, child_under_18=False, cost_sharers=True, adult_ages=ages)
    answer = given(man_at_the_desk(), household=home).answers["bijstandsnorm"]
    assert answer.value == norm
    if norm is None:
        assert "vul de kostendelersnorm in" in answer.why
    elif norm != 1_419_46:
        assert "Participatiewet" in answer.why and "Controleer" in answer.why
        found = compute(given(man_at_the_desk(), household=home), (), None, load_normen, DAY)
        assert found.bvv.uitkomst.cents == (norm * 95 + 50) // 100, "475dc(2): 95% of the own norm"


def test_money_on_an_account_has_no_exception_for_who_shows_where_he_lives():
    """Rv 475a(6) has none: 475e(1) only sets aside 475da(4), which is about income."""
    shown = given(man_at_the_desk(), zonder_adres=True, situatie_getoond=True)
    found = bank_of(shown, NORMEN)
    assert found is not None and found.uitkomst == 1_104_24
    abroad = bank_of(given(man_at_the_desk(), woonlandfactor=60_00), NORMEN)
    assert abroad is not None and [each.code for each in abroad.waarschuwingen] == ["bank_buitenland"]


def test_the_vtlb_beside_an_income_of_a_partner_is_not_called_that_of_the_household():
    """Rv 475db(1)(a): half of it or the income of the partner is off, so what is left is of the client alone."""
    posts = [Post("wage", 1_800_00), Post("wage", 1_250_00, whose=Whose.PARTNER)]
    couple = Household(couple=True, child_under_18=False)
    about = {
        figure.slug: figure.about
        for figure in legal(compute(given(posts, household=couple), (), None, load_normen, DAY))
    }
    assert "Het inkomen van uw partner komt daarbij" in about["vtlb"] and "huishouden" not in about["vtlb"]
    alone = legal(compute(given([Post("wage", 1_800_00)]), (), None, load_normen, DAY))
    assert not any("partner" in figure.about for figure in alone)
