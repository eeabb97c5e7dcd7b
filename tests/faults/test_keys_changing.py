"""Keys change while four processes read and write, and whoever changes them is killed at it."""

import base64
import random
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session, sessionmaker

from schuldhulp.base import Base
from schuldhulp.crypto import Sealed, attach_keyring, keyring
from schuldhulp.keys.queries import left_under
from schuldhulp.municipalities.tables import MunicipalityKey
from schuldhulp.sealed_file import master_key_id
from schuldhulp.tenancy import EVERYWHERE, look_in
from tests.faults.ledger import messages_in
from tests.faults.server import GONE, WebServers, visitor_as, web_servers
from tests.faults.test_killed import Writers
from tests.world import MASTER, World

NEW = bytes(range(101, 133))
PROCESSES = 4
SHORT, LONG = 30, 2000
TOLD = {"MASTER_KEY": base64.b64encode(NEW).decode(), "MASTER_KEY_BEFORE": base64.b64encode(MASTER).decode()}


@contextmanager
def opened(world: World, *masters: bytes) -> Iterator[Session]:
    with sessionmaker(world.engine, expire_on_commit=False)() as session:
        attach_keyring(session, *masters)
        look_in(session, EVERYWHERE)
        yield session


def opened_by(world: World, *masters: bytes) -> Counter[str]:
    """How many sealed values of each column open with these master keys. Raises Sealed for the first that does not."""
    count: Counter[str] = Counter()
    for mapper in Base.registry.mappers:
        table: Any = mapper.class_
        columns = [
            name for name, column in table.__table__.columns.items()
            if name.endswith("_sealed") and isinstance(column.type, LargeBinary)
        ]  # fmt: skip
        if not columns or not hasattr(table, "id"):
            continue
        with opened(world, *masters) as session:
            for row in session.scalars(select(table)):
                for name in columns:
                    if getattr(row, name) is not None:
                        keyring(session).open_bytes(row, name)
                        count[f"{table.__tablename__}.{name}"] += 1
    return count


class Readers:
    """People who keep looking at their messages; what they were answered."""

    def __init__(self, world: World, servers: WebServers) -> None:
        self.seen: Counter[int] = Counter()
        self._stop = threading.Event()
        self._browsers = [
            visitor_as(world, who, port) for who, port in zip(("anna", "berend"), servers.ports, strict=False)
        ]
        self._threads = [threading.Thread(target=self._read, args=(one,)) for one in self._browsers]

    def _read(self, browser: Any) -> None:
        while not self._stop.is_set():
            try:
                self.seen[browser.ask("GET", "/mijn/berichten").status] += 1
            except GONE:
                self.seen[0] += 1

    def __enter__(self) -> "Readers":
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for one in self._threads:
            one.join()


def killed_at(servers: WebServers, edges: Iterable[int], *words: str) -> int:
    """Change keys, killed at these edges one after the other, and then whole; how many kills that took."""
    kills = 0
    for edge in edges:
        ended = servers.command("sleutels", "wissel", *words, killed_at=edge)
        assert ended in (0, -signal.SIGKILL), servers.said[-2000:]
        kills += ended != 0
    assert servers.command("sleutels", "wissel", *words) == 0, servers.said[-2000:]
    return kills


def keys_of(world: World, municipality: UUID) -> dict[UUID, tuple[str, bool, str]]:
    with opened(world, NEW, MASTER) as session:
        rows = session.scalars(select(MunicipalityKey).where(MunicipalityKey.municipality_id == municipality))
        return {row.id: (row.purpose, row.retired, row.master_key_id) for row in rows}


def change_under_fire(world: World, writes: int, rounds: int, note: Callable[[str, object], None]) -> None:
    """Change the master key and a municipality's key, `rounds` times, while people read and write."""
    ours, theirs = world.municipalities["voorbeeldstad"], world.municipalities["lindewaard"]
    first, other = keys_of(world, ours), keys_of(world, theirs)
    kills, choose = 0, random.Random(11)
    with web_servers(world, PROCESSES, **TOLD) as servers:
        with Writers(world, servers, 10 * LONG, pause=0.1) as writers, Readers(world, servers) as readers:
            writers.wait_for(writes // 4)
            kills += killed_at(servers, range(1, 7, 2))
            for number in range(rounds):
                writers.wait_for(writes * (number + 1) // (rounds + 1))
                edges = sorted(choose.sample(range(1, 12), 3))
                kills += killed_at(servers, edges, "--gemeente", "voorbeeldstad", "--wacht", "0.2")
            writers.wait_for(writes)
        assert set(readers.seen) <= {200, 503} and readers.seen[200] > 0, readers.seen
        assert writers.other <= {503}, servers.said[-3000:]
        assert "Sealed" not in servers.said and '"unexpected"' not in servers.said
        busy = servers.said.count('"database_gone"')
    note(
        "figures",
        f"{kills} kills, {len(writers.acknowledged)} keer geschreven, {readers.seen[200]} keer gelezen, {busy} x 503",
    )
    assert kills >= 3 + rounds, "the rest of the edges came after its end"
    assert set(writers.acknowledged) <= set(in_messages := messages_with(world)), len(in_messages)
    now, still = keys_of(world, ours), keys_of(world, theirs)
    assert not {key for key, (purpose, *_) in first.items() if purpose == "seal"} & set(now), (
        "the old key is gone"
    )
    assert set(still) == set(other), "the other municipality keeps its own"
    assert {value[1:] for value in (now | still).values()} == {(False, master_key_id(NEW))}
    with opened(world, NEW) as session:
        assert [found for old in first.keys() - now.keys() for found in left_under(session, ours, old)] == []
    count = opened_by(world, NEW)
    assert count["message.body_sealed"] >= writes and count["dossier.called_sealed"] == 3
    with pytest.raises(Sealed):
        opened_by(world, MASTER)


def messages_with(world: World) -> Counter[str]:
    with opened(world, NEW) as session:
        return messages_in(session)


def test_keys_change_while_four_processes_work_and_every_row_opens_afterwards(
    sqlite_world: World, record_property: Callable[[str, object], None]
) -> None:
    change_under_fire(sqlite_world, SHORT, 1, record_property)


@pytest.mark.nightly
def test_keys_change_once_on_either_database(
    world: World, record_property: Callable[[str, object], None]
) -> None:
    change_under_fire(world, SHORT, 1, record_property)


@pytest.mark.nightly
def test_keys_change_five_times_through_thousands_of_writes(
    world: World, record_property: Callable[[str, object], None]
) -> None:
    change_under_fire(world, LONG, 5, record_property)
