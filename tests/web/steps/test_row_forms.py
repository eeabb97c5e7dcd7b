"""Forms of lines: incomes, expenses, people, debts, papers, mandates, identity."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from werkzeug.datastructures import MultiDict

from schuldhulp.budget.posten import PayDay, Withheld, Withholding
from schuldhulp.budget.told import pay_day_of as pay_day
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.steps import STEP
from schuldhulp.money import Period
from schuldhulp.web.steps.budget_rows import BudgetRows
from schuldhulp.web.steps.debt_forms import (
    DebtForm,
    IdentityForm,
    MandateForm,
    PaperForm,
    RoughDebtsForm,
    WithdrawMandateForm,
)
from schuldhulp.web.steps.row_fields import say_pay_day
from schuldhulp.web.steps.row_forms import ExpenseForm, HouseholdMemberForm, IncomeForm

WORK, HOME = STEP["lonen-en-uitkeringen"], STEP["wonen"]


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False)
    with app.test_request_context(), time_machine.travel("2026-11-20T16:40:00+01:00", tick=False):
        yield


def typed(**values: str) -> MultiDict:
    pairs = [("token", "0" * 32)]
    for key, value in values.items():
        key = key.replace("__open", "--open")
        pairs += [(key, item) for item in value] if isinstance(value, list) else [(key, value)]
    return MultiDict(pairs)


def test_the_wage_of_case_a_per_four_weeks_with_an_attachment():
    form = IncomeForm(
        typed(
            code="wage", amount="990", per="4weken", pay_day="vrijdag", paid_on="13-11-2026", whose="client",
            something_off="ja", beslag="190,00", cak__open="weet_ik_niet", lowest="960", paid_directly="account",
        ),
        step=WORK,
    )  # fmt: skip
    assert form.validate(), form.errors
    assert (form.amount.data, form.per.data, form.pay_day.data) == (99000, Period.FOUR_WEEKS, "vr")
    assert form.withheld() == (Withheld(Withholding.BESLAG, 19000),)
    assert form.lowest.data == 96000 and form.paid_on.data == date(2026, 11, 13)


def test_nothing_is_withheld_when_the_answer_is_no():
    form = IncomeForm(typed(code="wage", amount="1", per="maand", something_off="nee", beslag="x"), step=WORK)
    assert form.validate(), form.errors
    assert form.withheld() == ()


def test_a_step_offers_its_own_kinds_with_their_usual_period():
    form = IncomeForm(step=WORK, data={"code": "benefit_ww"})
    assert [choice.value for choice in form.code.choices] == list(WORK.codes)
    assert form.per.data is Period.FOUR_WEEKS
    assert IncomeForm(step=WORK, data={"code": "wage", "per": Period.WEEK}).per.data is Period.WEEK
    assert not IncomeForm(typed(code="rent", amount="1", per="maand"), step=WORK).validate()


def test_an_amount_is_needed_or_open():
    form = IncomeForm(typed(code="wage", per="maand"), step=WORK)
    assert not form.validate() and "Weet ik niet" in form.errors["amount"][0]
    form = IncomeForm(typed(code="wage", per="maand", amount__open="weet_ik_niet"), step=WORK)
    assert form.validate() and form.amount.data is Open.DONT_KNOW


def test_arrears_stand_apart_from_the_running_cost():
    form = ExpenseForm(
        typed(
            code="rent", amount="684,50", per="maand", pay_day="de 1e", paid_this_month="nee", arrears="2.890"
        ),
        step=HOME,
    )
    assert form.validate(), form.errors
    assert (form.amount.data, form.arrears.data, form.pay_day.data) == (68450, 289000, "1")
    form = ExpenseForm(
        typed(code="rent", amount="1", per="maand", paid_this_month="ja", arrears="x"), step=HOME
    )
    assert form.validate() and form.arrears.data is None


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("24", "24", "de 24e"),
        ("De 24e", "24", "de 24e"),
        ("op de 1e van de maand", "1", "de 1e"),
        ("vrijdag", "vr", "vrijdag"),
        ("elke ma", "ma", "maandag"),
        ("laatste dag", "31", "laatste dag"),
    ],
)
def test_a_pay_day_is_read_as_people_write_it(text, code, words):
    form = IncomeForm(typed(code="wage", amount="1", per="maand", pay_day=text), step=WORK)
    assert form.validate(), form.errors
    assert form.pay_day.data == code and say_pay_day(code) == words
    again = IncomeForm(typed(code="wage", amount="1", per="maand", pay_day=words), step=WORK)
    assert again.pay_day.data == code


def test_an_unknown_pay_day_asks_again():
    form = IncomeForm(typed(code="wage", amount="1", per="maand", pay_day="de 32e"), step=WORK)
    assert not form.validate() and form.pay_day._value() == "de 32e"


def test_a_stored_pay_day_becomes_the_value_of_the_budget():
    assert pay_day("24") == PayDay(day=24) and pay_day("vr") == PayDay(weekday=4)
    assert pay_day(None, month=5) == PayDay(month=5) and pay_day(None) is None


def test_a_child_by_age_and_days():
    form = HouseholdMemberForm(typed(kind="child", age="13", days_a_week="4", has_income="zomaar"))
    assert form.validate(), form.errors
    assert form.born_in(date(2026, 11, 20)) == 2013 and form.days_a_week.data == 4
    assert HouseholdMemberForm(typed(kind="child", birth_year="2019")).born_in(date(2026, 1, 1)) == 2019
    assert HouseholdMemberForm(typed(kind="adult", age__open="later")).born_in(date(2026, 1, 1)) is None
    assert not HouseholdMemberForm(typed(kind="child", days_a_week="8")).validate()


def test_a_debt_needs_only_a_name():
    form = DebtForm(typed(creditor="Mijn zus"), creditors=["Ziggo"])
    assert form.validate(), form.errors
    assert form.creditor.suggestions == ["Ziggo"] == form.collector.suggestions
    assert not DebtForm(typed(claimed="100")).validate()


def test_a_debt_with_everything_from_the_letter():
    form = DebtForm(
        typed(
            creditor="Verhuurder Oost", collector="Deurwaarder A", whose="together", claimed="2.890", original="2.500",
            reference="H-12 / é", letter_date="12-11-2026", has_arrangement="ja", arrangement="50",
            arrangement_per="maand", arrangement_kept="soms", last_payment_on="1-9-2026", judgment="vonnis",
            threat="ontruiming", threat_on="26-11-2026", correct="nee", dispute="Het is minder.", most_worried="y",
        )
    )  # fmt: skip
    assert form.validate(), form.errors
    assert (form.claimed.data, form.threat.data.value) == (289000, "ontruiming")
    assert form.threat_on.data == date(2026, 11, 26)
    form = DebtForm(typed(creditor="X", letter_date="12-12-2026", last_payment_on="1-1-2027"))
    assert not form.validate() and set(form.errors) == {"letter_date", "last_payment_on"}


def test_ten_rough_lines_keep_the_named_ones():
    assert len(RoughDebtsForm().lines) == 10
    values = typed()
    for number in range(10):
        values.add(f"lines-{number}-name", f"Schuldeiser {number}" if number < 3 else "")
        values.add(f"lines-{number}-amount", "100" if number < 2 else "")
    form = RoughDebtsForm(values)
    assert form.validate(), form.errors
    assert form.named_lines() == [
        ("Schuldeiser 0", 10000), ("Schuldeiser 1", 10000), ("Schuldeiser 2", None),
    ]  # fmt: skip


def test_a_rough_amount_without_a_name_asks_for_one_and_stays():
    values = typed()
    values.update({"lines-0-name": "", "lines-0-amount": "40"})
    form = RoughDebtsForm(values)
    assert not form.validate()
    assert form.lines[0].form["name"].errors == ["Schrijf erbij aan wie dit is."]
    assert form.lines[0].form["amount"]._value() == "40"
    values["lines-0-amount"] = "veel"
    assert not RoughDebtsForm(values).validate()


def test_a_paper_can_be_there_be_missing_or_not_apply():
    assert PaperForm(typed(kind="payslip", state="have", how="photo")).validate()
    assert PaperForm(typed(kind="other", label="Brief van school", state="cannot")).validate()
    empty = PaperForm(typed())
    assert not empty.validate() and set(empty.errors) == {"kind", "state"}


def test_a_mandate_names_organisations_and_a_day():
    names = [("a", "Verhuurder"), ("b", "Energiebedrijf")]
    form = MandateForm(typed(debts=["a", "b"], how="portal", signed_on="20-11-2026", read="y"), debts=names)
    assert form.validate(), form.errors
    assert form.debts.data == ("a", "b")
    empty = MandateForm(typed(), debts=names)
    assert not empty.validate() and set(empty.errors) == {"debts", "how", "signed_on", "read"}
    assert not MandateForm(
        typed(debts=["z"], how="paper", signed_on="1-1-2026", read="y"), debts=names
    ).validate()
    assert WithdrawMandateForm(typed()).validate()


def test_the_identity_block_checks_numbers_and_may_wait():
    form = IdentityForm(
        typed(legal_name="Иван Петров", bsn="111222333", postcode="1234ab", birth_date="1-2-1992")
    )
    assert form.validate(), form.errors
    assert form.postcode.data == "1234 AB" and form.bsn.data == "111222333"
    bad = IdentityForm(typed(bsn="123456789", postcode="12 AB"))
    assert (
        not bad.validate()
        and "negen cijfers" in bad.errors["bsn"][0]
        and "1234 AB" in bad.errors["postcode"][0]
    )
    assert IdentityForm(typed(bsn__open="later")).validate()


def test_an_editor_that_says_nothing_about_saving_is_never_made() -> None:
    with pytest.raises(TypeError, match="abstract"):
        BudgetRows()  # type: ignore[abstract]
