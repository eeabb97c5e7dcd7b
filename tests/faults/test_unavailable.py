"""The database does not answer while somebody posts: a page within three seconds that loses nothing."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.ledger import assert_whole, messages_of
from tests.faults.server import Answer, Visitor, message, visitor_as, web_servers
from tests.faults.test_killed import OwnPostgres, durable_world, own_postgres
from tests.world import PASSWORD, World

__all__ = ["durable_world", "own_postgres"]
WORDS = 'Ik weet het niet meer & <b>wat</b> nu?\n\n"Geen" geld 😔 · لا أعرف'
SECONDS = 3.0


def asked(visitor: Visitor, path: str, fields: dict[str, str]) -> Answer:
    began = time.monotonic()
    answer = visitor.ask("POST", path, fields)
    assert time.monotonic() - began < SECONDS + load_allowance()
    assert answer.status == 503, answer.text[:500]
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Content-Security-Policy"]
    return answer


def load_allowance() -> float:
    """A loaded machine answers later; the goal is for a machine that has nothing else to do."""
    return 2.0


def sent_again(answer: Answer, fields: dict[str, str]) -> dict[str, str]:
    """What the page's own form would send: what was typed, with a fresh token against forgery."""
    again = {name: answer.field(name).replace("\r\n", "\n") for name in fields}
    assert again | {"csrf_token": ""} == fields | {"csrf_token": ""}
    return again


def loses_nothing(world: World, port: int, gone: Callable[[], object], back: Callable[[], object]) -> None:
    """Post while the database is gone, and again from the page when it is back."""
    anna = visitor_as(world, "anna", port)
    fields = message(anna.csrf(), WORDS)
    gone()
    again = sent_again(asked(anna, "/mijn/berichten", fields), fields)
    stranger = Visitor(port, dict(anna.cookies))
    signing_in = {"csrf_token": fields["csrf_token"], "token": "a" * 32, "email": "anna@client.example"}
    page = asked(stranger, "/inloggen", signing_in | {"password": PASSWORD})
    assert PASSWORD not in page.text and page.field("email") == "anna@client.example"
    back()
    deadline = time.monotonic() + 20
    while (answer := anna.ask("POST", "/mijn/berichten", again)).status == 503:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert answer.status == 303
    assert anna.ask("POST", "/mijn/berichten", fields).status == 303  # and once more by a second press
    assert messages_of(world) == {WORDS: 1}
    assert_whole(world)


def test_postgres_is_stopped_while_somebody_posts(durable_world: World, own_postgres: OwnPostgres) -> None:
    with web_servers(durable_world) as servers:
        loses_nothing(durable_world, servers.ports[0], own_postgres.strike, own_postgres.start)


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
