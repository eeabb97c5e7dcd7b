"""What every test may ask for."""

import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from tests import databases
from tests.longest import longest_first
from tests.web_client import WebClient
from tests.world import Built, World, build_world

pytest_plugins = ["tests.databases", "tests.browsers", "tests.kept"]
# The same examples every time, and as long as they take: a green run stays green. The nightly run draws new ones.
hypothesis.register_profile(
    "suite", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis.register_profile("nightly", deadline=None, print_blob=True)
hypothesis.load_profile("nightly" if os.environ.get("NIGHTLY") == "1" else "suite")
WORLD_TEMPLATE = "template_world"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    longest_first(items)


def _built_sqlite(folder: Path) -> tuple[Path, Built]:
    """The world built once a run in a file, with the ids of what is in it."""
    file, note = folder / "world.sqlite", folder / "world.sqlite.ids"
    with databases.alone(folder, "world-sqlite"):
        if not note.exists():
            shutil.copyfile(databases.sqlite_template(folder), file)
            built = build_world(f"sqlite:///{file}")
            with sqlite3.connect(file) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            note.write_bytes(pickle.dumps(built))
    return file, pickle.loads(note.read_bytes())


def _built_postgres(folder: Path, server: databases.Postgres) -> Built:
    """The world built once a run in a template database."""
    note = folder / "world.postgres.ids"
    with databases.alone(folder, "world-postgres"):
        if not note.exists():
            server.execute(
                f"CREATE DATABASE {WORLD_TEMPLATE} TEMPLATE {databases.TEMPLATE} OWNER {databases.OWNER}"
            )
            note.write_bytes(pickle.dumps(build_world(server.url(WORLD_TEMPLATE))))
    return pickle.loads(note.read_bytes())  # type: ignore[no-any-return]


def _sqlite_world(tmp_path: Path) -> World:
    file, built = _built_sqlite(Path(os.environ[databases.RUN]))
    target = tmp_path / "world.sqlite"
    shutil.copyfile(file, target)
    return World(f"sqlite:///{target}", tmp_path / "data", built)


@contextmanager
def postgres_world(tmp_path: Path) -> Iterator[World]:
    """The test world in a database of its own on PostgreSQL."""
    folder = Path(os.environ[databases.RUN])
    server = databases.start_postgres(folder)
    built = _built_postgres(folder, server)
    name = server.copy(WORLD_TEMPLATE)
    made = World(server.url(name), tmp_path / "data", built)
    try:
        yield made
    finally:
        made.close()
        server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The test world, once on each database."""
    if request.param == "sqlite":
        made = _sqlite_world(tmp_path)
        yield made
        made.close()
        return
    with postgres_world(tmp_path) as made:
        yield made


@pytest.fixture
def sqlite_world(tmp_path: Path) -> Iterator[World]:
    """The test world on SQLite only, for tests of pages rather than of state."""
    made = _sqlite_world(tmp_path)
    yield made
    made.close()


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say in a few Dutch words what a test measured: `make veilig` prints it under its goal."""
    return lambda told: record_property("figures", told)


@pytest.fixture
def client_as(sqlite_world: World) -> Callable[[str | None], WebClient]:
    """Sign in as somebody of the world (None for nobody): the only web client of the tests."""
    return lambda who: WebClient(sqlite_world, who)
