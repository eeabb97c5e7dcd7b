"""Four schedulers at once, some of them killed: each effect once, nothing lost, at most one repeat a kill."""

import base64
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from schuldhulp.dossier.actions import ThreatTold
from schuldhulp.dossier.tables import Event
from schuldhulp.messages.actions import send_message
from schuldhulp.outbox.tables import OutboxMail
from tests.jobs.rounds_at import amsterdam, answer_registration
from tests.jobs.sink import Sink
from tests.world import MASTER, SECRET, World

MOMENT = amsterdam(24, 16, 31)
TICK = 0.3
ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 4


def fill(world: World, each: int) -> Counter[str]:
    """Dossiers for which something is due at MOMENT; how many mails of each kind must leave."""
    threat = (ThreatTold(kind="ontruiming"),)
    with world.open() as session:
        for number in range(each):
            world.now = amsterdam(21, 10)
            world.add_client(session, f"rik{number}", "voorbeeldstad")
            answer_registration(world, f"rik{number}", world.now)
            dossier = world.dossier(session, f"rik{number}", "noor")
            send_message(session, world.people["noor"], world.now, dossier, "Dag")
            world.now = amsterdam(23, 9)
            world.add_client(session, f"nel{number}", "voorbeeldstad")
            world.now = MOMENT - timedelta(minutes=1)
            world.add_client(session, f"dirk{number}", "voorbeeldstad", threats=threat)
    return Counter(
        reminder=each, new_message=each, promise_near=each, threat_alarm=each,
        promise_passed=3, verify_email=3 * each + 3,
    )  # fmt: skip


class Schedulers:
    """Processes of the jobs over one database and one mail server."""

    def __init__(self, world: World, mail_url: str, lease: float) -> None:
        moved = (MOMENT - datetime.now(UTC)).total_seconds()
        words = [f"--verschuif={moved}", f"--elke={TICK}", f"--houdt={lease}"]
        environment = os.environ | {
            "DEMO": "1", "HOST": "127.0.0.1", "SECRET_KEY": SECRET, "DATABASE_URL": world.url,
            "MASTER_KEY": base64.b64encode(MASTER).decode(), "DATA": str(world.data), "MAIL_URL": mail_url,
            "BASE_URL": "http://localhost", "MAIL_FROM": "bericht@gemeente.example",
        }  # fmt: skip
        self._log = world.data.parent / "jobs.log"
        log = self._log.open("w")
        self._nest = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.nest", *words], env=environment, cwd=ROOT, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        log.close()
        self.running: list[int] = []

    @property
    def said(self) -> str:
        """What all of them logged."""
        return self._log.read_text()

    def _ask(self, line: str) -> int:
        assert self._nest.stdin and self._nest.stdout
        self._nest.stdin.write(line + "\n")
        return int(self._nest.stdout.readline())

    def start(self) -> None:
        self.running.append(self._ask("start"))

    def kill_one(self, choose: random.Random) -> None:
        victim = self.running.pop(choose.randrange(len(self.running)))
        os.kill(victim, signal.SIGKILL)
        assert self._ask(f"wait {victim}") == -signal.SIGKILL

    def end(self) -> list[int]:
        """Ask all to stop; how each ended."""
        for pid in self.running:
            os.kill(pid, signal.SIGTERM)
        ended = [self._ask(f"wait {pid}") for pid in self.running]
        self.running = []
        return ended

    def close(self) -> None:
        """End what still runs, and the nest."""
        for pid in self.running:
            os.kill(pid, signal.SIGKILL)
        self._nest.kill()
        self._nest.communicate()


@contextmanager
def schedulers(world: World, mail_url: str, lease: float) -> Iterator[Schedulers]:
    made = Schedulers(world, mail_url, lease)
    try:
        for _ in range(PROCESSES):
            made.start()
        yield made
    finally:
        made.close()


def wait_until(done: Callable[[], bool], progress: Callable[[], object] = lambda: None) -> None:
    """Wait as long as there is progress: a busy machine may be slow, but a minute in which nothing happens fails."""
    deadline, before = time.monotonic() + 60, progress()
    while not done():
        if (now := progress()) != before:
            deadline, before = time.monotonic() + 60, now
        assert time.monotonic() < deadline, f"nothing happened for a minute; so far: {before}"
        time.sleep(0.1)


def outbox(world: World) -> dict[tuple[str, str], int]:
    with world.open() as session:
        query = select(OutboxMail.template, OutboxMail.state, func.count()).group_by(
            OutboxMail.template, OutboxMail.state
        )
        return {(row[0], row[1]): row[2] for row in session.execute(query)}


def all_sent(world: World, expected: Counter[str]) -> Callable[[], bool]:
    wanted = {(template, "sent"): number for template, number in expected.items()}
    return lambda: outbox(world) == wanted


def assert_each_effect_once(world: World, each: int) -> None:
    with world.open() as session:
        for kind, number in (("ReminderSent", each), ("AlarmRaised", 2 * each + 3)):
            found = session.execute(
                select(Event.dossier_id, func.count()).where(Event.kind == kind).group_by(Event.dossier_id)
            ).all()
            assert len(found) == number
            assert {row[1] for row in found} == {1}


def assert_logs_tell_no_one(said: str) -> None:
    assert '"event": "done"' in said  # which rounds a process tells of depends on when it is killed
    for word in ("K-nel", "K-rik", "K-dirk", "@client", "@staf", "Traceback", "skipped"):
        assert word not in said, said[-3000:]


def killing(world: World, *, each: int, kills: int, seed: int) -> None:
    """Run four schedulers against a moody server and kill some while they work."""
    expected, choose = fill(world, each), random.Random(seed)
    total = sum(expected.values())
    with Sink(moody=True) as sink, schedulers(world, sink.url, 8) as processes:
        for number in range(kills):
            reached = total * (number + 1) // (kills + 2)
            wait_until(lambda reached=reached: len(sink.arrived) >= reached, sink.count)  # type: ignore[misc]
            processes.kill_one(choose)
            processes.start()
        wait_until(all_sent(world, expected), sink.count)
        assert processes.end() == [0] * PROCESSES
        assert len(sink.arrived) == total
        assert sum(sink.arrived.values()) - total <= kills
        assert sink.moods["refuses"] and sink.moods["hangs up"]
        assert_logs_tell_no_one(processes.said)
    assert_each_effect_once(world, each)


def test_four_schedulers_have_each_effect_once_and_end_when_asked(world: World) -> None:
    expected = fill(world, 4)
    with Sink() as sink, schedulers(world, sink.url, 60) as processes:
        wait_until(all_sent(world, expected))
        time.sleep(3 * TICK)  # further rounds add nothing
        assert processes.end() == [0] * PROCESSES
        assert_logs_tell_no_one(processes.said)
        assert set(sink.arrived.values()) == {1}
        assert len(sink.arrived) == sum(expected.values())
    assert all_sent(world, expected)()
    assert_each_effect_once(world, 4)


def test_with_kills_nothing_is_lost_and_repeats_are_at_most_the_kills(world: World) -> None:
    killing(world, each=5, kills=3, seed=1)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [1, 2])
def test_with_twenty_kills_in_thousands_of_mails(world: World, seed: int) -> None:
    killing(world, each=330, kills=20, seed=seed)
