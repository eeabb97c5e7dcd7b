"""A long day of mixed work: memory, files, connections and the log of the database stay as they were."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.server import Visitor, message, visitor_as, web_servers
from tests.world import World

PAGES = {
    "anna": ("/mijn", "/mijn/berichten", "/mijn/werkboek", "/mijn/werkboek/doel", "/mijn/rechten"),
    "noor": ("/inbox", "/dossiers/{anna}", "/dossiers/{anna}/berichten", "/dossiers/{anna}/schulden"),
    "tess": ("/team", "/inbox?toon=alles"),
    "gert": ("/rapportage",),
}
WRITES_EVERY = 20


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


def work(world: World, requests: int, note: Callable[[str, object], None]) -> list[tuple[int, int, int]]:
    """Ask pages of every role in turn and write now and then; (requests, memory, open files) as it goes."""
    samples: list[tuple[int, int, int]] = []
    with web_servers(world) as servers:
        port, pid = servers.ports[0], servers.pids[0]
        people: dict[str, Visitor] = {who: visitor_as(world, who, port) for who in PAGES}
        turns = [(who, path.format(**world.kenmerken)) for who, paths in PAGES.items() for path in paths]
        csrf = people["anna"].csrf()
        for number in range(requests):
            who, path = turns[number % len(turns)]
            if number % WRITES_EVERY == WRITES_EVERY - 1:
                assert (
                    people["anna"].ask("POST", "/mijn/berichten", message(csrf, f"Dag {number}")).status
                    == 303
                )
            assert people[who].ask("GET", path).status == 200, f"{number}: {path}"
            if number % (requests // 20) == 0:
                samples.append((number, memory_of(pid), open_files_of(pid)))
        wal = Path(world.url.removeprefix("sqlite:///") + "-wal")
        size = wal.stat().st_size if wal.exists() else 0
        assert size < 64 * 1024 * 1024
        assert '"unexpected"' not in servers.said
    late = [(number, memory) for number, memory, _ in samples[len(samples) // 4 :]]
    note(
        "figures",
        f"{requests} requests, {slope(late) * 1000 / 1024:.3f} MB a 1.000, WAL {size / 1024**2:.1f} MB",
    )
    return samples


def test_files_and_connections_do_not_pile_up(
    sqlite_world: World, record_property: Callable[[str, object], None]
) -> None:
    samples = work(sqlite_world, 120, record_property)
    after_a_while = [files for number, _, files in samples if number >= 40]
    assert max(after_a_while) - min(after_a_while) <= 8, samples


@pytest.mark.nightly
def test_ten_thousand_requests_of_mixed_roles(
    world: World, record_property: Callable[[str, object], None]
) -> None:
    samples = work(world, 10_000, record_property)
    late = samples[len(samples) // 4 :]
    assert slope([(number, memory) for number, memory, _ in late]) * 1000 < 512, samples
    assert max(files for *_, files in late) - min(files for *_, files in late) <= 8, samples
