"""The database does not answer while somebody posts: a page within three seconds that loses nothing."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import func, select

from schuldhulp.crypto import keyring
from schuldhulp.debts.tables import Debt
from schuldhulp.dossier.tables import Event
from schuldhulp.workbook.queries import read_answers
from tests.faults.ledger import assert_whole, messages_of
from tests.faults.server import Answer, Visitor, message, visitor_as, web_servers
from tests.faults.test_killed import OwnPostgres, durable_world, own_postgres
from tests.web_client import form_in
from tests.world import PASSWORD, World

__all__ = ["durable_world", "own_postgres"]
WORDS = 'Ik weet het niet meer & <b>wat</b> nu?\n\n"Geen" geld 😔 · لا أعرف'


def asked(visitor: Visitor, path: str, fields: dict[str, str]) -> Answer:
    answer = visitor.ask("POST", path, fields)
    assert answer.status == 503, answer.text[:500]
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Content-Security-Policy"]
    return answer


# What anna posts in one outage: where to, and what she typed. All three are refused, and all three are sent again.
STEP, DEBT = "/mijn/werkboek/doel", "/mijn/werkboek/een-schuld/nieuw"
TYPED = {
    "/mijn/berichten": {"body": WORDS},
    STEP: {"goal": WORDS, "matters_because": "De kinderen", "in_a_year": "", "do": "save"},
    DEBT: {
        "creditor": 'Winkel "De Hoek" & zn',
        "claimed": "1.234,50",
        "whose": "client",
        "reference": "F-1 <2>",
    },
}


def sent_again(answer: Answer, path: str, fields: dict[str, str]) -> dict[str, str]:
    """What the page's own form would send: all that was typed, with a fresh token against forgery."""
    again = {k: str(v).replace("\r\n", "\n") for k, v in form_in(answer.text, path, path).items()}
    assert again | {"csrf_token": ""} == fields | {"csrf_token": ""}
    return again


def when_back(visitor: Visitor, path: str, fields: dict[str, str]) -> Answer:
    deadline = time.monotonic() + 20
    while (answer := visitor.ask("POST", path, fields)).status == 503:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return answer


def assert_each_once(world: World) -> None:
    """One message, one answer to the step, one debt; one event of each, and the chain whole."""
    assert messages_of(world) == {WORDS: 1}
    anna = world.people["anna"]
    assert anna.municipality_id and anna.dossier_id
    with world.open() as session:
        stored = read_answers(session, anna.municipality_id, anna.dossier_id, "doel").get("doel")
        assert stored is not None and getattr(stored.record, "goal", None) == WORDS
        debt = session.scalars(select(Debt)).one()
        assert keyring(session).open(debt, "reference_sealed") == "F-1 <2>"
        for kind in ("MessageSent", "StepAnswered"):
            assert session.scalar(select(func.count()).where(Event.kind == kind)) == 1
    assert_whole(world)


def loses_nothing(world: World, port: int, gone: Callable[[], object], back: Callable[[], object]) -> None:
    """Post while the database is gone, and again from the page when it is back."""
    anna = visitor_as(world, "anna", port)
    posts = {path: form_in(anna.ask("GET", path).text, path, path) | typed for path, typed in TYPED.items()}
    gone()
    again = {path: sent_again(asked(anna, path, fields), path, fields) for path, fields in posts.items()}
    stranger = Visitor(port, dict(anna.cookies))
    signing_in = {"csrf_token": again[STEP]["csrf_token"], "token": "a" * 32, "email": "anna@client.example"}
    page = asked(stranger, "/inloggen", signing_in | {"password": PASSWORD})
    assert PASSWORD not in page.text and page.field("email") == "anna@client.example"
    assert asked(anna, STEP, {**posts[STEP], "do": "later"}).field("do") == "later"
    back()
    for path, fields in again.items():
        assert when_back(anna, path, fields).status == 303
        assert anna.ask("POST", path, fields).status == 303  # and once more by a second press
    assert_each_once(world)


def test_postgres_is_stopped_while_somebody_posts(durable_world: World, own_postgres: OwnPostgres) -> None:
    with web_servers(durable_world) as servers:
        loses_nothing(durable_world, servers.ports[0], own_postgres.strike, own_postgres.start)


def family(pid: int) -> list[int]:
    """A process and its children."""
    found = [pid]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


def test_a_postgres_that_stands_still_gives_the_same_page(
    durable_world: World, own_postgres: OwnPostgres
) -> None:
    """It closes nothing and says nothing: nobody may wait for it without end."""
    stopped: list[int] = []

    def stand_still() -> None:
        stopped.extend(family(own_postgres.pid))
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)

    def go_on() -> None:
        for pid in stopped:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    with web_servers(durable_world) as servers:
        try:
            loses_nothing(durable_world, servers.ports[0], stand_still, go_on)
        finally:
            go_on()


@contextmanager
def held(file: Path) -> Iterator[tuple[threading.Event, threading.Event]]:
    """A writer that holds the file's lock from `take` until `release`."""
    take, release, taken = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        take.wait()
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        taken.set()
        release.wait()
        connection.execute("ROLLBACK")
        connection.close()

    thread = threading.Thread(target=hold, daemon=True)
    thread.start()
    yield take, release
    take.set()
    release.set()
    thread.join()


def test_a_sqlite_file_that_is_locked_gives_the_same_page(sqlite_world: World) -> None:
    file = Path(sqlite_world.url.removeprefix("sqlite:///"))
    with web_servers(sqlite_world) as servers, held(file) as (take, release):

        def gone() -> None:
            take.set()
            time.sleep(0.2)

        loses_nothing(sqlite_world, servers.ports[0], gone, release.set)


def test_a_sqlite_file_that_is_taken_away_gives_the_same_page(sqlite_world: World, tmp_path: Path) -> None:
    file = Path(sqlite_world.url.removeprefix("sqlite:///"))
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()

    def move(here: Path, there: Path) -> None:
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            if (here / name).exists():
                os.rename(here / name, there / name)

    def back() -> None:
        assert not file.exists(), "an empty database in its place would hide that it is gone"
        move(elsewhere, file.parent)

    with web_servers(sqlite_world) as servers:
        loses_nothing(sqlite_world, servers.ports[0], lambda: move(file.parent, elsewhere), back)


def test_fifty_equal_posts_have_one_effect_and_fifty_same_answers(world: World) -> None:
    with web_servers(world, 2) as servers:
        noor = visitor_as(world, "noor", servers.ports[0])
        path = f"/dossiers/{world.kenmerken['anna']}/berichten"
        fields = message(noor.csrf(), WORDS)
        answers: list[tuple[int, str]] = []

        def press(number: int) -> None:
            answer = noor.at(servers.ports[number % 2]).ask("POST", path, fields, timeout=60)
            answers.append((answer.status, answer.headers.get("Location", "")))

        presses = [threading.Thread(target=press, args=(n,)) for n in range(50)]
        for one in presses:
            one.start()
        for one in presses:
            one.join()
    assert len(answers) == 50 and len(set(answers)) == 1, set(answers)
    assert answers[0][0] == 303
    assert messages_of(world) == {WORDS: 1}
    assert_whole(world)
