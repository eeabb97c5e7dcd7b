"""The letters of the catalogue, and how a letter is filled. Pure."""

import re
from datetime import date
from pathlib import Path

import pytest

from schuldhulp.letters.loader import LetterFileWrong, letter_templates, read_folder
from schuldhulp.letters.template import Group, fill, still_open
from schuldhulp.letters.written import LetterFacts, begin

LETTERS = list(letter_templates().values())
TODAY = date(2026, 11, 20)
FACTS = LetterFacts(
    creditor="Odido", recipient="Invordering Noordeinde", reference="OD-99", amount="€ 486,00", client="Anna Bos",
    client_address="Kerkstraat 1\n1000 AA Voorbeeldstad", municipality="Voorbeeldstad", kenmerk="38H2-N2FK",
)  # fmt: skip


def test_there_are_at_least_eighteen_letters_for_every_purpose() -> None:
    assert len(LETTERS) >= 18
    assert {letter.group for letter in LETTERS} == set(Group)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.slug)
def test_a_letter_with_every_fact_leaves_nothing_open_and_blames_nobody(letter) -> None:
    written = begin(letter, FACTS, {ask.name: "12 maart 2026" for ask in letter.asks}, TODAY)
    assert still_open(written.recipient, written.subject, written.body) == ()
    text = f"{written.subject}\n{written.body}".lower()
    assert not re.search(r"helaas|schaam|u dient|ten spoedigste|gaarne|middels|!", text)
    assert written.body.startswith("Geacht")
    assert "moratorium" not in text  # only the municipality can ask a court for that (Wgs 5)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.slug)
def test_a_letter_that_only_asks_says_that_it_acknowledges_nothing(letter) -> None:
    if letter.group is Group.OVERVIEW:
        assert "erken" in letter.body and "niet" in letter.body


def test_paying_in_parts_warns_of_an_old_debt_and_of_the_other_creditors() -> None:
    first, second = letter_templates()["betalingsregeling"].hard_warnings
    assert "verlopen schuld weer laten beginnen" in first
    assert "één schuldeiser" in second
    assert (
        letter_templates()["verjaring"].hard_warnings[0].endswith("overleg eerst met uw schuldhulpverlener.")
    )
    assert letter_templates()["saldo-opgave"].hard_warnings == ()


@pytest.mark.parametrize("slug", ["ontruiming-voorkomen", "afsluiting-voorkomen"])
def test_a_client_promises_nothing_in_the_name_of_the_municipality_and_acknowledges_no_arrears(
    slug: str,
) -> None:
    body = letter_templates()[slug].body
    assert not re.search(r"\b(wij|we) (doen|betalen|willen)|doen wij|ik heb een achterstand", body.lower())


def test_whoever_proposes_instalments_to_a_company_is_warned_of_both() -> None:
    """An arrangement acknowledges a claim, so that an old one starts anew (BW 3:318). Fines have rules of their own."""
    instalments = [x for x in LETTERS if any(ask.name == "bedrag_per_maand" for ask in x.asks)]
    assert {x.slug for x in instalments} == {"betalingsregeling", "cjib-regeling", "zorgverzekeraar-regeling"}
    assert all(x.favours and (x.revives or x.slug == "cjib-regeling") for x in instalments)


@pytest.mark.parametrize(
    "slug", ["incassokosten-betwisten", "vordering-betwisten", "verjaring", "lagere-terugbetaling"]
)
def test_disputing_a_part_acknowledges_no_other_part(slug: str) -> None:
    """BW 3:318 (acknowledgement); for claims of public bodies Awb 4:105."""
    body = letter_templates()[slug].body
    assert "erken ik de vordering niet" in body or "Ik betwist de vordering." in body


