"""Letters on screen and on paper."""

from io import BytesIO

import pypdfium2
import pytest
from sqlalchemy import select

from schuldhulp.debts.actions import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.letters.queries import letters_of
from schuldhulp.letters.tables import Letter
from tests.web_client import form_of
from tests.world import World

TELECOM = DebtTold(creditor="Odido", collector="Incasso Noord", claimed_cents=486_00, reference="OD-99")


@pytest.fixture
def debt(sqlite_world: World):
    with sqlite_world.open() as session:
        anna = sqlite_world.people["anna"]
        return add_debt(session, anna, sqlite_world.now, sqlite_world.dossier(session), TELECOM)


def words_of(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(BytesIO(data))
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_from_a_debt_to_a_letter_that_left(sqlite_world: World, client_as, debt) -> None:
    anna = client_as("anna")
    assert f"/mijn/brieven/nieuw?schuld={debt}" in anna.get("/mijn/schulden").text
    kinds = anna.get(f"/mijn/brieven/nieuw?schuld={debt}").text
    assert "Voorstellen om in delen te betalen" in kinds and "Aanbod aan een schuldeiser" not in kinds
    where = f"/mijn/brieven/nieuw?soort=betalingsregeling&schuld={debt}"
    answer = anna.submit(where, {"bedrag_per_maand": "40,-", "eerste_betaling": "1-12-2099"})
    letter = answer.location
    page = anna.get(letter).text
    assert "Incasso Noord" in page and "€\xa0486,00" in page and "€\xa040,00 per maand" in page
    assert "verlopen schuld weer laten beginnen" in page

    refused = anna.submit(letter, {"sent_on": "20-11-2026"}, action=f"{letter}/verstuurd", status=422)
    assert "Lees eerst de waarschuwing" in refused.text
    anna.submit(letter, {"recipient": "Incasso Noord\nPostbus 12\n1000 AA Voorbeeldstad", "consulted": "y"})
    paper = anna.get(f"{letter}/brief.pdf")
    words = words_of(paper.data)
    assert paper.mimetype == "application/pdf"
    assert "Postbus 12" in words and "€ 40,00 per maand" in words.replace("\xa0", " ")
    assert sqlite_world.kenmerken["anna"] + "/1" in words
    anna.submit(letter, {"sent_on": "20-11-2026"}, action=f"{letter}/verstuurd")
    assert "Wacht op antwoord" in anna.get("/mijn/brieven").text
    assert "vrijdag 4 december" in anna.get("/mijn/tijdlijn").text
    anna.submit(
        letter, {"answered_on": "20-11-2026", "answer": "Akkoord K-anna"}, action=f"{letter}/antwoord"
    )
    noor = client_as("noor")
    theirs = f"/dossiers/{sqlite_world.kenmerken['anna']}/brieven"
    assert "Beantwoord" in noor.get(theirs).text


def test_a_gap_is_named_and_keeps_the_letter_off_paper(sqlite_world: World, client_as, debt) -> None:
    anna = client_as("anna")
    letter = anna.submit(f"/mijn/brieven/nieuw?soort=uitstel&schuld={debt}", {}).location
    assert "[vul in: waarom lukt het nu niet]" in anna.get(letter).text
    assert "Vul het in en bewaar de brief" in anna.get(f"{letter}/brief.pdf", status=422).text


def test_bad_input_keeps_what_was_typed(sqlite_world: World, client_as, debt) -> None:
    anna = client_as("anna")
    where = "/mijn/brieven/nieuw?soort=betalingsregeling"
    page = anna.submit(where, {"bedrag_per_maand": "veertig", "eerste_betaling": "32-13"}, status=422).text
    assert 'value="veertig"' in page and 'value="32-13"' in page
    assert "Kies over welke schuld de brief gaat." in page
    with sqlite_world.open() as session:
        assert session.scalars(select(Letter)).all() == []


def test_what_two_people_change_stays_of_both(sqlite_world: World, client_as, debt) -> None:
    anna, noor = client_as("anna"), client_as("noor")
    letter = anna.submit(f"/mijn/brieven/nieuw?soort=saldo-opgave&schuld={debt}", {}).location
    key = letter.rsplit("/", 1)[1]
    theirs = f"/dossiers/{sqlite_world.kenmerken['anna']}/brieven/{key}"
    from_before = noor.get(theirs)
    anna.submit(letter, {"subject": "Van Anna"})
    fields = form_of(from_before, theirs) | {"subject": "Van Noor"}
    page = noor.post(theirs, fields, status=409).text
    assert "Van Anna" in page and "Van Noor" in page


def test_staff_write_in_the_name_of_the_municipality_and_the_client_reads_it_when_it_left(
    sqlite_world: World, client_as, debt
) -> None:
    noor, anna = client_as("noor"), client_as("anna")
    base = f"/dossiers/{sqlite_world.kenmerken['anna']}/brieven"
    letter = noor.submit(
        f"{base}/nieuw?soort=aanbod&schuld={debt}",
        {"totale_schuld": "12.054,25", "percentage": "10,37", "aanbod_bedrag": "50,40"},
    ).location
    own = f"/mijn/brieven/{letter.rsplit('/', 1)[1]}"
    anna.get(own, status=404)
    noor.submit(letter, {"sent_on": "20-11-2026"}, action=f"{letter}/verstuurd")
    page = anna.get(own).text
    assert "10,37 procent" in page and "Bewaar het antwoord" not in page
    with sqlite_world.open() as session:
        actor = sqlite_world.people["anna"]
        assert [found.written.sender for found in letters_of(session, actor, actor.dossier_id)] == [
            "Voorbeeldstad"
        ]


def test_no_client_begins_a_letter_of_the_municipality(sqlite_world: World, client_as, debt) -> None:
    page = client_as("anna").get("/mijn/brieven/nieuw?soort=aanbod").text
    assert "Welke brief wilt u schrijven?" in page


def test_a_letter_promises_no_day_that_is_past_and_names_what_is_open(
    sqlite_world: World, client_as, debt
) -> None:
    anna = client_as("anna")
    where = f"/mijn/brieven/nieuw?soort=betalingsregeling&schuld={debt}"
    typed = {"bedrag_per_maand": "25", "eerste_betaling": "1-1-2020"}
    page = anna.submit(where, typed, status=422).text
    assert "Deze dag is al geweest" in page and 'value="1-1-2020"' in page
    letter = anna.submit(where, typed | {"eerste_betaling": ""}).location
    refused = anna.get(f"{letter}/brief.pdf", status=422).text
    assert "staat nog iets open: " in refused and "Kijkt u hier nog even naar" in refused
