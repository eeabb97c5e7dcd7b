"""What a client takes along reads in the words of the screens; codes stay in the data."""

from typing import Any

from schuldhulp.privacy.register import the_register
from schuldhulp.takeout.readable import parts_of

ID = "01a1f99d-5480-7ee1-a99d-8dd796ae9667"
QUESTIONS = {
    "wonen": {"housing": ("Hoe woont u?", {"rent": "In een huurhuis"}), "enough": ("Is er genoeg?", {})}
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "budget_post": [
        {"id": ID, "code": "wage", "cents": 990_00, "period": "4weken", "whose": "client",
         "withheld": {"beslag": 190_00}, "step": "lonen-en-uitkeringen"},
    ],
    "debt": [{"id": ID, "creditor_id": "vattenfall", "claimed_cents": 431_00, "letter_date": "2026-07-23"}],
    "paper": [{"id": ID, "kind": "bailiff_letter", "state": "received", "unopened": False}],
    "step_answer": [
        {"id": ID, "step": "wonen", "state": "done", "record_version": 1,
         "answer": {"v": 1, "fields": {"housing": "rent", "enough": {"open": "weet ik niet"}, "other_word": "x y"}}},
    ],
    "double_verdict": [{"id": ID, "debt_id": ID, "verdict": "same"}],
}  # fmt: skip


def lines(name: str) -> list[tuple[str, dict[str, str]]]:
    register = the_register()
    parts = parts_of(register, {}, ROWS, [], [], [], QUESTIONS)
    [part] = [each for each in parts if each.title == register.tables[name].what]
    return [(line.title, dict(line.pairs)) for line in part.lines]


def test_a_line_a_debt_and_a_paper_are_called_as_on_the_screens() -> None:
    [(title, told)] = lines("budget_post")
    assert title == "1. Loon"
    assert (told["Bedrag"], told["Per"], told["Ingehouden"]) == (
        "€\xa0990,00",
        "4 weken",
        "beslag: €\xa0190,00",
    )
    [(title, told)] = lines("debt")
    assert (title, told["Datum van de brief"]) == ("1. Vattenfall", "23-07-2026")
    [(title, told)] = lines("paper")
    assert (title, told["Stand"], told["Nog niet geopend"]) == (
        "1. Brief van een deurwaarder",
        "binnen",
        "nee",
    )


def test_an_answer_stands_under_its_question() -> None:
    [(title, told)] = lines("step_answer")
    assert title == "1. Wonen"
    assert told == {
        "Hoe woont u": "In een huurhuis", "Is er genoeg": "weet ik niet", "other word": "x y", "Stap": "Wonen",
        "Stand": "klaar",
    }  # fmt: skip


def test_a_number_of_another_row_says_nothing_to_a_person() -> None:
    [(_, told)] = lines("double_verdict")
    assert told == {"Oordeel": "dezelfde schuld"}
