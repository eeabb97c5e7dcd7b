"""What was acknowledged was pushed to the disk first: at least one sync of the disk for every commit."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.server import message, visitor_as, web_servers
from tests.faults.test_killed import OwnPostgres, durable_world, own_postgres
from tests.world import World

__all__ = ["durable_world", "own_postgres"]
WRITES = 12


def write(world: World, port: int) -> None:
    """Post one message after the other, each acknowledged before the next."""
    anna = visitor_as(world, "anna", port)
    csrf = anna.csrf()
    for number in range(WRITES):
        assert anna.ask("POST", "/mijn/berichten", message(csrf, f"Nummer {number}")).status == 303


def reaches(count: Callable[[], int], wanted: int) -> bool:
    deadline = time.monotonic() + 60
    while count() < wanted:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace counts the syncs of the web process")
def test_sqlite_syncs_the_disk_for_every_commit(sqlite_world: World, tmp_path: Path) -> None:
    said = tmp_path / "syncs"
    with web_servers(sqlite_world) as servers:
        words = ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(said), "-p", str(servers.pids[0])]
        with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as watching:
            assert watching.stderr is not None and "attached" in watching.stderr.readline()
            write(sqlite_world, servers.ports[0])
            os.kill(watching.pid, signal.SIGINT)
            watching.stderr.read()
    syncs = [line for line in said.read_text().splitlines() if "sync(" in line]
    assert len(syncs) >= WRITES


def test_postgres_syncs_its_log_for_every_commit(durable_world: World, own_postgres: OwnPostgres) -> None:
    server = own_postgres.server
    for name, value in (("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on")):
        assert server.execute(f"SHOW {name}") == [(value,)]
    newer = server.execute("SELECT current_setting('server_version_num')::int >= 180000") == [(True,)]
    query = (
        "SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'"
        if newer
        else "SELECT wal_sync FROM pg_stat_wal"
    )

    def syncs() -> int:
        return int(str(server.execute(query)[0][0] or 0))

    with web_servers(durable_world) as servers:
        anna = visitor_as(durable_world, "anna", servers.ports[0])
        anna.csrf()
        before = syncs()
        write(durable_world, servers.ports[0])
        servers.kill_all()  # who ends says how often they synced
        assert reaches(lambda: syncs() - before, WRITES)
