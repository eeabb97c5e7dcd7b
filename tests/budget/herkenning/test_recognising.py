"""Worked households: what is proposed, why, and that every line counts exactly once."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schuldhulp.budget.afschriften.transaction import Transaction
from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.categories import Group
from schuldhulp.budget.herkenning.proposal import Proposal, Recognised
from schuldhulp.budget.herkenning.recognising import recognise
from schuldhulp.budget.herkenning.rule_files import rule_book
from schuldhulp.budget.herkenning.rules import KnownName
from schuldhulp.budget.told import post_of
from schuldhulp.money import Period
from tests.budget.herkenning.households import FIRST, LAST, card, every, line, man, many, monthly, mother

BOOK = rule_book()
VARIES = "Het bedrag wisselt. Dit is het middelste van de laatste"


def seen(recognised: Recognised) -> dict[str, tuple[int, Period]]:
    return {one.name: (one.cents, one.period) for one in recognised.proposals}


def only(recognised: Recognised) -> Proposal:
    assert len(recognised.proposals) == 1, seen(recognised)
    return recognised.proposals[0]


def left_out(recognised: Recognised) -> dict[str, int]:
    return {one.reason: len(one.lines) for one in recognised.left_out}


def test_the_mother_of_case_a_comes_out_as_she_would_write_it() -> None:
    month = Period.MONTH
    found = recognise(mother(), BOOK)
    assert seen(found) == {
        "Loon (Bakkerij Jansen BV)": (990_00, Period.FOUR_WEEKS),
        "Vakantiegeld (Bakkerij Jansen BV)": (1_150_00, Period.YEAR),
        "Zorgtoeslag": (129_00, month),
        "Huurtoeslag": (418_00, month),
        "Kindgebonden budget": (775_00, month),
        "Kinderbijslag": (779_83, Period.QUARTER),
        "Huur (Woningstichting De Linde)": (684_50, month),
        "Gas en stroom (Eneco Consumenten)": (265_00, month),
        "Water (Vitens NV)": (54_00, Period.QUARTER),
        "Telefoon (Simyo)": (45_00, month),
        "Internet en tv (Ziggo Services)": (47_50, month),
        "Zorgverzekering (Zilveren Kruis)": (171_50, month),
        "Centraal Beheer": (22_00, month),
        "Kinderopvang (Kinderopvang De Zon)": (140_00, month),
        "Abonnementen en contributies (Netflix International)": (12_99, month),
        "Kleding en schoenen": (30_00, month),
        "Boodschappen": (135_00, Period.WEEK),
        "Afbetalen volgens afspraak (Incassobureau Van Dam)": (60_00, month),
        "Afbetalen volgens afspraak (Gerechtsdeurwaarder Smit)": (50_00, month),
    }
    assert left_out(found) == {
        "Van en naar uw eigen rekeningen.": 1,
        "Afgeschreven en weer teruggekomen.": 2,
        "Te lang geleden voor een gemiddelde van nu.": 26,
        "Bijgeschreven, en niet op een vast moment.": 1,
    }


def test_every_proposal_says_why_and_on_which_day() -> None:
    by_name = {one.name: one for one in recognise(mother(), BOOK).proposals}
    wage, benefit = by_name["Loon (Bakkerij Jansen BV)"], by_name["Kinderbijslag"]
    assert (wage.reason, wage.pay_day, wage.paid_on) == (
        "Elke 4 weken op vrijdag.", "vr", date(2026, 11, 6),
    )  # fmt: skip
    assert (benefit.reason, benefit.month) == ("Elk kwartaal, de laatste keer op 1 oktober, van SVB.", 10)
    assert by_name["Zorgtoeslag"].reason == "Elke maand rond de 20e, van Belastingdienst."
    assert by_name["Boodschappen"].reason == (
        "Gemiddeld per week, uit 26 betalingen in 13 weken, bij Lidl en Jumbo Voorbeeldstad. Afgerond op hele euro’s."
    )
    assert "Wij denken dat dit vakantiegeld was." in by_name["Vakantiegeld (Bakkerij Jansen BV)"].reason


def test_the_proposals_make_the_month_of_case_a() -> None:
    found = recognise(mother(), BOOK)
    budget = make_budget([post_of(one.told, one.key) for one in found.proposals])
    # practice.md §5, case A: income 2.956,10 before the beslag of 205,83 that the account does not show.
    assert budget.income_cents == 2_956_10 - 205_83
    assert budget.payments_cents == 110_00


def test_the_man_of_case_c_his_rent_went_up_and_he_lives_on_cash() -> None:
    found = recognise(man(), BOOK)
    assert seen(found) == {
        "Bijstand (Gemeente Voorbeeldstad)": (1_178_63, Period.MONTH),
        "Zorgtoeslag": (129_00, Period.MONTH),
        "Huur (Stichting Woonbron)": (580_00, Period.MONTH),
        "Gas en stroom (Vattenfall)": (195_00, Period.MONTH),
        "Uitvaartverzekering (DELA)": (18_00, Period.MONTH),
        "Contant geld": (70_00, Period.WEEK),
    }


@pytest.mark.parametrize(
    ("amounts", "cents", "how"),
    [
        ([650_00] * 6, 650_00, ""),
        ([650_00] * 4 + [684_50] * 2, 684_50, ""),
        ([650_00] * 5 + [684_50], 684_50, "Het bedrag is één keer veranderd. Dit is het nieuwe."),
        (
            [1_000, 1_200, 1_100, 1_300, 1_250, 1_150],
            1_200,
            "Het bedrag wisselt. Dit is het middelste van de laatste 6.",
        ),
        ([90_00, 10_00, 12_00, 11_00], 12_00, f"{VARIES} 4."),
    ],
)
def test_which_amount_an_expense_has_now(amounts: list[int], cents: int, how: str) -> None:
    days = list(monthly(4, date(2026, 1, 1), date(2026, 6, 30)))[: len(amounts)]
    found = only(recognise([line(on, -one, "Eneco") for on, one in zip(days, amounts, strict=True)], BOOK))
    assert (found.cents, found.code) == (cents, "energy")
    assert found.reason.endswith(how) and (how or "bedrag" not in found.reason)


def test_of_two_middle_incomes_the_lowest_counts_and_the_lowest_of_three_is_told() -> None:
    amounts = [1_500_00, 1_600_00, 1_400_00, 1_450_00, 1_700_00, 1_350_00]
    days = list(monthly(25, date(2026, 7, 1), date(2026, 12, 31)))
    found = only(
        recognise([line(on, one, "Rederij", "Salaris") for on, one in zip(days, amounts, strict=True)], BOOK)
    )
    assert (found.cents, found.lowest_cents, found.code) == (1_450_00, 1_350_00, "wage")


def test_a_yearly_settlement_beside_a_fixed_amount_is_left_out() -> None:
    lines = [line(on, -265_00, "Eneco") for on in monthly(3)] + [
        line(date(2026, 9, 17), -412_00, "Eneco", "Jaarnota")
    ]
    found = recognise(lines, BOOK)
    assert only(found).cents == 265_00
    assert left_out(found) == {"Eenmalig, naast een vast bedrag.": 1}


def test_two_fixed_amounts_for_one_other_side_are_two_posts() -> None:
    lines = [line(on, -cents, "Woonstad", "huur") for on in monthly(1) for cents in (650_00, 45_00)]
    assert [one.cents for one in recognise(lines, BOOK).proposals] == [650_00, 45_00]


def test_what_has_stopped_is_not_proposed() -> None:
    lines = [line(on, -45_00, "Simyo") for on in monthly(12, FIRST, date(2026, 8, 1))]
    lines += [line(on, -265_00, "Eneco") for on in monthly(3)]
    found = recognise(lines, BOOK)
    assert only(found).code == "energy"
    assert left_out(found) == {"Gestopt: dit kwam een tijd niet meer voor.": 2}


def test_seen_once_counts_when_it_is_new_or_comes_by_the_quarter() -> None:
    others = [line(on, -265_00, "Eneco") for on in monthly(3)]
    new = recognise([*others, line(date(2026, 11, 12), -45_00, "Simyo")], BOOK).proposals[1]
    assert (new.code, new.approximate, new.reason) == (
        "telephone", True, "Eén keer gezien, op 12 november. Dit komt meestal per maand.",
    )  # fmt: skip
    old = recognise([*others, line(date(2026, 6, 12), -45_00, "Simyo")], BOOK)
    assert left_out(old) == {"Eén keer gezien, en daarna niet meer.": 1}
    tax = recognise([*others, line(date(2026, 6, 12), -492_00, "Gemeentebelastingen Noord")], BOOK).proposals[
        1
    ]
    assert (tax.code, tax.period, tax.month) == ("municipal_tax", Period.YEAR, 6)
    refund = recognise(
        [*others, line(date(2026, 11, 12), 312_00, "Belastingdienst", "Voorlopige aanslag 2026")], BOOK
    )
    assert only(refund).code == "energy"


def test_both_sides_of_an_own_transfer_are_left_out_and_a_gift_is_not() -> None:
    here, there = "NL20INGB0001234567", "NL02INGB0000004321"
    out = Transaction(date(2026, 10, 1), -100_00, "A. Jansen", there, "", "4567", "ING")
    back = Transaction(date(2026, 10, 2), 100_00, "A. Jansen", here, "", "4321", "ING")
    gift = replace(out, counterparty_iban="NL02INGB0000009999", booked_on=date(2026, 10, 3))
    found = recognise([out, back, gift], BOOK)
    assert left_out(found) == {
        "Van en naar uw eigen rekeningen.": 2,
        "Afgeschreven, en niet op een vast moment.": 1,
    }


def test_a_shop_that_pays_back_lowers_the_average() -> None:
    lines = [card(on, 91_00, "Zeeman 88") for on in monthly(9, date(2026, 1, 1))]
    lines.append(line(date(2026, 11, 12), 30_00, "Zeeman 88", "retourpin", ""))
    found = only(recognise(lines, BOOK))
    total, days = 11 * 91_00 - 30_00, (date(2026, 11, 12) - lines[0].booked_on).days + 1
    assert found.cents == round(total * 365 / (days * 12) / 100) * 100
    assert (found.code, found.period) == ("clothing", Period.MONTH)


def test_a_creditor_of_the_dossier_is_a_payment_on_its_debt() -> None:
    names = [
        KnownName("Bol & Zn", debt="d1"),
        KnownName("Ziggo", "telecom", "d2"),
        KnownName("Rente BV", "incassobureau"),
    ]
    lines = [line(on, -25_00, "BOL & ZN", "termijn") for on in monthly(7)]
    lines += [line(on, -47_50, "Ziggo Services", "Factuur") for on in monthly(14)]
    lines += [line(on, -15_00, "Ziggo Services", "Betalingsregeling") for on in monthly(21)]
    lines += [line(on, -10_00, "Rente BV") for on in monthly(11)]
    found = {(one.code, one.cents): one.debt for one in recognise(lines, BOOK, names).proposals}
    assert found == {
        ("internet_tv", 47_50): "", ("debt_payments", 25_00): "d1", ("debt_payments", 15_00): "d2",
        ("debt_payments", 10_00): "",
    }  # fmt: skip


def test_an_unknown_other_side_needs_three_times_and_much_the_same_amount() -> None:
    thrice = list(monthly(8, date(2026, 9, 1)))
    assert (
        only(recognise([line(on, -31_00, "J. Bakker en Zn") for on in thrice], BOOK)).name == "Boodschappen"
    )
    found = only(recognise([line(on, -31_00, "Atelier Rood") for on in thrice], BOOK))
    assert (found.code, found.name) == ("other_fixed", "Atelier Rood")
    income = only(recognise([line(on, 50_00, "M. de Vries") for on in thrice], BOOK))
    assert (income.code, income.name) == ("other_income", "M. de Vries")
    assert recognise([line(on, -31_00, "Atelier Rood") for on in thrice[:2]], BOOK).proposals == ()
    differ = [
        line(on, -cents, "Atelier Rood") for on, cents in zip(thrice, (10_00, 90_00, 300_00), strict=True)
    ]
    assert recognise(differ, BOOK).proposals == ()


def test_cards_that_no_rule_knows_are_one_average() -> None:
    lines = [card(on, 7_00, f"Bloemenhuis {n}") for n, on in enumerate(every(7, date(2026, 8, 22)))]
    found = only(recognise(lines, BOOK))
    assert (found.name, found.period) == ("Andere winkels", Period.MONTH)


def test_older_than_thirteen_months_says_nothing_about_now() -> None:
    old = [line(on, -100_00, "Eneco") for on in monthly(3, date(2016, 1, 1), date(2025, 9, 1))]
    found = recognise([*old, *mother()], BOOK)
    assert found.first > LAST - timedelta(days=400)
    assert seen(found)["Gas en stroom (Eneco Consumenten)"] == (265_00, Period.MONTH)


def test_one_line_and_a_balance_below_zero_are_no_trouble() -> None:
    found = recognise([line(LAST, -684_50, "Woonstad", "huur")], BOOK)
    assert (only(found).cents, found.first, found.last, found.lines) == (684_50, LAST, LAST, 1)


def lines_of(recognised: Recognised) -> Counter[tuple[date, int, str]]:
    parts = (*recognised.proposals, *recognised.left_out)
    return Counter((one.on, one.cents, one.text) for part in parts for one in part.lines)


@given(st.integers(0, 2**32), st.integers(1, 160))
@settings(max_examples=60, deadline=None)
def test_every_line_counts_once_whatever_the_statement(seed: int, count: int) -> None:
    dice = random.Random(seed)
    pool = mother() + man() + many(600)
    chosen = [dice.choice(pool) for _ in range(count)]
    chosen = [replace(one, amount_cents=one.amount_cents * dice.choice((1, 1, 1, -1, 2))) for one in chosen]
    found = recognise(chosen, BOOK)
    first = max(one.booked_on for one in chosen) - timedelta(days=400)
    recent = [one for one in chosen if one.booked_on > first]
    assert lines_of(found) == Counter((one.booked_on, one.amount_cents, one.counterparty) for one in recent)
    assert all(one.cents > 0 and one.reason and type(one.cents) is int for one in found.proposals)
    assert len({one.key for one in found.proposals}) == len(found.proposals)
    assert all((one.group is Group.INCOME) == (one.lines[0].cents > 0) for one in found.proposals
               if one.lines and not one.approximate)  # fmt: skip


def test_the_order_of_lines_changes_nothing() -> None:
    lines = mother()
    expected = recognise(lines, BOOK)
    random.Random(4).shuffle(lines)
    assert seen(recognise(lines, BOOK)) == seen(expected)
