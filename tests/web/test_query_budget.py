"""What a page may ask of the database: so many statements at most, and no more for fifty rows than for one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from schuldhulp.accounts.queries import find_session
from schuldhulp.accounts.tables import Person
from schuldhulp.budget.rows import add_post
from schuldhulp.budget.told import PostTold
from schuldhulp.debts.rows import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.documents.rows import add_paper
from schuldhulp.extensions import db
from schuldhulp.messages.rows import add_message
from schuldhulp.unit_of_work import act, open_write
from schuldhulp.web.guard import COOKIE
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
STEP = "/mijn/werkboek/hoe-belangrijk-en-zeker"

# Page, who opens it, and the most it may ask, with the beginnings of its transactions: two or three are the door's.
PAGES = [
    ("/mijn", "anna", 20),
    ("/mijn/werkboek", "anna", 11),
    (STEP, "anna", 7),
    ("/mijn/budget", "anna", 17),
    ("/mijn/schulden", "anna", 10),
    ("/mijn/berichten", "anna", 9),
    ("/dossiers/{kenmerk}", "noor", 22),
    ("/inbox?toon=alles", "noor", 7),  # the last asks whether the chat hour is theirs today
]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def engine_of(world: World) -> Engine:
    """The engine of the application."""
    with world.app.app_context():
        return db.engine


def statements(world: World, client: WebClient, path: str) -> list[str]:
    """What a page asks when it is opened again."""
    client.get(path)
    with counted(engine_of(world)) as sent:
        client.get(path)
    return sent


def grow(world: World, number: int) -> None:
    """Give Anna's dossier so many messages of both sides, lines of the budget, debts and papers."""
    for who in ("anna", "noor"):
        with world.open() as session:
            view = world.dossier(session, "anna", who)
            with act(session, world.people[who], world.now) as doing:
                row = doing.dossier(view.id, "message:write")
                for n in range(number):
                    add_message(doing, view, f"Bericht {n} van {who}")
                    if who == "anna":
                        add_post(
                            doing,
                            view.id,
                            PostTold(code="telephone", cents=100 + n),
                            "telefoon-internet-abonnementen",
                        )
                        add_debt(doing, row, view, DebtTold(creditor=f"Winkel {n}", claimed_cents=1000 + n))
                        add_paper(doing, view.id, kind="other", label=f"Papier {n}")


def show_address(world: World, who: str) -> None:
    """Let somebody's address be proven: until then each page asks five times more, whether mail goes to them."""
    with world.open() as session:
        open_write(session, None)
        session.get_one(Person, world.people[who].person_id).email_verified_at = world.now
        session.commit()


def more_dossiers(world: World, number: int) -> None:
    """Let so many people register in Anna's municipality."""
    with world.open() as session:
        for _ in range(number):
            world.add_client(session, f"c{uuid4().hex[:8]}", "voorbeeldstad")


def test_pages_ask_so_much_and_no_more_with_fifty_rows(sqlite_world: World, client_as: ClientAs) -> None:
    grow(sqlite_world, 1)
    show_address(sqlite_world, "anna")
    clients = {who: client_as(who) for who in ("anna", "noor")}
    places = [(path.format(kenmerk=sqlite_world.kenmerken["anna"]), who, most) for path, who, most in PAGES]
    few = {path: statements(sqlite_world, clients[who], path) for path, who, _ in places}
    grow(sqlite_world, 49)
    more_dossiers(sqlite_world, 23)  # with Anna and Berend a full page
    for path, who, most in places:
        many = statements(sqlite_world, clients[who], path)
        assert len(many) <= len(few[path]), f"{path} asks more with more rows"
        assert len(many) <= most, f"{path} asks {len(many)} times:\n" + "\n".join(many)


def test_saving_a_step_reads_the_werkboek_once(sqlite_world: World, client_as: ClientAs) -> None:
    anna = client_as("anna")
    fields = {"importance": "7", "importance_why": "Rust", "confidence": "5", "confidence_why": ""}
    anna.submit(STEP, fields)
    again = {**form_of(anna.get(STEP), STEP), **fields}
    with counted(engine_of(sqlite_world)) as sent:
        anna.post(STEP, again)
    assert len(sent) <= 18, "\n".join(sent)
    for table in ("budget_post", "debt", "household_member"):
        assert sum(f"FROM {table} " in statement for statement in sent) == 1


@pytest.mark.parametrize("who", ["anna", "noor", "gert", "petra"])
def test_a_session_and_its_hat_are_one_query(sqlite_world: World, client_as: ClientAs, who: str) -> None:
    client = client_as(who)
    cookie = client.http.get_cookie(COOKIE)
    assert cookie is not None
    with sqlite_world.open() as session, counted(sqlite_world.engine) as sent:
        found = find_session(session, cookie.value, sqlite_world.now)
    assert (
        found is not None
        and found.actor == sqlite_world.people[who]
        and found.name.startswith(who.capitalize())
    )
    assert len(sent) <= 2, sent  # with the beginning of the transaction
