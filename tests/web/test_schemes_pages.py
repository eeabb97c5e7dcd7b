"""'Waar heeft u recht op?' on screen: what may lie unused, what is asked, and a question with one click."""

from collections.abc import Callable

from schuldhulp.budget.actions import add_quick_posts
from schuldhulp.budget.told import PostTold
from schuldhulp.messages.queries import conversation
from schuldhulp.workbook.actions import add_household_member
from tests.web.test_budget_pages import text_of
from tests.web_client import WebClient

ClientAs = Callable[[str | None], WebClient]
LINES = [
    (PostTold(code="wage", cents=1_280_00), "lonen-en-uitkeringen"),
    (PostTold(code="rent", cents=684_50), "wonen"),
    (PostTold(code="health_premium", cents=171_50), "verzekeringen-en-zorg"),
]


def furnished(client_as: ClientAs) -> WebClient:
    anna = client_as("anna")
    world = anna.world
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        session.close()
        add_quick_posts(session, world.people["anna"], world.now, dossier, LINES)
        add_household_member(session, world.people["anna"], world.now, dossier, kind="partner", name="Piet")
    return anna


def test_an_empty_dossier_is_asked_calmly(client_as: ClientAs) -> None:
    words = text_of(client_as("anna").get("/mijn/regelingen").text)
    assert "Nog niet te zeggen" in words and "Hiervoor is nog iets nodig." in words
    assert "ten hoogste" not in words and "Misschien kan er meer" not in words


def test_home_and_budget_point_at_money_that_lies_unused(client_as: ClientAs) -> None:
    anna = furnished(client_as)
    assert "Waar heeft u recht op? Misschien zorgtoeslag en huurtoeslag." in text_of(anna.get("/mijn").text)
    assert "Misschien heeft u recht op zorgtoeslag en huurtoeslag." in text_of(
        anna.get("/mijn/budget").text
    )


def test_both_see_the_same_and_what_is_filled_in_makes_it_sure(client_as: ClientAs) -> None:
    anna, noor = furnished(client_as), client_as("noor")
    there = f"/dossiers/{anna.world.kenmerken['anna']}/regelingen"
    for page in (anna.get("/mijn/regelingen").text, noor.get(there).text):
        words = text_of(page)
        assert "Ten hoogste € 246,00 per maand" in words and "toeslagen.nl" in words
        assert "https://wetten.overheid.nl/BWBR0018451" in page
    anna.submit("/mijn/regelingen", {"year_income_cents": "veel"}, status=422)
    kept = {"year_income_cents": "20.000", "assets_cents": "0", "age_group": "midden"}
    anna.submit("/mijn/regelingen", kept)
    words = text_of(noor.get(there).text)
    assert "Waarschijnlijk wel" in words and "Ongeveer € 246,00 per maand" in words
    assert "€ 20.000,00 hier ingevuld" in words


def test_two_who_fill_in_at_once_keep_their_words(client_as: ClientAs) -> None:
    anna, noor = furnished(client_as), client_as("noor")
    there = f"/dossiers/{anna.world.kenmerken['anna']}/regelingen"
    noor.submit(there, {"year_income_cents": "21.000"})
    page = anna.submit("/mijn/regelingen", {"year_income_cents": "20.000", "version": "0"}, status=409)
    assert "Er zijn twee versies" in page.text
    assert 'value="20.000"' in page.text and 'value="21000,00"' in page.text


def test_a_question_names_the_scheme(client_as: ClientAs) -> None:
    anna = furnished(client_as)
    assert "recht heb op huurtoeslag?" in anna.get("/mijn/regelingen/huurtoeslag/vraag").text
    anna.submit("/mijn/regelingen/huurtoeslag/vraag", {"body": "Kan dit met een kamer?"})
    anna.get("/mijn/regelingen/onzin/vraag", status=404)
    with anna.world.open() as session:
        talk = conversation(session, anna.world.people["anna"], anna.world.dossier(session, "anna").id)
    assert any(message.body == "Over Huurtoeslag:\nKan dit met een kamer?" for message in talk)