def test_the_letters_say_no_more_than_the_law() -> None:
    letters = letter_templates()
    zero, offer = letters["aanbod-zonder-afloscapaciteit"].body, letters["aanbod"].body
    assert (
        "kan een verzoek aan de rechtbank volgen" in zero and "alleen omdat schuldeisers niets" in zero
    )  # Fw 288(4)
    assert "twee keer het percentage" in offer  # Fw 349(2)
    assert "475a, vijfde lid" in letters["bankbeslag"].body  # Rv 475a(5)
    assert "blijft intussen meestal gelden" in letters["bezwaar"].warning  # Awb 6:16
    assert "meestal 20 jaar" in letters["verjaring"].warning  # BW 3:324
    why = next(ask for ask in letters["incassokosten-betwisten"].asks if ask.name == "reden")
    assert "€ 40" in why.help  # BIK 2: the minimum is more than 15% of a small claim
    assert "altijd" not in why.help and "termijnen" in why.help  # BW 6:96(8): less for instalments


def test_a_letter_to_who_collects_for_another_says_whose_claim_it_is_about() -> None:
    """An appeal to expiry or a dispute reaches the creditor only when it says which claim it is about."""
    through = begin(letter_templates()["verjaring"], FACTS, {}, TODAY).body
    assert "Deze brief gaat over wat u vraagt namens Odido." in through
    straight = begin(letter_templates()["verjaring"], LetterFacts(creditor="Odido"), {}, TODAY).body
    assert "namens" not in straight


def test_a_term_that_costs_a_right_stands_beside_its_letter() -> None:
    letters = letter_templates()
    attached = letters["correctie-beslagvrije-voet"].warning
    assert "binnen 4 weken nadat u de berekening" in attached  # Rv 475i(3): from the receipt of the notice
    assert "Later kan ook" in attached  # Rv 475d(5)
    assert "60, zesde lid" in letters["lagere-terugbetaling"].warning  # Pw 60(6)(b)
    assert "€ 225" in letters["cjib-regeling"].warning  # Wahv 23(2)
    assert "1 oktober tot 1 april" in letters["afsluiting-voorkomen"].warning
    assert "voorlopige voorziening" in letters["bezwaar"].warning  # Awb 8:81
    assert "stuur de brief dan toch meteen" in letters["bezwaar"].warning  # Awb 6:11
    assert "naam en adres" in letters["bezwaar"].warning  # Awb 6:5
    assert "31bis" in letters["kwijtschelding-belastingdienst"].warning  # Awir 31bis: none for toeslagen
    assert letters["bewijs-vragen"].verified  # Rv 194(1), read in the text of 2026-07-14


def test_what_is_not_known_stays_to_be_filled_in() -> None:
    letter = letter_templates()["betalingsregeling"]
    written = begin(letter, LetterFacts(creditor="Odido"), {"bedrag_per_maand": "€ 40,00"}, TODAY)
    assert "€ 40,00 per maand" in written.body
    assert still_open(written.subject, written.body) == (
        "het kenmerk van de schuldeiser", "het bedrag", "op welke dag betaalt u de eerste keer",
    )  # fmt: skip
    assert fill("{bedrag}", {"bedrag": ""}) == "[vul in: het bedrag]"


def test_the_day_of_the_answer_follows_from_the_letter() -> None:
    written = begin(letter_templates()["saldo-opgave"], FACTS, {}, TODAY)
    assert "voor vrijdag 4 december" in written.body  # 14 days


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ('body = "Geachte {wie}"', "no such place: ['wie']"),
        ('body = "Geachte"\n[[letter.ask]]\nname = "x"\nlabel = "X"\nkind = "date"', "asked and never used"),
        ('body = "Geachte"\nconsult_first = true', "without saying why"),
        ('body = "Geachte"\nvreemd = 1', "unknown ['vreemd']"),
    ],
)
def test_a_wrong_letter_is_refused_with_file_letter_and_reason(
    tmp_path: Path, change: str, reason: str
) -> None:
    start = (
        '[[letter]]\nslug = "a"\ntitle = "A"\nwhen = "W"\ngroup = "regelen"\nabout = "none"\nsubject = "S"\n'
        'answer_days = 14\nbasis = "B"\ncertainty = "M"\n'
    )
    (tmp_path / "fout.toml").write_text(start + change, encoding="utf-8")
    with pytest.raises(LetterFileWrong) as wrong:
        read_folder(tmp_path)
    assert str(wrong.value).startswith("fout.toml, a: ") and reason in str(wrong.value)
