"""Putting a script into a draft, and the first words about online help."""

from datetime import date

from schuldhulp.replies.composing import insert_text, online_answer, ordinary_route
from schuldhulp.scripts_mi.composing import check_sendable

SCRIPT = "Beste Sam,\n\nWat fijn.\n\nHoe gaat het?\n\nHartelijke groet,\nNoor"


def test_an_empty_draft_becomes_the_script() -> None:
    assert insert_text("  ", SCRIPT) == SCRIPT


def test_what_was_written_stays_and_the_middle_goes_above_the_closing() -> None:
    assert insert_text("Dag Sam.", SCRIPT) == "Dag Sam.\n\nWat fijn.\n\nHoe gaat het?"
    mine = "Beste Sam,\n\nEerst dit.\n\nHartelijke groet,\nNoor"
    assert insert_text(mine, SCRIPT) == (
        "Beste Sam,\n\nEerst dit.\n\nWat fijn.\n\nHoe gaat het?\n\nHartelijke groet,\nNoor"
    )


def test_a_no_says_where_and_by_when_and_that_nothing_is_lost() -> None:
    route = ordinary_route(place="Plein 1", phone="010 000 00 00", first_talk_due=date(2026, 12, 18))
    text = online_answer(False, SCRIPT, called="Sam", writer="Noor", route=route)
    assert "Plein 1 of bel 010 000 00 00" in text and "vrijdag 18 december" in text
    assert "blijft staan" in text and text.endswith("Hartelijke groet,\nNoor")
    assert check_sendable(text) == []


def test_without_an_address_the_place_stays_open_and_cannot_be_sent() -> None:
    route = ordinary_route(place="", phone="", first_talk_due=None)
    text = online_answer(False, None, called="Sam", writer="Noor", route=route)
    assert text.startswith("Beste Sam,")
    assert check_sendable(text) == ["Vul nog in of haal weg: [[adres van het loket]]."]


def test_a_yes_never_has_the_ordinary_route() -> None:
    text = online_answer(True, None, called="Sam", writer="Noor", route="gewone route")
    assert "online verder" in text and "gewone route" not in text
