from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.categories import CATEGORIES, Group
from schuldhulp.budget.inhoudingen import DebtPayment, Kind, Told
from schuldhulp.budget.posten import Basis, Direct, Post, Withheld, Withholding
from schuldhulp.money import Period, per_month
from tests.budget.cases import man_at_the_desk, mother


def _wage(**rest):
    return Post("wage", 1_000_00, key="wage", **rest)


def test_the_mother_has_the_figures_of_her_case():
    budget = make_budget(*mother())

    assert budget.income_cents == 2_956_10
    assert budget.expenses_cents == 2_411_58
    assert budget.room_before_cents == 544_52
    payments = {line.label: line.cents for line in budget.group(Group.DEBT_PAYMENT).lines}
    assert payments == {
        "Webwinkel (deurwaarder D)": 205_83,
        "Belastingdienst Toeslagen": 150_00,
        "Energiebedrijf": 60_00,
        "Zorgverzekeraar": 50_00,
    }
    assert budget.room_cents == 78_69
    assert budget.sentence == "Er blijft €\xa078,69 per maand over."


def test_the_figures_of_the_mother_do_not_depend_on_how_she_typed_her_income():
    posts, debts = mother()
    on_account = tuple(
        replace(post, basis=Basis.ON_ACCOUNT, cents=post.cents - post.withheld_cents)
        if post.withheld
        else post
        for post in posts
    )

    assert make_budget(on_account, debts).room_cents == 78_69
    assert make_budget(on_account, debts).income_cents == 2_956_10


def test_arrears_stand_apart_from_running_costs():
    budget = make_budget(*mother())

    assert [(arrear.label, arrear.cents) for arrear in budget.arrears] == [("Huur", 2_890_00)]
    assert budget.group(Group.FIXED).lines[0].cents == 684_50


def test_the_man_whose_premium_the_cak_withholds():
    budget = make_budget(man_at_the_desk())

    benefit = budget.group(Group.INCOME).lines[0]
    assert benefit.cents == 1_351_33
    assert "172,70" in benefit.note
    assert budget.income_cents == 1_548_46
    assert budget.expenses_cents == 1_475_11
    assert budget.room_cents == 73_35


def test_each_line_says_how_it_became_a_month():
    lines = {line.key: line for group in make_budget(*mother()).groups for line in group.lines}

    assert lines["wage"].formula == "€\xa01.180,00 per 4 weken × 13 : 12 maanden = €\xa01.278,33"
    assert lines["care"].formula == "€\xa0171,50 per maand"
    assert (lines["food"].entered_cents, lines["food"].period) == (135_00, Period.WEEK)


def test_half_a_month_says_no_more_than_it_knows():
    assert make_budget([Post("wage", 1_850_00)]).sentence == "Er komt €\xa01.850,00 per maand binnen."
    assert make_budget([Post("rent", 140_00)]).sentence == "Er gaat €\xa0140,00 per maand uit."
    assert make_budget([]).sentence == "Er komt evenveel binnen als eruit gaat."


def test_an_amount_per_week_comes_back_as_it_was_told():
    for cents in (95_50, 135_00, 40_01, 99_99):
        assert make_budget([Post("food", cents, Period.WEEK)]).food_per_week_cents == cents


