"""What is told of a line, and what the calculation makes of it; ideas and plans as text to keep."""

from datetime import date

import pytest

from schuldhulp.budget.changes import changes_of, changes_text, say_changes
from schuldhulp.budget.document import Agreement, Plan, PlanDebt
from schuldhulp.budget.plans import plan_of, plan_text
from schuldhulp.budget.posten import Direct, PayDay, Post, Whose, Withheld, Withholding
from schuldhulp.budget.told import PostTold, differences, post_of, withheld_from
from schuldhulp.budget.vergelijking import AddPost, ChangePost, StopPost
from schuldhulp.money import Period


def test_a_line_becomes_a_post() -> None:
    told = PostTold(
        code="wage", cents=990_00, period=Period.FOUR_WEEKS, label="Bakkerij", whose="partner", pay_day="vr",
        paid_on=date(2026, 11, 13), withheld=(Withheld(Withholding.BESLAG, 190_00),), approximate=True,
    )  # fmt: skip
    assert post_of(told, "k") == Post(
        "wage", 990_00, Period.FOUR_WEEKS, label="Loon (Bakkerij)", key="k", whose=Whose.PARTNER, approximate=True,
        pay_day=PayDay(weekday=4, known=date(2026, 11, 13)), withheld=told.withheld,
    )  # fmt: skip
    assert withheld_from(told.withheld_stored) == told.withheld
    direct = post_of(
        PostTold(code="rent_allowance", cents=1, paid_directly="landlord", pay_day="31", month=5), "k"
    )
    assert (direct.paid_directly, direct.pay_day) == (Direct.LANDLORD, PayDay(day=31, month=5))


@pytest.mark.parametrize(
    ("code", "label", "name"),
    [
        ("rent", "", "Huur"),
        ("rent", " huur ", "Huur"),
        ("rent", "De Linde", "Huur (De Linde)"),
        ("other_ins", "Verzekeringen samen", "Verzekeringen samen"),
        ("household_other", "Kapper", "Kapper"),
    ],
)
def test_a_line_is_named_so_that_anybody_understands_it(code: str, label: str, name: str) -> None:
    assert PostTold(code=code, label=label).name == name


def test_an_amount_that_becomes_known_is_a_difference() -> None:
    before = PostTold(code="rent", amount_open="weet_ik_niet")
    after = PostTold(code="rent", cents=650_00)
    assert set(differences(before, after)) == {"Bedrag", "Bedrag bekend"}


def test_an_idea_comes_back_and_is_said_in_sentences() -> None:
    rent, phone = Post("rent", 650_00, key="r"), Post("telephone", 45_00, key="t")
    extra = AddPost(Post("other_income", 10_00, Period.WEEK, label="Oppassen", key="n"))
    changes = (ChangePost("t", 12_50), StopPost("r"), extra)
    assert changes_of(changes_text(changes)) == changes
    said = [text.replace("\u00a0", " ") for text in say_changes(changes, (rent, phone))]
    assert said == [
        "Telefoon: € 45,00 per maand wordt € 12,50 per maand.",
        "Huur stopt (€ 650,00 per maand).",
        "Erbij: Oppassen, € 10,00 per week.",
    ]
    assert len(say_changes(changes, ())) == 1, "what is no longer there is left out"


def test_a_plan_comes_back_from_its_text() -> None:
    plan = Plan(
        goals=("Rust",), agreements=(Agreement("Als ik wakker word", "Sam", "elke dag"),),
        debts=(PlanDebt("CJIB", 180_00, "", "dwangbevel", True),), next_steps=(Agreement("Wonen"),),
    )  # fmt: skip
    assert plan_of(plan_text(plan)) == plan
    with pytest.raises((ValueError, KeyError)):
        plan_of("{}")
