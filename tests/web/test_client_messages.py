"""The client's conversation on its page."""

from collections.abc import Callable

from sqlalchemy import select

from schuldhulp.messages.queries import conversation, find_draft
from schuldhulp.messages.tables import Message
from tests.web_client import WebClient, form_of
from tests.world import World


def test_a_client_writes_corrects_and_reads_on(
    client_as: Callable[[str], WebClient], sqlite_world: World
) -> None:
    anna, noor = client_as("anna"), client_as("noor")
    anna.submit("/mijn/berichten", {"body": "Heeft dit nog zin?"})
    with sqlite_world.open() as session:
        message = session.scalars(select(Message)).one()
    anna.submit(
        f"/mijn/berichten/{message.id}/verbeteren", {"body": "Heeft dit nog zin? De brief is van mei."}
    )
    page = anna.get("/mijn/berichten").text
    assert "De brief is van mei." in page and "Aangepast" in page and "antwoordt uiterlijk" in page
    kenmerk = sqlite_world.kenmerken["anna"]
    assert "De brief is van mei." in noor.get(f"/dossiers/{kenmerk}/berichten").text
    with sqlite_world.open() as session:
        (shown,) = conversation(
            session, sqlite_world.people["anna"], sqlite_world.dossier(session, "anna").id
        )
        assert shown.first_versions[0][1] == "Heeft dit nog zin?" and shown.read_at == sqlite_world.now


def test_what_is_typed_is_there_on_another_device(
    client_as: Callable[[str], WebClient], sqlite_world: World
) -> None:
    anna = client_as("anna")
    fields = {"csrf_token": "", "body": "Halverwege een zin"}
    sqlite_world.app.config["WTF_CSRF_ENABLED"] = False
    anna.post("/mijn/berichten/concept", fields, status=204)
    assert "Halverwege een zin" in client_as("anna").get("/mijn/berichten").text
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna")
        assert find_draft(session, sqlite_world.people["berend"], dossier.id) is None


def test_a_draft_that_comes_in_after_its_message_is_old(
    client_as: Callable[[str], WebClient], sqlite_world: World
) -> None:
    anna, path = client_as("anna"), "/mijn/berichten"
    fields = {**form_of(anna.get(path), path), "body": "Heeft dit nog zin?"}
    anna.post(path, fields)
    anna.post(f"{path}/concept", fields, status=409)
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna")
        assert find_draft(session, sqlite_world.people["anna"], dossier.id) is None


def test_an_empty_message_stays_on_the_page(client_as: Callable[[str], WebClient]) -> None:
    answer = client_as("anna").submit("/mijn/berichten", {"body": "  "}, status=422)
    assert "Er staat nog niets in uw bericht." in answer.text
