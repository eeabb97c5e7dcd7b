"""The creditor register: complete, unambiguous, and found while typing."""

import re

import pytest

from schuldhulp.debts.register import (
    KINDS,
    CreditorRole,
    Rank,
    creditor_by_id,
    default_rank,
    folded,
    parties,
    recognise,
    register,
    suggest,
)


def test_the_register_holds_four_hundred_and_fifty_names_and_more_in_every_kind():
    assert len(register()) >= 450
    written = {creditor.kind for creditor in register()}
    assert written == set(KINDS) - {"particulier", "anders"}
    assert {creditor.role for creditor in register()} == {*CreditorRole}


def test_ids_are_slugs_and_names_are_said_once():
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", creditor.id) for creditor in register())
    names = [folded(creditor.name) for creditor in register()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_collectors_and_bailiffs_have_their_own_role():
    for creditor in register():
        expected = {"incassobureau": CreditorRole.COLLECTOR, "gerechtsdeurwaarder": CreditorRole.BAILIFF}
        assert creditor.role is expected.get(creditor.kind, CreditorRole.CREDITOR), creditor


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("belastingd", "Belastingdienst"),
        ("cjib", "CJIB"),
        ("boete", "CJIB"),
        ("zilv", "Zilveren Kruis"),
        ("KRUIS", "Zilveren Kruis"),
        ("t-mobile", "Odido"),
        ("nuon", "Vattenfall"),
        ("fryslan", "Wetterskip Fryslân"),
        ("den bosch", "Gemeente 's-Hertogenbosch"),
        ("ziggo", "VodafoneZiggo"),
        ("afterpay", "Riverty"),
        ("bol.com", "bol"),
        ("abnamro", "ABN AMRO"),
        ("kinderopvangtoeslag", "Dienst Toeslagen"),
    ],
)
def test_a_creditor_is_found_by_beginning_word_accent_or_alias(typed, first):
    assert suggest(typed)[0].name == first


def test_suggestions_keep_to_the_limit_and_wait_for_two_letters():
    assert len(suggest("gemeente")) == 8
    assert len(suggest("gemeente", limit=3)) == 3
    assert suggest("g") == suggest("") == suggest("  ") == suggest("xqxq") == ()


def test_a_role_narrows_the_search():
    found = suggest("in", roles=frozenset({CreditorRole.COLLECTOR}))
    assert found
    assert {creditor.role for creditor in found} == {CreditorRole.COLLECTOR}


@pytest.mark.parametrize("strange", ["😀😀", "(((", "\\d+", "a" * 10_000, "محمد", "';--"])
def test_any_text_can_be_typed(strange):
    assert suggest(strange) == ()
    assert recognise(strange) is None


def test_the_default_rank_always_asks_for_a_check():
    assert default_rank("belastingdienst").rank is Rank.PREFERENT
    assert default_rank("telecom").rank is Rank.CONCURRENT
    assert {default_rank(kind).certainty for kind in KINDS} == {"controleer"}
    with pytest.raises(KeyError):
        default_rank("geen soort")


def test_every_id_leads_back_to_its_creditor():
    assert all(creditor_by_id(creditor.id) is creditor for creditor in register())
    assert creditor_by_id("bestaat-niet") is None


def test_a_collector_written_as_creditor_is_the_sender_of_an_unknown_claim():
    assert parties("Intrum") == parties("intrum")
    assert (parties("Intrum").original, parties("Intrum").sender) == (None, "intrum")
    assert (parties("kpn", "Intrum").original, parties("kpn", "Intrum").sender) == ("kpn", "intrum")
    assert (parties("Tante Annie").original, parties("Tante Annie").sender) == ("tante annie", None)
