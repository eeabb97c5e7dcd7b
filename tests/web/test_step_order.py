"""The client's own order of steps and the choice about what was done, by the pages."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from schuldhulp.dossier.tables import Dossier
from schuldhulp.workbook.tables import Homework
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
ORDER = "/mijn/werkboek/volgorde"


def kept(world: World, who: str = "anna") -> list[str]:
    with world.open() as session:
        query = select(Dossier.step_order).where(Dossier.kenmerk == world.kenmerken[who])
        return list(session.scalars(query).one())


def move(anna: WebClient, slug: str, to: int) -> str:
    fields = form_of(anna.get(ORDER), ORDER)
    return str(anna.post(ORDER, {**fields, "zet": f"{slug}:{to}"}).location)


def test_one_press_moves_one_step_and_home_and_werkboek_follow(
    client_as: ClientAs, sqlite_world: World
) -> None:
    sqlite_world.welcome()
    anna = client_as("anna")
    before = anna.get("/mijn").text
    assert "in uw eigen volgorde" not in before and "Waar u woont" not in before.split("Of kies zelf")[0]
    assert move(anna, "wonen", 0) == f"{ORDER}?melding=volgorde#stap-wonen"
    move(anna, "doel", 1)
    assert kept(sqlite_world)[:2] == ["wonen", "doel"]
    home = anna.get("/mijn").text
    assert "Deze stap staat bovenaan in uw eigen volgorde." in home
    assert (
        home.index("/mijn/werkboek/wonen")
        < home.index("Hierna, in uw volgorde")
        < home.index("/mijn/werkboek/doel")
    )
    book = anna.get("/mijn/werkboek").text
    assert "In uw eigen volgorde" in book and "bovenaan in uw eigen volgorde" in book
    again = client_as("anna").get(ORDER).text
    assert again.index("stap-wonen") < again.index("stap-doel") < again.index("stap-wat-speelt-er")


def test_a_step_that_is_done_leaves_the_order_and_ours_comes_back_with_one_press(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna = client_as("anna")
    move(anna, "doel", 0)
    anna.submit("/mijn/werkboek/doel", {"goal": "Rust", "do": "save"})
    assert "stap-doel" not in anna.get(ORDER).text
    fields = form_of(anna.get(ORDER), ORDER)
    anna.post(ORDER, {"csrf_token": fields["csrf_token"], "token": fields["token"]})
    assert kept(sqlite_world) == []
    assert "in uw eigen volgorde" not in anna.get("/mijn/werkboek").text


def test_homework_goes_first_and_nonsense_changes_no_place(client_as: ClientAs, sqlite_world: World) -> None:
    anna, noor = client_as("anna"), client_as("noor")
    move(anna, "wonen", 0)
    path = f"/dossiers/{sqlite_world.kenmerken['anna']}/huiswerk"
    noor.submit(path, {"step": "vervoer", "due_on": "30-11-2026"})
    with sqlite_world.open() as session:
        assert session.scalars(select(Homework.step)).all() == ["vervoer"]
    page = anna.get(ORDER).text
    assert "Dit vroeg uw schuldhulpverlener, en gaat voor" in page and "stap-vervoer" not in page
    order = kept(sqlite_world)
    move(anna, "geen-stap", 0)
    assert kept(sqlite_world)[:3] == order[:3]


def test_another_client_and_staff_have_no_such_page(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    move(anna, "wonen", 0)
    assert kept(sqlite_world, "berend") == []
    client_as("noor").get(ORDER, status=404)


def test_what_was_done_can_be_left_out_and_comes_back(client_as: ClientAs, sqlite_world: World) -> None:
    sqlite_world.welcome()
    anna, book = client_as("anna"), "/mijn/werkboek"
    answer = anna.submit("/mijn/werkboek/doel", {"goal": "Rust in huis", "do": "save"})
    assert "“Rust in huis”" in anna.get(answer.location).text and "Wat al gelukt is" in anna.get("/mijn").text
    anna.submit(book, {}, action="/mijn/werkboek/gelukt-tonen")
    assert (
        "“Rust in huis”" not in anna.get(answer.location).text
        and "Wat al gelukt is" not in anna.get("/mijn").text
    )
    anna.submit(book, {}, action="/mijn/werkboek/gelukt-tonen")
    assert "“Rust in huis”" in anna.get(answer.location).text


def test_a_step_that_comes_later_says_after_what(client_as: ClientAs, sqlite_world: World) -> None:
    page = client_as("anna").get("/mijn/werkboek").text
    assert "Na een schuld op uw lijst." in page and "komt later" in page
    assert ">niet nodig<" not in page


def test_home_does_not_send_back_to_a_threat_that_was_answered(client_as: ClientAs, sqlite_world: World) -> None:
    anna, step = client_as("anna"), "/mijn/werkboek/dreigt-er-iets"
    anna.submit(step, {"eviction": "ja", "eviction_on": "26-11-2026", "do": "save"})
    assert f'href="{step}"' in anna.get("/mijn").text
    sqlite_world.now += timedelta(minutes=5)
    sqlite_world.welcome()
    home = anna.get("/mijn").text
    assert "Een kleine stap die nu past" in home and "Drie vragen eerst" not in home
    assert home.count(f'href="{step}"') == 1, "only beside the threat itself: 'er is iets veranderd'"
