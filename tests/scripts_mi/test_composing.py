"""Filling places, leaving out what is unknown, and refusing to send what is open."""

from datetime import date

import pytest

from schuldhulp.scripts_mi.choosing import choose
from schuldhulp.scripts_mi.composing import Draft, check_sendable, compose, open_placeholders
from schuldhulp.scripts_mi.facts import snapshot_of
from schuldhulp.scripts_mi.ledger import Ledger

from .texts import CATALOGUE


def _draft(script_id: str, client: str = "k", **more: object) -> Draft:
    facts: dict[str, object] = {"crisis.open": False, "threat.open": False}
    facts.update({name.replace("__", "."): value for name, value in more.items()})
    snapshot = snapshot_of(facts)
    explanation = choose(CATALOGUE, snapshot, Ledger(), client, date(2026, 11, 20), count=100)
    chosen = next(each for each in explanation.suggestions if each.script_id == script_id)
    return compose(CATALOGUE, chosen, snapshot)


def test_amounts_and_names_come_from_the_facts() -> None:
    draft = _draft(
        "budget.tekort",
        budget__submitted=True,
        budget__balance_cents=-14_000,
        budget__deficit_cents=14_000,
        client__salutation="meneer De Groot",
        counsellor__name="Anouk",
        reply__within="twee werkdagen",
    )
    assert draft.text.startswith("Beste meneer De Groot,\n\n")
    assert draft.text.endswith("Hartelijke groet,\nAnouk")
    assert "€\u00a0140,00" in draft.text
    assert draft.open_places == ()
    assert check_sendable(draft.text) == []


def test_what_is_missing_stays_visibly_open_and_cannot_be_sent() -> None:
    draft = _draft("schulden.nieuwe_schuld", debts__new=True)
    assert draft.open_places == ("aanhef", "uw naam")
    assert check_sendable(draft.text) == [
        "Vul nog in of haal weg: [[aanhef]].",
        "Vul nog in of haal weg: [[uw naam]].",
    ]


def test_a_sentence_that_may_be_dropped_is_dropped() -> None:
    for client in "abcdef":
        text = _draft("schulden.nieuwe_schuld", client, debts__new=True).text
        assert "termijn" not in text
        assert "binnen" not in text


def test_the_own_words_of_a_client_are_cut_and_cannot_open_a_place() -> None:
    idea = "ik wil [[zelf]] {iets} en nog veel meer woorden dan er in een regel passen zonder adem te halen."
    texts = [
        _draft("budget.eigen_idee", client, budget__idea=True, client__idea=idea).text for client in "abc"
    ]
    for text in texts:
        assert "‘ik wil zelf iets en nog veel meer woorden dan er in …’" in text
        assert open_placeholders(text) == ("aanhef", "uw naam")


def test_a_name_at_the_start_of_a_sentence_gets_a_capital() -> None:
    texts = [
        _draft(
            "schulden.schuldeiser_nee", str(number), debts__refused=True, creditor__name="de verhuurder"
        ).text
        for number in range(8)
    ]
    assert any("De verhuurder zei nee." in text for text in texts)
    assert any("dat de verhuurder niet akkoord" in text for text in texts)


@pytest.mark.parametrize("text", ["Dag [[naam", "Dag {aanhef}", "Dag naam]]", "", "   "])
def test_half_open_and_empty_texts_are_refused(text: str) -> None:
    assert len(check_sendable(text)) == 1


@pytest.mark.parametrize("text", ["Dag mevrouw.", "Tussen [haken] mag wel.", "Twee { is genoeg."])
def test_ordinary_text_can_be_sent(text: str) -> None:
    assert check_sendable(text) == []
