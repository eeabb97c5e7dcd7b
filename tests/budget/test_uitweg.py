"""The road out of debt: worked examples, and that no cent is lost on any road."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schuldhulp.budget.aanbod import Rank
from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.categories import Group
from schuldhulp.budget.uitweg import (
    MOST_MONTHS,
    NO_INTEREST,
    Schuld,
    in_instalments,
    in_regeling,
    room_for_debts,
    say_months,
    thawed_roads,
    unplaced_payments,
)
from schuldhulp.road_chart import ROWS, road_chart
from tests.budget.cases import mother

TWO = (Schuld("a", "Energie", 600_00), Schuld("b", "Winkel", 300_00))


def test_two_debts_are_paid_by_their_height_and_end_together():
    road = in_instalments(TWO, 100_00)
    assert road.months == 9 and [part.months for part in road.stukken] == [9, 9]
    assert sum(part.paid_cents for part in road.stukken) == 900_00
    assert road.sentence == "Met €\xa0100,00 per maand duurt het 9 maanden." and NO_INTEREST in road.assumed


def test_an_arrangement_goes_first_and_its_money_goes_on_to_the_others():
    # 60 a month to a, 40 to b: b (300) would take 7,5 months; a is done after 5, then b gets all 100.
    road = in_instalments((Schuld("a", "Energie", 300_00, per_month_cents=60_00), TWO[1]), 100_00)
    assert [part.months for part in road.stukken] == [5, 6] and road.months == 6


def test_no_room_and_a_road_without_end_say_so():
    assert in_instalments(TWO, 0).months is None and "geen ruimte" in in_instalments(TWO, 0).sentence
    far = in_instalments(TWO, 1)
    assert far.months is None and "langer dan 50 jaar" in far.sentence
    assert in_instalments((), 0).months == 0
    with pytest.raises(ValueError, match="below nought"):
        in_instalments(TWO, -1)


def test_a_regeling_of_eighteen_months_divides_as_the_law_does():
    # 18 x 100; preferent 2.000, concurrent 5.000 and 3.000: 600, 750 and 450 (domain figures).
    debts = (Schuld("p", "Gemeente", 2_000_00, rank=Rank.PREFERENT), Schuld("x", "Bank", 5_000_00),
             Schuld("y", "Winkel", 3_000_00), Schuld("l", "LBIO", 900_00, takes_part=False))  # fmt: skip
    road = in_regeling(debts, 100_00, 18)
    assert [part.paid_cents for part in road.stukken] == [600_00, 750_00, 450_00, 0]
    assert [part.months for part in road.stukken] == [18, 18, 18, None]
    assert any("LBIO" in text for text in road.assumed)
    assert in_regeling(debts[3:], 100_00, 18).months is None
    nothing = in_regeling(debts, 0, 18)
    assert (
        nothing.months is None and "geen afloscapaciteit" in nothing.sentence and road_chart(nothing) is None
    )


def test_the_room_of_the_mother_counts_what_is_paid_already():
    # Room 544,52 before payments (case A); the beslag of 205,83 is on a debt of the list, the rest is not.
    posts, payments = mother()
    budget = make_budget(posts, payments)
    room, paid = room_for_debts(budget, ("webshop",))
    assert paid == {"webshop": 205_83} and room == 544_52 - 150_00 - 60_00 - 50_00


def test_what_is_withheld_for_a_debt_nobody_named_is_said_and_shortens_nothing_in_secret():
    posts, payments = mother()
    budget = make_budget(posts, payments)
    unplaced = unplaced_payments(budget)
    named = sum(line.cents for line in budget.group(Group.DEBT_PAYMENT).lines if line.debt)
    assert unplaced + named == budget.group(Group.DEBT_PAYMENT).cents
    road = in_instalments(TWO, 100_00, 355_83)
    assert road.months == 9 and road.sentence == "Met €\xa0100,00 per maand duurt het ten hoogste 9 maanden."
    assert any("€\xa0355,83" in text and "duurt het korter" in text for text in road.assumed)
    assert thawed_roads(json.loads(json.dumps([asdict(road)]))) == (road,)
    before = {name: value for name, value in asdict(road).items() if name != "at_most"}
    assert thawed_roads([before])[0].at_most is False, "a plan frozen before this was known"


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "1 maand"), (11, "11 maanden"), (12, "1 jaar"), (25, "2 jaar en 1 maand"), (0, "0 maanden")],
)
def test_months_in_words(months, words):
    assert say_months(months) == words


def test_a_kept_road_is_the_same_road():
    road = in_instalments(TWO, 100_00)
    assert thawed_roads(json.loads(json.dumps([asdict(road)]))) == (road,)


def test_the_picture_has_a_bar_per_creditor_within_the_page_and_the_table_has_all():
    chart = road_chart(in_instalments(TWO, 50_00))
    assert [row.name for row in chart.rows] == ["Energie", "Winkel"]
    assert all(0 < row.bar_width <= chart.width for row in chart.rows)
    assert chart.years == ((240.0, "1 jaar"),)  # 18 months: a year is two thirds
    many = road_chart(in_instalments([Schuld(str(n), f"Schuld {n}", 100_00) for n in range(60)], 500_00))
    assert len(many.rows) == ROWS and many.rows[-1].name == "53 andere" and len(many.pieces) == 60
    assert road_chart(in_instalments(TWO, 0)) is None


DEBTS = st.lists(
    st.builds(
        Schuld, st.just(""), st.just("x"), st.integers(0, 5_000_00), st.integers(0, 200_00),
        st.sampled_from((Rank.PREFERENT, Rank.CONCURRENT)), st.booleans(),
    ),
    max_size=8,
).map(lambda debts: tuple(Schuld(str(n), d.name, d.cents, d.per_month_cents, d.rank, d.takes_part)
                          for n, d in enumerate(debts)))  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(DEBTS, st.integers(100_00, 900_00))
def test_the_months_are_the_total_divided_by_the_month_and_more_room_is_never_slower(debts, monthly):
    road = in_instalments(debts, monthly)
    total = sum(debt.cents for debt in debts)
    assert road.months == -(-total // monthly) and road.months <= MOST_MONTHS
    assert max((part.months for part in road.stukken), default=0) == road.months
    assert all((part.months == 0) is (part.cents == 0) for part in road.stukken)
    assert in_instalments(debts, monthly + 50_00).months <= road.months


@settings(max_examples=80, deadline=None)
@given(DEBTS, st.integers(0, 500_00), st.integers(0, 1_000_00))
def test_a_regeling_never_pays_more_than_the_fund_or_the_claim(debts, monthly, once):
    road = in_regeling(debts, monthly, 18, once)
    paid = sum(part.paid_cents for part in road.stukken)
    inside = sum(debt.cents for debt in debts if debt.takes_part)
    assert paid == min(18 * monthly + once, inside)
    assert all(0 <= part.paid_cents <= part.cents for part in road.stukken)
