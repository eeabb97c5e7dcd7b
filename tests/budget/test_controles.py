from datetime import date

from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.bevindingen import Level, Situation
from schuldhulp.budget.controles import CHECKED_WITH, check_budget
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.posten import Basis, Direct, PayDay, Post, Withheld, Withholding
from schuldhulp.money import Period
from tests.budget.cases import man_at_the_desk, mother

NORMEN = load_normen(date(2026, 11, 21), *CHECKED_WITH)
ALONE = Situation(couple=False)


def _codes(posts, situation=ALONE, debts=()):
    return {item.code: item for item in check_budget(make_budget(posts, debts), posts, situation, NORMEN)}


def test_the_man_at_the_desk_is_asked_about_huurtoeslag_and_the_cak():
    found = _codes(man_at_the_desk())

    assert set(found) == {"rent_allowance", "cak"}
    assert "Controleer" in found["rent_allowance"].sentence
    assert found["cak"].inputs == (("premium", 172_70), ("norm", 172_70))
    assert "loopt dan door" in found["cak"].sentence


def test_the_mother_has_no_child_money_missing():
    posts, debts = mother()
    assert "child_money" not in _codes(posts, Situation(couple=False, children_ages=(7, 13)), debts)


def test_child_money_that_is_missing_is_named():
    found = _codes([Post("wage", 2_000_00)], Situation(couple=False, children_ages=(7,)))
    assert "kinderbijslag en geen kindgebonden budget" in found["child_money"].sentence


def test_a_shortage_comes_before_questions():
    posts = [Post("benefit_pw", 500_00), Post("energy", 900_00)]
    findings = check_budget(make_budget(posts), posts, ALONE, NORMEN)
    levels = [list(Level).index(finding.level) for finding in findings]

    assert levels == sorted(levels, reverse=True)
    assert {"shortage", "no_reserve", "below_bijstand", "holiday_pay", "living_costs"} <= {
        f.code for f in findings
    }


def test_the_bijstand_norm_depends_on_the_household():
    posts = [Post("benefit_anw", 1_500_00), Post("holiday_pay", 0)]

    assert "below_bijstand" not in _codes(posts)
    assert "below_bijstand" in _codes(posts, Situation(couple=True))
    assert "below_bijstand" in _codes(posts, Situation(couple=False, aow=True))
    assert "below_bijstand" not in _codes(posts, Situation(couple=True, cost_sharers=True))
    assert "below_bijstand" not in _codes(posts, Situation())


def test_beslag_below_the_beslagvrije_voet_asks_most_attention():
    posts, debts = mother()
    situation = Situation(couple=False, beslagvrije_voet_cents=1_305_45, attached_income_cents=1_374_16)
    finding = check_budget(make_budget(posts, debts), posts, situation, NORMEN)[0]

    assert (finding.code, finding.level) == ("beslagvrije_voet", Level.SERIOUS)
    assert "beslagvrije_voet" not in _codes(posts, ALONE, debts)


def test_a_wage_per_month_without_day_of_the_month_gets_a_hint():
    hint = _codes([Post("wage", 1_180_00)])["period"]

    assert "€\xa01.278,33" in hint.sentence
    assert "period" not in _codes([Post("wage", 1_180_00, pay_day=PayDay(day=25))])
    assert "period" not in _codes([Post("wage", 1_180_00, Period.FOUR_WEEKS)])


def test_remission_above_capacity_and_care():
    posts = [
        Post("benefit_pw", 1_351_33),
        Post("municipal_tax", 492_00, Period.YEAR),
        Post("debt_payments", 40_00),
    ]
    found = _codes(posts, Situation(couple=False, capacity_cents=0))

    assert {"remission", "above_capacity", "care_allowance"} <= set(found)


def test_a_premium_like_that_of_the_cak_is_asked_about():
    assert "cak" in _codes([Post("health_premium", 172_00)])
    assert "cak" not in _codes([Post("health_premium", 150_00)])
    assert "cak" in _codes([Post("benefit_pw", 1_000_00, withheld=(Withheld(Withholding.CAK, 172_70),))])


def test_a_toeslag_that_goes_to_the_landlord_asks_whether_the_rent_is_the_whole_rent():
    """Rent of 684.50 with 418 paid straight on: who types the own 266.50 would see 418 too much room."""
    toeslag = Post("rent_allowance", 418_00, paid_directly=Direct.LANDLORD)
    found = _codes([toeslag, Post("rent", 266_50)])
    assert "het hele bedrag" in found["direct_allowance"].sentence
    own_part = Post("rent", 266_50, basis=Basis.ON_ACCOUNT)
    assert "direct_allowance" not in _codes([toeslag, own_part])
    assert "direct_allowance" not in _codes([Post("rent_allowance", 418_00), Post("rent", 684_50)])
