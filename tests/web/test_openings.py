"""Who looked into the dossier: every part has words, others are named and not oneself, each line can be questioned."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from schuldhulp.access_log.queries import openings_of
from schuldhulp.access_log.words import OTHER, listed, part_in_words
from schuldhulp.messages.tables import Message
from schuldhulp.web.guard import Rule
from tests.web_client import WebClient
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
PAGE = "/mijn/inzage"


def test_every_part_that_staff_can_open_has_words(sqlite_world: World) -> None:
    rules = [getattr(view, "guard_rule", None) for view in sqlite_world.app.view_functions.values()]
    parts = {rule.part for rule in rules if isinstance(rule, Rule) and rule.dossier == "named"}
    assert len(parts) > 20 and {part for part in parts if part_in_words(part) == OTHER} == set()
    assert listed(["budget", "schulden", "budget"]) == "uw budget en uw schulden"


def test_the_client_reads_who_looked_and_asks_about_it(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    assert "Nog niemand anders" in anna.get(PAGE).text
    anna.get("/mijn/budget")
    noor, kenmerk = client_as("noor"), sqlite_world.kenmerken["anna"]
    noor.get(f"/dossiers/{kenmerk}")
    sqlite_world.now += timedelta(minutes=20)
    noor.get(f"/dossiers/{kenmerk}/budget")
    client_as("bas").get(f"/dossiers/{sqlite_world.kenmerken['berend']}")
    page = anna.get(PAGE).text
    assert (
        "Opende het overzicht van uw dossier en uw budget." in page and page.count("Stel hier een vraag") == 1
    )
    assert "Noor" in page and "Bas" not in page and "Anna" not in page.split("<main")[1]
    with sqlite_world.open() as session:
        actor = sqlite_world.people["anna"]
        assert actor.dossier_id is not None
        (line,) = openings_of(session, actor, actor.dossier_id).lines
        assert line.last_at - line.first_at == timedelta(minutes=20) and not line.wrote
        assert openings_of(session, sqlite_world.people["berend"], actor.dossier_id).lines == ()
    anna.submit(f"{PAGE}/{line.seq}/vraag", {"body": "Waarom keek u in mijn budget?"})
    with sqlite_world.open() as session:
        (message,) = session.scalars(select(Message).where(Message.about == "access"))
        assert message.dossier_id == actor.dossier_id
    assert "Waarom keek u in mijn budget?" in noor.get(f"/dossiers/{kenmerk}/berichten").text
    client_as("berend").get(f"{PAGE}/{line.seq}/vraag", status=404)


def test_a_long_list_goes_on_in_pages(sqlite_world: World, client_as: ClientAs) -> None:
    kenmerk = sqlite_world.kenmerken["anna"]
    for _ in range(3):
        client_as("noor").get(f"/dossiers/{kenmerk}")
        sqlite_world.now += timedelta(days=1)
    actor = sqlite_world.people["anna"]
    assert actor.dossier_id is not None
    with sqlite_world.open() as session:
        first = openings_of(session, actor, actor.dossier_id, limit=2)
        rest = openings_of(session, actor, actor.dossier_id, before=first.older, limit=2)
    assert [len(first.lines), len(rest.lines), rest.older] == [2, 1, None]
    assert first.lines[0].day > first.lines[1].day > rest.lines[0].day
