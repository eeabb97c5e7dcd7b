"""Four ways side by side: what each creditor gets, what does not fit, and the floor that the law sets."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schuldhulp.budget.aanbod import Rank
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.schuldregeling.papers import COLUMNS, show_percentage, to_csv, to_json
from schuldhulp.schuldregeling.proposal import (
    SET,
    Capacity,
    Claim,
    PlanRefused,
    Scenario,
    check_protected,
    side_by_side,
    work_out,
)
from schuldhulp.schuldregeling.stored import LineView, Outcome, ProposalView, State

NORMS = load_normen(date(2026, 11, 21), SET)


def claim(number: int, cents: int | None, rank: Rank = Rank.CONCURRENT, *, part: bool = True) -> Claim:
    return Claim(
        debt_id=UUID(int=number), name=f"Schuldeiser {number}", kind="anders", rank=rank, takes_part=part, cents=cents,
        confirmed=True,
    )  # fmt: skip


def room(monthly: int, **more: object) -> Capacity:
    return Capacity(income_cents=1_500_00 + monthly, vtlb_cents=1_500_00, protected_cents=1_400_00, **more)  # type: ignore[arg-type]


CLAIMS = [claim(1, 2_000_00, Rank.PREFERENT), claim(2, 5_000_00), claim(3, 3_000_00)]

# The man of 61: municipality, energy, insurer, CAK, CJIB, telecom, web shop, waterschap, credit bank, neighbour.
CASE_C = [
    claim(1, 3_480_00, Rank.PREFERENT), claim(2, 2_210_00), claim(3, 1_190_00), claim(4, 1_036_20, Rank.PREFERENT),
    claim(5, 900_00), claim(6, 612_00), claim(7, 1_845_00), claim(8, 318_00, Rank.PREFERENT), claim(9, 4_950_00),
    claim(10, 150_00),
]  # fmt: skip
# The mother: rent, energy, insurer, KOT, CJIB, web shop, pay-later, telecom, municipality, sister.
CASE_A = [
    claim(1, 2_890_00), claim(2, 1_140_00), claim(3, 612_40), claim(4, 3_204_00, Rank.PREFERENT), claim(5, 180_00),
    claim(6, 2_415_00), claim(7, 214_85), claim(8, 486_00), claim(9, 512_00, Rank.PREFERENT), claim(10, 400_00),
]  # fmt: skip


@pytest.mark.parametrize("way", [Scenario.MEDIATION, Scenario.LOAN, Scenario.ZERO])
def test_no_way_promises_that_debts_end_unless_creditors_agree_and_only_those_that_take_part(
    way: Scenario,
) -> None:
    """BW 6:160: giving up a claim is for the creditor to agree to; Fw 358(4): some debts stay whatever happens."""
    assert re.search(r"gaan (zij|de schuldeisers) akkoord, dan .*schulden die meedoen", way.what.lower())


def test_mediation_divides_eighteen_months_with_preferent_double() -> None:
    found = work_out(Scenario.MEDIATION, room(100_00), CLAIMS, NORMS)
    assert (found.fund_cents, found.total_cents, found.months) == (1_800_00, 10_000_00, 18)
    assert [(offer.cents, offer.percentage, offer.share) for offer in found.offers] == [
        (600_00, 30_00, 20_00), (750_00, 15_00, 50_00), (450_00, 15_00, 30_00),
    ]  # fmt: skip
    assert found.possible


def test_a_loan_divides_its_present_value_at_the_rate_of_the_bank() -> None:
    assert work_out(Scenario.LOAN, room(100_00, rate=Fraction(8, 100)), CLAIMS, NORMS).fund_cents == 1_690_89
    assert work_out(Scenario.LOAN, room(100_00), CLAIMS, NORMS).fund_cents == 1_717_28


def test_case_c_has_no_capacity_and_gets_the_arrangement_without_it() -> None:
    # Bijstand 1.351,33 a month; the protected part is 95 % of the norm: there is nothing for creditors.
    capacity = Capacity(income_cents=1_351_33, vtlb_cents=1_419_46, protected_cents=1_348_49)
    mediation, loan, zero, full = side_by_side(capacity, CASE_C, NORMS)
    assert zero.total_cents == 16_691_20
    assert zero.possible and zero.paid_cents == 0 and zero.monthly_cents == 0
    assert {offer.percentage for offer in zero.offers} == {0}
    assert not mediation.possible and not loan.possible and not full.possible


def test_case_a_counts_twelve_thousand_and_a_plan_may_not_eat_the_beslagvrije_voet() -> None:
    # Net with holiday pay 1.374,16; beslagvrije voet 1.305,45; what is left above it is 68,71.
    capacity = Capacity(income_cents=1_374_16, vtlb_cents=1_305_45, protected_cents=1_305_45)
    found = work_out(Scenario.MEDIATION, capacity, CASE_A, NORMS)
    assert (found.total_cents, found.monthly_cents, found.fund_cents) == (12_054_25, 68_71, 1_236_78)
    assert sum(offer.cents for offer in found.offers) == 1_236_78
    assert found.possible
    below = Capacity(income_cents=1_374_16, vtlb_cents=1_200_00, protected_cents=1_305_45)
    refused = work_out(Scenario.MEDIATION, below, CASE_A, NORMS)
    assert "beslagvrije voet" in refused.objection
    with pytest.raises(PlanRefused):
        check_protected(below, below.monthly_cents)
    check_protected(below, 0)


def test_instalments_pay_everything_and_fit_in_thirty_six_months_or_not() -> None:
    found = work_out(Scenario.FULL, room(300_00), CLAIMS, NORMS)
    assert (found.paid_cents, found.months, found.monthly_cents) == (10_000_00, 34, 294_12)
    assert found.possible
    slow = work_out(Scenario.FULL, room(100_00), CLAIMS, NORMS)
    assert slow.months == 100 and "36" in slow.objection
    assert not work_out(Scenario.FULL, room(0), CLAIMS, NORMS).possible


def test_what_does_not_take_part_or_has_no_amount_gets_nothing_and_counts_nowhere() -> None:
    claims = [*CLAIMS, claim(4, 9_000_00, part=False), claim(5, None)]
    found = work_out(Scenario.MEDIATION, room(100_00), claims, NORMS)
    assert found.total_cents == 10_000_00
    assert [(offer.cents, offer.percentage, offer.share) for offer in found.offers[3:]] == [
        (0, None, None)
    ] * 2
    with pytest.raises(PlanRefused):
        work_out(Scenario.ZERO, room(0), [claim(1, None)], NORMS)


def test_more_than_everything_points_to_instalments() -> None:
    assert "betalingsregeling" in work_out(Scenario.MEDIATION, room(1_000_00), CLAIMS, NORMS).objection


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 5_000_00), st.integers(0, 500_00), st.integers(0, 20_000_00),
    st.lists(st.integers(0, 50_000_00), min_size=1, max_size=60),
)  # fmt: skip
def test_nobody_gets_more_than_the_claim_and_the_floor_is_never_passed(
    monthly: int, costs: int, assets: int, amounts: list[int]
) -> None:
    ranks = (Rank.PREFERENT, Rank.CONCURRENT)
    claims = [claim(n, cents, ranks[n % 2]) for n, cents in enumerate(amounts, 1)]
    capacity = room(monthly, costs_cents=costs, assets_cents=assets)
    for way in side_by_side(capacity, claims, NORMS):
        assert way.paid_cents <= min(way.fund_cents, way.total_cents)
        assert all(0 <= offer.cents <= (offer.claim.cents or 0) for offer in way.offers)
        if way.possible and way.monthly_cents:
            assert capacity.income_cents - way.monthly_cents - costs >= capacity.protected_cents


# -- what became of it, and files -----------------------------------------------------------------------------------


def line(number: int, answer: str = "open", forced: str | None = None, **more: object) -> LineView:
    given: dict[str, object] = {
        "id": UUID(int=number), "debt_id": UUID(int=number), "creditor": f"Bank {number}", "collector": "",
        "reference": "", "kind": "bank", "rank": Rank.CONCURRENT, "takes_part": True, "claim_cents": 100_00,
        "confirmed": True, "offered_cents": 10_37, "percentage": 10_37, "share": 50_00, "answer": answer,
        "answered_cents": None, "answered_on": None, "note": "", "forced": forced, "forced_on": None,
    }  # fmt: skip
    return LineView(**{**given, **more})  # type: ignore[arg-type]


def proposal(*lines: LineView, state: State = State.OFFERED) -> ProposalView:
    return ProposalView(
        id=UUID(int=99), number=2, version=1, scenario=Scenario.MEDIATION, state=state, based_on=None,
        income_cents=1_600_00, vtlb_cents=1_500_00, protected_cents=1_400_00, costs_cents=0, assets_cents=0,
        monthly_cents=100_00, months=18, rate=None, fund_cents=20_74, total_cents=200_00, capacity_stored=False,
        source="berekening", made_at=datetime(2026, 11, 20, tzinfo=UTC), offered_on=date(2026, 11, 20), lines=lines,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ([line(1), line(2, "accepted")], Outcome.WAITING),
        ([line(1, "accepted"), line(2, "accepted")], Outcome.AGREED),
        ([line(1, "accepted"), line(2, "refused")], Outcome.REFUSED),
        ([line(1, "accepted"), line(2, "refused", "asked")], Outcome.REFUSED),
        ([line(1, "accepted"), line(2, "refused", "granted")], Outcome.FORCED),
        ([line(1, "accepted"), line(2, "refused", "denied")], Outcome.DENIED),
        ([line(1, "accepted"), line(2, "silent")], Outcome.REFUSED),
        ([line(1, "accepted"), line(2, takes_part=False)], Outcome.AGREED),
    ],
)
def test_the_answers_make_the_outcome_and_a_refusal_is_not_the_end(lines, outcome) -> None:  # type: ignore[no-untyped-def]
    assert proposal(*lines).outcome is outcome


def test_a_draft_has_no_outcome() -> None:
    assert proposal(line(1), state=State.DRAFT).outcome is None


def test_the_csv_has_a_line_per_creditor_and_starts_no_formula() -> None:
    text = to_csv(proposal(line(1, creditor="=HYPERLINK()"), line(2, "accepted")), "ABCD-EFGH")
    head, first, second = csv.reader(io.StringIO(text), delimiter=";")
    assert tuple(head) == COLUMNS
    assert first[COLUMNS.index("schuldeiser")] == "'=HYPERLINK()"
    assert second[COLUMNS.index("percentage")] == "10,37"
    assert second[COLUMNS.index("bedrag")] == "10,37"
    assert second[COLUMNS.index("antwoord")] == "akkoord"


def test_the_json_holds_claims_with_amounts_as_text() -> None:
    found = json.loads(to_json(proposal(line(1)), "ABCD-EFGH"))
    assert found["soort"] == "bestand, geen koppeling"
    (only,) = found["vorderingen"]
    assert (only["objecttype"], only["saldo"], only["aangebodenPercentage"]) == (
        "vordering",
        "100.00",
        "10.37",
    )


def test_percentages_have_two_decimals() -> None:
    assert [show_percentage(value) for value in (1037, 100_00, 5, 0, None)] == [
        "10,37%",
        "100,00%",
        "0,05%",
        "0,00%",
        "",
    ]
