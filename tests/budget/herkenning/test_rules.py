"""The rules as data: what they point at, and the mistakes in them that are refused."""

import pytest

from schuldhulp.budget.herkenning.rule_files import FaultyRule, read_rules, rule_book
from schuldhulp.budget.herkenning.rules import How, KnownName, Names
from schuldhulp.money import Period

NONE = Names()


@pytest.mark.parametrize(
    ("sign", "name", "text", "code"),
    [
        (1, "Belastingdienst", "VOORSCHOT ZORGTOESLAG NOVEMBER", "care_allowance"),
        (1, "SVB", "AOW november", "aow"),
        (1, "SVB", "Kinderbijslag 4e kwartaal", "child_benefit"),
        (1, "UWV", "WW uitkering 2611", "benefit_ww"),
        (1, "UWV", "WIA 11 2026", "benefit_wia"),
        (1, "UWV", "uitkering 2611", "other_income"),
        (1, "Gemeente Voorbeeldstad", "Periodieke betaling PW", "benefit_pw"),
        (1, "Gemeente Voorbeeldstad", "Restitutie leges", None),
        (1, "Stichting Pensioenfonds ABP", "", "pension"),
        (1, "Bakkerij Jansen", "SALARIS OKTOBER", "wage"),
        (1, "Bakkerij Jansen", "Vakantiegeld 2026", "holiday_pay"),
        (1, "LBIO", "inning", "alimony_received_child"),
        (-1, "LBIO", "inning", "alimony_paid"),
        (-1, "J. de Boer", "huur november", "rent"),
        (-1, "Autoverhuur Snel", "huur auto huurauto", None),
        (-1, "Woningstichting De Linde", "Betalingsregeling huurachterstand", "debt_payments"),
        (-1, "Rabobank", "Aflossing hypotheek 12", "mortgage"),
        (-1, "VGZ Zorgverzekeraar", "Eigen risico 2026", "excess"),
        (-1, "CZ", "Premie", "health_premium"),
        (-1, "Cafe CZ Hoek", "", "recreation"),
        (-1, "PLUS Van Dam", "", "food"),
        (-1, "Sportshop Plus", "", None),
        (-1, "Leen Bakker Wonen", "", "inventory"),
        (-1, "H&M 0123", "", "clothing"),
        (-1, "Belastingdienst", "Motorrijtuigenbelasting", "car_tax"),
        (-1, "Belastingdienst", "Terugvordering kinderopvangtoeslag", "debt_payments"),
        (-1, "CAK", "Bestuursrechtelijke premie", "cak_premium"),
        (-1, "CJIB", "9012", "debt_payments"),
        (-1, "Gerechtsdeurwaarderskantoor Smit", "", "debt_payments"),
    ],
)
def test_what_words_point_at(sign: int, name: str, text: str, code: str | None) -> None:
    found = rule_book().match(sign, name, text, NONE)
    assert (found.code if found else None) == code


def test_names_of_the_register_fill_in_and_the_longest_wins() -> None:
    known = Names(
        [
            KnownName("De Gouden Kraan", "water"),
            KnownName("De Gouden"),
            KnownName("De Gouden Gids", "x", "d9"),
        ]
    )
    book = rule_book()
    water = book.match(-1, "DE GOUDEN KRAAN B.V.", "", known)
    assert water and (water.code, water.how, water.usual) == ("water", How.FIXED, Period.QUARTER)
    debt = book.match(-1, "de gouden gids", "", known)
    assert debt and (debt.code, debt.debt) == ("debt_payments", "d9")
    assert book.match(-1, "De Gouden Bal", "", known) is None
    assert book.match(1, "De Gouden Kraan", "", known) is None
    one_word = Names([KnownName("Bos", "telecom")])
    assert book.match(-1, "Bos Telecom", "", one_word) and book.match(-1, "J. Bos", "", one_word) is None


@pytest.mark.parametrize(
    "faulty",
    [
        'post = "huur"\nrichting = "af"\nnamen = ["x"]',
        'post = "rent"\nrichting = "bij"\nnamen = ["x"]',
        'post = "rent"\nrichting = "heen"\nnamen = ["x"]',
        'post = "rent"\nrichting = "af"',
        'post = "rent"\nrichting = "af"\nnamen = ["Hoofd letter"]',
        'post = "rent"\nrichting = "af"\nnamen = ["x"]\nper = "eeuw"',
        'post = "rent"\nrichting = "af"\nnamen = ["x"]\nextra = 1',
    ],
)
def test_a_faulty_rule_is_refused(faulty: str) -> None:
    with pytest.raises(FaultyRule):
        read_rules(f"[[regel]]\n{faulty}\n")
    with pytest.raises(FaultyRule):
        read_rules('[soorten]\nenergie = "gas"\n[[regel]]\npost = "rent"\nrichting = "af"\nnamen = ["x"]\n')
