"""A long day of mixed work: memory, files, connections and the log of the database stay as they were.

The conversation is as long from the first request as a page ever shows it, so what grows is not the page itself.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from schuldhulp.messages import actions
from tests.faults.server import Visitor, message, visitor_as, web_servers
from tests.world import World

PAGES = {
    "anna": ("/mijn", "/mijn/berichten", "/mijn/werkboek", "/mijn/werkboek/doel", "/mijn/rechten"),
    "noor": ("/inbox", "/dossiers/{anna}", "/dossiers/{anna}/berichten", "/dossiers/{anna}/schulden"),
    "tess": ("/team", "/inbox?toon=alles"),
    "gert": ("/rapportage",),
}
WRITES_EVERY = 20
SHOWN = 400
"""Messages that a conversation shows at most: a page of it weighs the same once there are so many."""
MOST_GROWTH = 512
"""Kilobytes in a thousand requests."""


def memory_of(pid: int) -> int:
    """Kilobytes of memory that a process holds."""
    line = next(x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1])


def open_files_of(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def slope(points: list[tuple[int, int]]) -> float:
    """Growth a step, by least squares."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread


@dataclass
class Day:
    """What was seen of a day's work: (requests so far, kilobytes, open files), and the seconds of each request."""

    samples: list[tuple[int, int, int]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    wal: int = 0

    @property
    def late(self) -> list[tuple[int, int, int]]:
        """The samples after a quarter of the day: everything is loaded and every thread had its turn."""
        return self.samples[len(self.samples) // 4 :]

    @property
    def growth(self) -> float:
        """Kilobytes in a thousand requests."""
        return slope([(number, memory) for number, memory, _ in self.late]) * 1000

    def __str__(self) -> str:
        tenth = len(self.seconds) // 10
        first, last = (
            sorted(part)[int(0.95 * tenth)] * 1000 for part in (self.seconds[:tenth], self.seconds[-tenth:])
        )
        memory = [kilobytes for _, kilobytes, _ in self.late]
        return (
            f"{len(self.seconds)} aanvragen in {sum(self.seconds):.0f} s, {self.growth / 1024:.3f} MB per 1.000, "
            f"geheugen {min(memory) / 1024:.1f} tot {max(memory) / 1024:.1f} MB, WAL {self.wal / 1024**2:.1f} MB, "
            f"p95 {first:.0f} ms in het eerste tiende en {last:.0f} ms in het laatste"
        )


def write_many(world: World, many: int) -> None:
    """So many messages in the conversation of one client."""
    with world.open() as session:
        for number in range(many):
            actions.send_message(
                session,
                world.people["anna"],
                world.now,
                world.dossier(session),
                f"Bericht {number} over de huur",
            )


def work(world: World, requests: int, note: Callable[[str, object], None]) -> Day:
    """Ask pages of every role in turn and write now and then; what was seen as it went."""
    day = Day()
    with web_servers(world) as servers:
        port, pid = servers.ports[0], servers.pids[0]
        people: dict[str, Visitor] = {who: visitor_as(world, who, port) for who in PAGES}
        turns = [(who, path.format(**world.kenmerken)) for who, paths in PAGES.items() for path in paths]
        csrf = people["anna"].csrf()
        for number in range(requests):
            who, path = turns[number % len(turns)]
            if number % WRITES_EVERY == WRITES_EVERY - 1:
                sent = people["anna"].ask("POST", "/mijn/berichten", message(csrf, f"Dag {number}"))
                assert sent.status == 303
            began = time.monotonic()
            assert people[who].ask("GET", path).status == 200, f"{number}: {path}"
            day.seconds.append(time.monotonic() - began)
            if number % (requests // 40) == 0:
                day.samples.append((number, memory_of(pid), open_files_of(pid)))
        wal = Path(world.url.removeprefix("sqlite:///") + "-wal")
        day.wal = wal.stat().st_size if wal.exists() else 0
        assert day.wal < 64 * 1024 * 1024
        assert '"unexpected"' not in servers.said
    note("figures", str(day))
    return day


def test_files_and_connections_do_not_pile_up(sqlite_world: World) -> None:
    day = work(sqlite_world, 120, lambda *_: None)  # too few requests to say how memory grows
    after_a_while = [files for number, _, files in day.samples if number >= 40]
    assert max(after_a_while) - min(after_a_while) <= 8, day.samples


@pytest.mark.nightly
def test_ten_thousand_requests_of_mixed_roles(
    world: World, record_property: Callable[[str, object], None]
) -> None:
    write_many(world, SHOWN)
    day = work(world, 10_000, record_property)
    files = [files for *_, files in day.late]
    assert day.growth < MOST_GROWTH, day.samples
    assert max(files) - min(files) <= 8, day.samples
