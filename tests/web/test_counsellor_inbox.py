"""The counsellor's inbox, search and care list as pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from sqlalchemy import event, func, select, update

from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.extensions import db
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.web.counsellor.inbox import threat_line
from tests.inbox.desks import assign
from tests.web.test_budget_pages import text_of
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The statements that are sent meanwhile, without the begin and end of transactions."""
    with world.app.app_context():
        engine = db.engine
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def add_clients(world: World, number: int) -> None:
    with world.open() as session:
        for n in range(number):
            world.add_client(session, f"gast{n}", "voorbeeldstad")
    for n in range(number):
        assign(world, f"gast{n}")


def test_the_inbox_opens_on_wacht_op_mij_with_what_when_and_how_far(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assign(sqlite_world, "anna")
    page = client_as("noor").get("/inbox").text
    assert "Wacht op mij</h1>" in page
    assert "1 wacht op u, ± 6 min" in page
    assert "Anna K-anna" in page and "Berend K-berend" not in page
    assert "past online bij deze cliënt?" in page
    assert "di 24 nov" in page and "gesprek <" not in page
    assert "0 van 5" in page
    assert sqlite_world.kenmerken["anna"] in page


def test_a_page_asks_the_same_few_questions_for_any_number_of_rows(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assign(sqlite_world, "anna")
    noor = client_as("noor")
    noor.get("/inbox")
    with counted(sqlite_world) as one_row:
        noor.get("/inbox")
    add_clients(sqlite_world, 9)
    with counted(sqlite_world) as ten_rows:
        page = noor.get("/inbox").text
    assert page.count("data-reply") == 10
    assert len(ten_rows) == len(one_row) <= 12, "\n".join(ten_rows)


def test_the_last_choice_is_remembered_for_this_person(client_as: ClientAs) -> None:
    client_as("noor").get("/inbox?toon=alles")
    assert "Alle dossiers</h1>" in client_as("noor").get("/inbox").text
    assert "Wacht op mij</h1>" in client_as("bas").get("/inbox").text
    client_as("noor").get("/inbox?toon=fase&fase=aanmelding")
    page = client_as("noor").get("/inbox").text
    assert "Per fase</h1>" in page and "Anna K-anna" in page


def written(world: World) -> int:
    with world.open() as session:
        return session.scalar(select(func.count()).select_from(AccessEntry)) or 0


def test_search_finds_by_beginning_by_number_and_writes_each_hit_down(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor = client_as("noor")
    fields = form_of(noor.get("/inbox"), "/zoeken")
    kenmerk = sqlite_world.kenmerken["anna"]
    before = written(sqlite_world)
    assert noor.post("/zoeken", {**fields, "zoek": "ann"}).location.endswith(f"/dossiers/{kenmerk}")
    assert written(sqlite_world) - before == 1, "that there is one is told before anything opens"
    assert noor.post("/zoeken", {**fields, "zoek": kenmerk.lower()}).location.endswith(f"/dossiers/{kenmerk}")
    before = written(sqlite_world)
    page = noor.post("/zoeken", {**fields, "zoek": "K"}, status=200).text
    assert "Anna K-anna" in page and "Berend K-berend" in page and "Chris" not in page
    assert written(sqlite_world) - before == 2
    assert "niets gevonden" in noor.post("/zoeken", {**fields, "zoek": "Chris"}, status=200).text


def test_the_care_list_shows_who_is_quiet_and_never_who_waits_on_us(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assign(sqlite_world, "anna")
    assign(sqlite_world, "berend")
    noor = client_as("noor")
    anna = f"/dossiers/{sqlite_world.kenmerken['anna']}/berichten?past=ja"
    noor.submit(anna, {"body": "Dag Anna, hoe gaat het?", "doe": "verstuur"})
    assert "Niemand is nu langer" in noor.get("/zorglijst").text
    sqlite_world.now += timedelta(days=15)
    page = client_as("noor").get("/zorglijst").text
    assert "Anna K-anna" in page and "15 dagen" in page
    assert "Ik kom er niet uit K-anna" in page
    assert "Berend" not in page


def test_the_line_about_threats_says_that_it_counts_the_municipality() -> None:
    """Beside 'op u wacht' a bare number would read as the counsellor's own."""
    lines = [threat_line({"dreiging": number}) for number in (0, 1, 6)]
    assert lines == [
        "",
        "In 1 dossier van de gemeente dreigt iets",
        "In 6 dossiers van de gemeente dreigt iets",
    ]


def test_a_term_of_the_law_shows_while_it_is_the_clients_turn(
    client_as: ClientAs, sqlite_world: World
) -> None:
    """The client is the one to do something, and the four weeks for the first talk (Wgs 4(1)) run on."""
    assign(sqlite_world, "anna")
    noor = client_as("noor")
    noor.submit(
        f"/dossiers/{sqlite_world.kenmerken['anna']}/berichten?past=ja", {"body": "Welkom", "doe": "verstuur"}
    )
    sqlite_world.now += timedelta(days=17)  # eleven days before 18 December
    noor = client_as("noor")
    page = noor.get("/inbox").text
    assert "Niemand wacht op u" in page and "Wettelijke termijn in zicht" not in page
    sqlite_world.now += timedelta(days=1)
    noor = client_as("noor")
    shown = text_of(noor.get("/inbox").text)
    assert "Hier bent u niet aan zet, maar de termijn van de wet loopt door." in shown
    assert "vr 18 dec (wettelijk) gesprek, nog 10 dagen" in shown and "Anna K-anna" in shown
    add_clients(sqlite_world, 1)
    with sqlite_world.open() as session:  # nearer by law, and later in the order of the inbox
        other = update(InboxRow).where(InboxRow.kenmerk == sqlite_world.kenmerken["gast0"])
        values = {"waiting_on": "client", "first_talk_due": date(2026, 12, 9), "sort_key": "9"}
        session.execute(other.values(**values))
        session.commit()
    shown = text_of(noor.get("/inbox").text)
    assert shown.index("gast0") < shown.index("K-anna")
    assert "Anna K-anna" not in client_as("bas").get("/inbox").text
    assert "Wettelijke termijn in zicht" not in noor.get("/inbox?toon=team").text