class TestNothingCountsTwice:
    def test_beslag_withheld_from_the_wage_and_told_at_the_debt(self):
        withheld = _wage(withheld=(Withheld(Withholding.BESLAG, 100_00),))
        budget = make_budget([withheld], [DebtPayment(Kind.BESLAG, 100_00, label="Bank")])

        assert (budget.income_cents, budget.payments_cents, budget.room_cents) == (1_100_00, 100_00, 1_000_00)
        assert any("telt één keer" in note for note in budget.notes)

    def test_net_wage_after_beslag_beside_a_beslag_line(self):
        budget = make_budget([_wage(), Post("garnishment", 100_00)])

        assert (budget.income_cents, budget.payments_cents, budget.room_cents) == (1_100_00, 100_00, 1_000_00)

    def test_net_wage_after_beslag_beside_a_beslag_at_the_debt(self):
        assert make_budget([_wage()], [DebtPayment(Kind.BESLAG, 100_00)]).room_cents == 1_000_00

    def test_wage_before_beslag_beside_a_beslag_line(self):
        assert make_budget([_wage(basis=Basis.FULL), Post("garnishment", 100_00)]).room_cents == 900_00

    def test_beslag_told_three_times(self):
        wage = _wage(withheld=(Withheld(Withholding.BESLAG, 100_00),))
        budget = make_budget(
            [wage, Post("garnishment", 100_00)], [DebtPayment(Kind.BESLAG, 100_00, debt="a")]
        )

        assert (budget.payments_cents, budget.room_cents) == (100_00, 1_000_00)

    def test_beslag_told_in_the_step_alone_and_in_four_places(self):
        """€ 190 per 4 weeks is € 205,83 a month (case A), however often it is told."""
        told = DebtPayment(Kind.BESLAG, 190_00, Period.FOUR_WEEKS, "Deurwaarder D", told=Told.STEP)
        alone = make_budget([_wage()], [told])
        assert (alone.income_cents, alone.payments_cents, alone.room_cents) == (1_205_83, 205_83, 1_000_00)

        wage = Post("wage", 990_00, Period.FOUR_WEEKS, withheld=(Withheld(Withholding.BESLAG, 190_00),))
        line = Post("garnishment", 190_00, Period.FOUR_WEEKS)
        debt = DebtPayment(Kind.BESLAG, 190_00, Period.FOUR_WEEKS, "Webwinkel", "webshop")
        everywhere = make_budget([wage, line], [debt, told])
        assert (everywhere.payments_cents, everywhere.room_cents) == (
            205_83,
            per_month(990_00, Period.FOUR_WEEKS),
        )
        assert sum("Deurwaarder D" in note for note in everywhere.notes) == 1

    def test_two_real_attachments_stay_two(self):
        wage = _wage(withheld=(Withheld(Withholding.BESLAG, 100_00, debt="a"),))
        budget = make_budget([wage], [DebtPayment(Kind.BESLAG, 40_00, debt="b")])

        assert budget.payments_cents == 140_00

    @pytest.mark.parametrize("kind", [Withholding.VERREKENING, Withholding.TERUGBETALEN])
    def test_verrekening_on_a_toeslag_and_at_the_debt(self, kind):
        toeslag = Post("child_budget", 625_00, withheld=(Withheld(kind, 150_00),))
        budget = make_budget([toeslag], [DebtPayment(Kind.VERREKENING, 150_00)])

        assert (budget.income_cents, budget.payments_cents, budget.room_cents) == (775_00, 150_00, 625_00)

    def test_arrangements_as_one_expense_and_one_by_one_at_the_debts(self):
        posts = [_wage(), Post("debt_payments", 110_00)]
        debts = [DebtPayment(Kind.REGELING, 60_00, debt="a"), DebtPayment(Kind.REGELING, 50_00, debt="b")]

        budget = make_budget(posts, debts)
        assert budget.payments_cents == 110_00
        assert [line.debt for line in budget.group(Group.DEBT_PAYMENT).lines] == ["a", "b"]

    def test_arrangements_in_the_expenses_that_no_debt_knows_still_count(self):
        budget = make_budget([Post("debt_payments", 80_00)], [DebtPayment(Kind.REGELING, 50_00)])

        assert budget.payments_cents == 80_00

    def test_toeslag_straight_to_the_landlord_with_the_whole_rent(self):
        toeslag = Post("rent_allowance", 300_00, paid_directly=Direct.LANDLORD)
        budget = make_budget([toeslag, Post("rent", 700_00)])

        assert budget.room_cents == -400_00

    def test_toeslag_straight_to_the_landlord_with_the_rent_that_is_left(self):
        toeslag = Post("rent_allowance", 300_00, paid_directly=Direct.LANDLORD)
        budget = make_budget([toeslag, Post("rent", 400_00, basis=Basis.ON_ACCOUNT)])

        assert budget.group(Group.FIXED).cents == 700_00
        assert budget.room_cents == -400_00

    def test_zorgtoeslag_straight_to_the_insurer(self):
        toeslag = Post("care_allowance", 129_00, paid_directly=Direct.INSURER)
        budget = make_budget([toeslag, Post("health_premium", 42_50, basis=Basis.ON_ACCOUNT)])

        assert budget.room_cents == -42_50

    def test_the_premium_withheld_for_the_cak_and_entered_as_expense(self):
        benefit = Post("benefit_pw", 1_178_63, withheld=(Withheld(Withholding.CAK, 172_70),))
        premium = Post("health_premium", 172_70, paid_directly=Direct.WITHHELD)
        budget = make_budget([benefit, premium])

        assert (budget.expenses_cents, budget.room_cents) == (172_70, 1_178_63)

    def test_own_extra_insurance_beside_the_cak_still_counts(self):
        benefit = Post("benefit_pw", 1_178_63, withheld=(Withheld(Withholding.CAK, 172_70),))
        assert make_budget([benefit, Post("health_premium", 30_00)]).room_cents == 1_148_63

    def test_an_expense_paid_by_withholding_from_a_net_benefit(self):
        rent = Post("rent", 500_00, paid_directly=Direct.WITHHELD)
        budget = make_budget([Post("benefit_pw", 800_00), rent])

        assert (budget.income_cents, budget.room_cents) == (1_300_00, 800_00)


