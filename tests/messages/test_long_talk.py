"""A conversation of years: a page shows the newest, nothing drops off, a correction stays with its first version."""

from datetime import timedelta

from sqlalchemy.orm import Session

from schuldhulp.messages import actions
from schuldhulp.messages.queries import A_PAGE, conversation, find_own_message, shown_of
from tests.inbox.desks import assign
from tests.web_client import WebClient
from tests.world import World

MANY = 2 * A_PAGE + 5


def write_many(world: World, session: Session) -> None:
    for number in range(MANY):
        world.now += timedelta(minutes=1)
        dossier = world.dossier(session)
        session.close()
        who = "noor" if number == 3 else "anna"
        actions.send_message(
            session, world.people[who], world.now, dossier, f"Bericht {number:03} over de huur"
        )


def test_every_message_stands_on_one_page_and_what_is_unread_on_the_first(world: World) -> None:
    assign(world, "anna")
    anna, noor = world.people["anna"], world.people["noor"]
    with world.open() as session:
        write_many(world, session)
        dossier = world.dossier(session)
        talk = conversation(session, anna, dossier.id)
        assert len(talk) == MANY
        first = shown_of(session, anna, dossier.id, talk, 0)
        assert [m.body[8:11] for m in first.messages] == [f"{n:03}" for n in range(3, MANY)], (
            "the counsellor's is not read yet, and stands on the first page with all that came after"
        )
        session.close()
        actions.mark_read(session, anna, world.now, dossier)
        talk, found, skip = conversation(session, anna, dossier.id), [], 0
        while True:
            page = shown_of(session, anna, dossier.id, talk, skip)
            found = [m.body[8:11] for m in page.messages] + found
            assert page.later == (None if skip == 0 else skip - A_PAGE)
            if page.earlier is None:
                break
            skip = page.earlier
        assert found == [f"{n:03}" for n in range(MANY)] and skip == 2 * A_PAGE
        assert len(shown_of(session, noor, dossier.id, talk, 0).messages) == MANY - 4 + 3 + 1, (
            "for the counsellor all of the client's is unread"
        )


def test_a_message_from_before_the_page_is_found_and_shows_its_correction(world: World) -> None:
    with world.open() as session:
        write_many(world, session)
        dossier = world.dossier(session)
        anna = world.people["anna"]
        oldest = conversation(session, anna, dossier.id, limit=1, skip=MANY - 1)[0]
        assert find_own_message(session, anna, dossier.id, oldest.id).body == "Bericht 000 over de huur"
        session.close()
        actions.correct_message(session, anna, world.now, dossier, oldest.id, "Bericht 000 over de borg")
        again = conversation(session, anna, dossier.id, limit=1, skip=MANY - 1)[0]
        assert again.body == "Bericht 000 over de borg"
        assert [words for _, words in again.first_versions] == ["Bericht 000 over de huur"]


def test_the_pages_lead_back_and_forth(sqlite_world: World) -> None:
    world = sqlite_world
    assign(world, "anna")
    with world.open() as session:
        write_many(world, session)
    anna, noor = WebClient(world, "anna"), WebClient(world, "noor")
    assert "Bericht 000" in noor.get(f"/dossiers/{world.kenmerken['anna']}/berichten").text, "not read yet"
    anna.get("/mijn/berichten")
    for browser, path in (
        (anna, "/mijn/berichten"),
        (noor, f"/dossiers/{world.kenmerken['anna']}/berichten"),
    ):
        newest = browser.get(path).text
        assert "Bericht 104" in newest and "Bericht 010" not in newest and "?eerder=50" in newest
        middle = browser.get(f"{path}?eerder=50").text
        assert "Bericht 010" in middle and "Bericht 104" not in middle and "?eerder=100" in middle
        oldest = browser.get(f"{path}?eerder=100").text
        assert "Bericht 000" in oldest and "?eerder=50" in oldest and "?eerder=150" not in oldest
    assert "Bericht 104" in anna.get("/mijn/berichten?eerder=veel").text
