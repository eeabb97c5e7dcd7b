from dataclasses import replace

import pytest

from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.document import LANDLORD_PARTS, Agreement, Plan, PlanDebt, Sender, budget_plan
from schuldhulp.budget.plans import plan_of, plan_text
from schuldhulp.budget.posten import Post, Withheld, Withholding
from tests.budget.plans import plan_of_the_man, plan_of_the_mother


def _figures(document):
    return [(line.label, line.cents) for group in document.groups for line in group.lines]


def test_paper_and_screen_have_the_same_figures():
    document = plan_of_the_mother()

    assert (
        document.room_cents
        == document.income_cents - document.expenses_cents - document.payments_cents
        == 78_69
    )
    assert (
        sum(group.cents for group in document.groups[1:]) == document.expenses_cents + document.payments_cents
    )
    for group in document.groups:
        assert group.cents == sum(line.cents for line in group.lines)
    assert document.debts_cents == 12_054_25


def test_debts_without_an_exact_amount_are_said_to_be_so():
    plan = Plan(debts=(PlanDebt("A", 100_00, approximate=True), PlanDebt("B", None)))
    document = replace(plan_of_the_mother(), plan=plan)

    assert (document.debts_about, document.debts_cents, document.debts_unknown) == ("ongeveer ", 100_00, 1)


def test_a_month_that_misses_groups_says_so():
    rent = Post("rent", 650_00)

    assert make_budget([rent]).still_missing == (
        "Er staat nog niets bij inkomen en huishouden. Het bedrag kan dus nog veranderen."
    )
    assert plan_of_the_mother().still_missing == ""


def test_the_version_for_the_landlord_keeps_the_figures_and_drops_the_names():
    document = plan_of_the_mother(LANDLORD_PARTS)
    labels = [group.label for group in document.groups]

    assert document.room_cents == 78_69
    assert labels[-1] == "Andere betalingen"
    assert document.groups[-1].lines == ()
    assert document.arrears == ()
    assert "Beslag en terugbetalen" not in {label for label, _ in document.chart.table}
    assert not document.has("schulden")
    assert not document.has("afspraken")


def test_a_private_version_hides_what_is_withheld():
    posts = (
        Post("wage", 1_000_00, withheld=(Withheld(Withholding.BESLAG, 90_00),)),
        Post("benefit_pw", 200_00, withheld=(Withheld(Withholding.CAK, 172_70),)),
        Post("set_off", 30_00),
    )
    document = budget_plan(
        make_budget(posts),
        Plan(),
        sender=Sender("X"),
        whose="Y",
        made_on=None,
        version="1",
        parts=LANDLORD_PARTS,
    )
    text = repr(document.groups) + repr(document.chart)

    for word in ("eslag", "CAK", "ingehouden", "errekening", "Ingehouden"):
        assert word not in text


def test_parts_without_content_are_not_there():
    document = plan_of_the_man()

    assert document.has("maand")
    assert document.has("leefgeld")
    assert not document.has("doelen")
    assert not document.has("schulden")


def test_a_colour_is_a_colour():
    with pytest.raises(ValueError):
        Sender("X", "red; } body { display: none")


def test_an_approximate_amount_says_so():
    lines = {line.label: line for group in plan_of_the_mother().groups for line in group.lines}
    assert lines["Overige uitgaven"].approximate
    assert ("Overige uitgaven", 80_00) in _figures(plan_of_the_mother())


def test_an_own_idea_is_kept_apart_from_what_was_agreed():
    plan = Plan(agreements=(Agreement("Post op maandag."),), ideas=(Agreement("Minder abonnementen"),))
    assert plan_of(plan_text(plan)) == plan
    older = plan_text(plan).replace(', "ideas": [{"text": "Minder abonnementen", "when": "", "who": ""}]', "")
    older = older.replace('"ideas": [{"text": "Minder abonnementen", "when": "", "who": ""}], ', "")
    assert plan_of(older).ideas == ()
