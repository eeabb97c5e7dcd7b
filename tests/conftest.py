"""What every test may ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.web_client import WebClient
from tests.world import World, make_world

pytest_plugins = ["tests.databases"]


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """The test world, once on each database."""
    made = make_world(database_url, tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def sqlite_world(sqlite_url: str, tmp_path: Path) -> Iterator[World]:
    """The test world on SQLite only, for tests of pages rather than of state."""
    made = make_world(sqlite_url, tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def client_as(sqlite_world: World) -> Callable[[str | None], WebClient]:
    """Sign in as somebody of the world (None for nobody): the only web client of the tests."""
    return lambda who: WebClient(sqlite_world, who)
