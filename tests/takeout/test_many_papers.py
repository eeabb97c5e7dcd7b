"""Taking out a dossier with five hundred papers, as a browser asks for it: every file whole, and what it cost."""

import hashlib
import http.client
import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from bench.measuring import cpu_below, cpu_of
from schuldhulp.documents import actions as papers
from schuldhulp.documents.files import NamedFile, SafeFile
from tests.faults.server import visitor_as, web_servers
from tests.world import World

MANY, SIZE = 500, 200_000


def hand_in(world: World) -> set[str]:
    """Papers of the size of a photo that was made smaller; gives their checksums."""
    dice, sums = random.Random(5), set[str]()
    with world.open() as session:
        mine: Any = (session, world.people["anna"], world.now, world.dossier(session))
        for number in range(MANY):
            content = b"%PDF-1.4 " + dice.randbytes(SIZE)
            sums.add(hashlib.sha256(content).hexdigest())
            paper = papers.list_paper(*mine, kind="other", label=f"Brief {number}")
            papers.hand_in(
                *mine, paper, [NamedFile(f"{number}.pdf", SafeFile("application/pdf", content, "pdf"))]
            )
    return sums


def memory(pid: int, what: str) -> float:
    """Megabytes of a process: VmRSS now, VmHWM at most so far."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) / 1024


@pytest.mark.nightly
def test_five_hundred_papers_go_along_whole(
    sqlite_world: World, record_property: Callable[[str, object], None]
) -> None:
    sums = hand_in(sqlite_world)
    with web_servers(sqlite_world) as servers:
        anna = visitor_as(sqlite_world, "anna", servers.ports[0])
        csrf = anna.ask("GET", "/mijn/meenemen", timeout=120).field("csrf_token")
        before, began = memory(servers.pids[0], "VmRSS"), time.monotonic()
        spent = cpu_of(servers.pids[0]) + cpu_below(servers.pids[0])
        line = http.client.HTTPConnection("127.0.0.1", anna.port, timeout=600)
        cookies = "; ".join(f"{name}={value}" for name, value in anna.cookies.items())
        line.request(
            "POST", "/mijn/meenemen", urlencode({"csrf_token": csrf, "token": uuid4().hex}),
            {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        answer = line.getresponse()
        assert answer.status == 200, servers.said[-2000:]
        first = time.monotonic() - began
        data = answer.read()
        line.close()
        took, most = time.monotonic() - began, memory(servers.pids[0], "VmHWM")
        spent = cpu_of(servers.pids[0]) + cpu_below(servers.pids[0]) - spent
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        got = {hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()}
    assert sums <= got and len(sums) == MANY
    record_property(
        "figures",
        f"{MANY} papieren, {len(data) / 1e6:.0f} MB: eerste byte {first:.1f} s, alles {took:.1f} s, "
        f"{spent:.1f} s rekentijd met wat de pdf maakt, "
        f"geheugen {before:.0f} MB ervoor, hoogstens {most:.0f} MB",
    )