def test_a_one_off_stands_outside_the_average_month():
    gift = Post("other_income", 250_00, one_off=(2026, 12))
    budget = make_budget([_wage(), gift])

    assert budget.income_cents == 1_000_00
    assert budget.one_offs == (gift,)


def test_a_shortage_is_a_sentence_without_blame():
    assert (
        make_budget([Post("wage", 100_00), Post("rent", 240_00)]).sentence
        == "U komt €\xa0140,00 per maand tekort."
    )


def test_an_unknown_category_or_amount_is_refused():
    with pytest.raises(ValueError):
        Post("lottery", 1)
    with pytest.raises(ValueError):
        Post("rent", -1)


CENTS = st.integers(0, 5_000_00)
POSTS = st.builds(
    Post,
    code=st.sampled_from([category.code for category in CATEGORIES]),
    cents=CENTS,
    period=st.sampled_from(list(Period)),
    basis=st.sampled_from([None, *Basis]),
    paid_directly=st.sampled_from([None, *Direct]),
    withheld=st.lists(st.builds(Withheld, st.sampled_from(list(Withholding)), CENTS), max_size=2).map(tuple),
)
DEBTS = st.builds(
    DebtPayment,
    kind=st.sampled_from(list(Kind)),
    cents=CENTS,
    period=st.sampled_from(list(Period)),
    debt=st.sampled_from([None, "a", "b"]),
)


@given(st.lists(POSTS, max_size=8), st.lists(DEBTS, max_size=4))
def test_totals_are_sums_of_rounded_lines(posts, debts):
    budget = make_budget(posts, debts)

    for group in budget.groups:
        assert group.cents == sum(line.cents for line in group.lines)
    income, *out = (group.cents for group in budget.groups)
    assert budget.room_cents == income - sum(out)
    assert budget.room_before_cents - budget.payments_cents == budget.room_cents


@given(st.lists(DEBTS, max_size=4), st.lists(POSTS, max_size=5), st.integers(0, 3), st.integers(1, 1_000_00))
def test_a_higher_payment_never_lowers_the_payments(debts, posts, place, more):
    if place >= len(debts):
        return
    higher = [*debts]
    higher[place] = replace(debts[place], cents=debts[place].cents + more)

    assert make_budget(posts, higher).payments_cents >= make_budget(posts, debts).payments_cents


@given(st.lists(POSTS, max_size=6), st.integers(1, 1_000_00), st.sampled_from(list(Period)))
def test_more_rent_is_exactly_that_much_less_room(posts, more, period):
    others = [post for post in posts if post.code != "rent" and not post.paid_directly]
    less = make_budget(others).room_cents - make_budget([*others, Post("rent", more, period)]).room_cents

    assert less == per_month(more, period)
