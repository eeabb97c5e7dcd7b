"""Calculations by name: what is read, what is refused with one line, and that every code has words."""

from fractions import Fraction

import pytest

from schuldhulp.budget import woorden
from schuldhulp.budget.uitkomst import Regel, regel
from schuldhulp.budget.zinnen import Zin, show_number, show_percent
from schuldhulp.reken.fields import Fields, NotCalculable
from schuldhulp.reken.soorten import SOORTEN, calculate


@pytest.mark.parametrize("kind", SOORTEN)
@pytest.mark.parametrize("given", [None, [], "x", 3, {}])
def test_what_cannot_be_read_is_one_line(kind, given):
    with pytest.raises(NotCalculable) as refused:
        calculate(kind, given)
    assert str(refused.value) and "\n" not in str(refused.value)


def test_an_unknown_field_is_named_and_does_not_count():
    found = calculate("maand", {"bedrag": "10.00", "per": "maand", "perr": "week"})
    assert found.uitkomst == {"per_maand": "10.00"}
    assert found.waarschuwingen == ("het veld perr kennen wij niet en telt niet mee",)


@pytest.mark.parametrize(
    "wrong",
    [None, 12, 12.5, True, "", "12,50", "1.234.50", "1e3", "12.345", "€ 3", "NaN", "-1.00", "9" * 12, "１２"],
)
def test_an_amount_is_euros_with_a_dot(wrong):
    with pytest.raises(NotCalculable, match="bedrag"):
        Fields({"bedrag": wrong}).cents("bedrag")


def test_an_amount_is_read_to_the_cent():
    assert Fields({"b": "0"}).cents("b") == 0
    assert Fields({"b": "1440.1"}).cents("b") == 144_010
    assert Fields({"b": "-0.83"}).cents("b", negative=True) == -83
    assert Fields({"b": None}).optional_cents("b") is None


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("maand", {"bedrag": "-5.00", "per": "maand"}, "bedrag is nul of hoger"),
        ("maand", {"bedrag": "5.00", "per": "dag"}, "per is een van"),
        ("incassokosten", {"datum": "2026-11-21", "hoofdsommen": ["5.00", "-1"], "btw_verrekenbaar": True}, "2e"),
        ("incassokosten", {"datum": "2026-11-21", "hoofdsommen": [], "btw_verrekenbaar": True}, "hoofdsommen"),
        ("incassokosten", {"datum": "2027-01-01", "hoofdsommen": ["5.00"], "btw_verrekenbaar": True}, "geen normen"),
        ("zorgtoeslag", {"datum": "2025-12-31", "partners": False, "toetsingsinkomen": "0"}, "geen normen"),
        ("kindgebonden-budget", {"datum": "2027-01-01", "partners": True, "kinderen": [1], "toetsingsinkomen": "0"},
         "geen normen"),
        ("kindgebonden-budget", {"datum": "2026-01-01", "partners": True, "kinderen": [-1], "toetsingsinkomen": "0"},
         "kinderen"),
        ("huurtoeslag", {"datum": "2026-01-01", "personen": 0, "kale_huur": "1.00", "toetsingsinkomen": "0"},
         "personen"),
        ("beslagvrije-voet", {"datum": "2027-01-01", "leefsituatie": "samen", "belastbaar_jaarinkomen": "1.00"},
         "geen normen"),
        ("beslagvrije-voet", {"datum": "2026-11-21", "leefsituatie": "alleen", "belastbaar_jaarinkomen": "1.00"},
         "leefsituatie is een van"),
        ("beslagvrije-voet", {"datum": "2026-11-21", "leefsituatie": "alleenstaand", "belastbaar_jaarinkomen": "1.00",
                              "partner_netto_maandinkomen": "10.00"}, "partner"),
        ("veertiendagenbrief", {"verzonden": "2026-11-18", "wijze": "mail"}, "wijze"),
        ("termijn", {"soort": "eerste_gesprek", "start": "2026-11-02", "weken": 5}, "1-4 weken"),
        ("termijn", {"soort": "beschikking", "start": "2026-11-02", "weken": 0}, "1-8 weken"),
        ("verkeersboete", {"boete": "60.00", "verhogingen": 3}, "verhogingen"),
        ("aandeel", {"vordering": "2.00", "totaal": "1.00"}, "vordering"),
        ("aandeel", {"vordering": "0", "totaal": "0"}, "totaal"),
        ("aanbod", {"fonds": "-1", "schulden": []}, "fonds is nul of hoger"),
        ("aanbod", {"fonds": "1", "schulden": [{"naam": "a", "bedrag": "1", "rang": "hypotheek"}]}, "rang"),
        ("saneringskrediet", {"termijn": "1.00", "maanden": 18, "rente": "-1"}, "rente"),
    ],
)  # fmt: skip
def test_bad_input_is_named_in_one_line(kind, given, said):
    with pytest.raises(NotCalculable, match=said) as refused:
        calculate(kind, given)
    assert "\n" not in str(refused.value)


def test_the_bound_of_the_database_is_not_one_of_arithmetic():
    found = calculate("aanbod", {"fonds": "250000000.00", "schulden": [
        {"naam": "a", "bedrag": "500000000.00", "rang": "concurrent"}]})  # fmt: skip
    assert found.uitkomst["concurrent_percentage"] == "50.00"


@pytest.mark.parametrize("wrong", ["2026-2-1", "2026-02-30", "morgen", "20260201", 20260201, None])
def test_a_date_is_a_date(wrong):
    with pytest.raises(NotCalculable, match="datum"):
        Fields({"datum": wrong}).day("datum")


def test_lists_name_the_place_of_what_is_wrong():
    with pytest.raises(NotCalculable, match="2e"):
        Fields({"hoofdsommen": ["1.00", "veel"]}).each_cents("hoofdsommen")
    with pytest.raises(NotCalculable, match="schulden, 1e: bedrag"):
        Fields({"schulden": [{"naam": "x"}]}).each("schulden")[0].cents("bedrag")


def test_words_show_values_the_dutch_way():
    assert show_percent(Fraction(1373, 10_000)) == "13,73%"
    assert show_number(Fraction(-1, 4)) == "-0,25"
    assert (
        Zin("x", "{a:euro} × {b:procent}").filled({"a": 123_450, "b": Fraction(27, 100)})
        == "€\xa01.234,50 × 27%"
    )


def test_a_line_without_words_cannot_be_shown():
    with pytest.raises(KeyError):
        woorden.naam(Regel("bestaat_niet"))
    assert woorden.uitleg(regel("maand_bedrag", 100, per="per week")) == "per week"
