"""A journey in the test world, on a clock that stands on Friday 20 November 2026, 16:40."""

from collections.abc import Iterator

import pytest

from tests.browsers import Visits, serving
from tests.journeys.walking import Journey, moving_clock
from tests.world import FRIDAY, World


@pytest.fixture
def journey(sqlite_world: World, visit: Visits, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journey]:
    """The world, served, with nobody in it yet."""
    with serving(sqlite_world.app) as address:
        walked = Journey(sqlite_world, address.replace("127.0.0.1", "localhost"), visit, FRIDAY)
        moving_clock(monkeypatch, lambda: walked.moment)
        yield walked
