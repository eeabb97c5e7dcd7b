"""Doubles are proposed with a reason, and the totals of the two cases are theirs to the cent."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.debts.doubles import (
    SAME_AMOUNT,
    SAME_REFERENCE,
    SAME_SENDER,
    SENT_ON,
    Claim,
    propose_doubles,
    total,
)
from schuldhulp.debts.register import parties


def claim(key: str, cents: int | None, creditor: str, collector: str = "", **more) -> Claim:
    found = parties(creditor, collector)
    return Claim(key, found.original, found.sender, cents, **more)


CASE_A = (
    claim("huur", 2_890_00, "Verhuurder De Linde", "Deurwaarder A"),
    claim("energie", 1_140_00, "Vattenfall", "Collect B"),
    claim("zorg", 612_40, "VGZ", "Deurwaarder C"),
    claim("kot", 3_204_00, "Dienst Toeslagen"),
    claim("cjib", 180_00, "CJIB"),
    claim("webwinkel", 2_415_00, "Wehkamp", "Deurwaarder D"),
    claim("achteraf", 214_85, "Klarna"),
    claim("telecom", 486_00, "KPN", "Intrum"),
    claim("gemeente", 512_00, "Gemeente Utrecht"),
    claim("zus", 400_00, "mijn zus"),
)
COLLECTOR_LETTER = claim("brief", 431_00, "Intrum")

CASE_C = (
    claim("bijstand", 3_480_00, "Gemeente Utrecht"),
    claim("energie", 2_210_00, "Essent", "Intrum"),
    claim("zorg", 1_190_00, "CZ", "Flanderijn"),
    claim("cak", 1_036_20, "CAK"),
    claim("cjib", 900_00, "CJIB"),
    claim("telecom", 612_00, "KPN"),
    claim("webwinkel", 1_845_00, "Wehkamp"),
    claim("waterschap", 318_00, "Waterschap Vechtstromen"),
    claim("kredietbank", 4_950_00, "Kredietbank Nederland"),
    claim("buurman", 150_00, "de buurman"),
)


def test_case_a_the_collectors_letter_is_proposed_as_double_and_not_counted():
    claims = (*CASE_A, COLLECTOR_LETTER)
    (proposal,) = propose_doubles(claims)
    assert (proposal.counts, proposal.spare, proposal.reason) == ("telecom", "brief", SAME_SENDER)
    found = total(claims, [(proposal.counts, proposal.spare)])
    assert found.cents == 12_054_25
    assert found.spare == ("brief",)
    assert total(claims).cents == 12_054_25 + 431_00


def test_case_c_has_no_doubles_and_its_own_total():
    assert propose_doubles(CASE_C) == ()
    assert total(CASE_C).cents == 16_691_20


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("KPN", "", 486_00), ("KPN", "Intrum", 550_00), SENT_ON),
        (("KPN", "", 486_00), ("KPN", "Intrum", 486_00), SAME_AMOUNT),
        (("T-Mobile", "", 100_00), ("Odido", "GGN", 148_40), SENT_ON),
        (("KPN", "", 486_00), ("KPN", "", 486_00), SAME_AMOUNT),
        (("KPN", "", 486_00), ("KPN", "", 431_00), None),  # two claims of one organisation
        (("KPN", "", 486_00), ("KPN", "Intrum", 1_900_00), None),
        (("KPN", "Intrum", 486_00), ("Eneco", "Intrum", 486_00), None),
        (("KPN", "", 486_00), ("", "", 486_00), None),
        (("KPN", "", None), ("KPN", "Intrum", None), None),
    ],
)
def test_a_pair_is_proposed_by_creditor_sender_and_amount(one, other, reason):
    first, second = claim("1", one[2], one[0], one[1]), claim("2", other[2], other[0], other[1])
    assert [proposal.reason for proposal in propose_doubles((first, second))] == ([reason] if reason else [])


def test_the_same_reference_is_enough_however_it_is_written():
    first = claim("1", 100_00, "KPN", reference="2026-00 41.7")
    second = claim("2", 900_00, "Flanderijn", reference="20260 0417")
    assert [proposal.reason for proposal in propose_doubles((first, second))] == [SAME_REFERENCE]
    assert propose_doubles((replace(first, reference="nr"), replace(second, reference="nr"))) == ()


def test_one_office_with_two_references_means_two_claims():
    first = claim("1", 486_00, "KPN", "Intrum", reference="A1234")
    assert propose_doubles((first, replace(first, id="2", reference="B9876"))) == ()


def test_what_somebody_judged_different_is_not_proposed_again():
    claims = (*CASE_A, COLLECTOR_LETTER)
    assert propose_doubles(claims, different=[("brief", "telecom")]) == ()


def test_a_claim_without_amount_is_named_and_not_guessed():
    found = total((claim("1", None, "KPN"), claim("2", 10_00, "Eneco", approximate=True)))
    assert (found.cents, found.counted, found.unknown, found.approximate) == (10_00, ("2",), ("1",), True)


def test_a_group_of_doubles_always_counts_once():
    claims = tuple(claim(key, 100_00, "KPN") for key in "abc")
    everyone = [("a", "b"), ("b", "c"), ("c", "a"), ("a", "elders")]
    assert total(claims, everyone).cents == 100_00


@given(
    st.lists(st.integers(0, 10_000_00), max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))),
)
def test_every_claim_is_counted_spare_or_unknown(amounts, pairs):
    claims = tuple(claim(str(place), cents, f"naam {place}") for place, cents in enumerate(amounts))
    found = total(claims, [(str(one), str(other)) for one, other in pairs])
    assert sorted(found.counted + found.spare + found.unknown) == sorted(each.id for each in claims)
    assert found.cents <= total(claims).cents
