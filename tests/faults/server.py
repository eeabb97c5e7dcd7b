"""The real web server as processes of their own, and people who post to it."""

import base64
import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from schuldhulp.web.guard import COOKIE
from tests.jobs.sink import free_port
from tests.world import MASTER, SECRET, World

ROOT = Path(__file__).resolve().parents[2]
GONE = (OSError, http.client.HTTPException)


class WebServers:
    """Processes of `python -m schuldhulp.serve` over one database, forked from one that has loaded the program."""

    def __init__(self, world: World, ports: int, told: Mapping[str, str]) -> None:
        environment = os.environ | {
            "DEMO": "0", "HOST": "127.0.0.1", "SECRET_KEY": SECRET, "DATABASE_URL": world.url,
            "MASTER_KEY": base64.b64encode(MASTER).decode(), "DATA": str(world.data),
            "MAIL_URL": f"map:{world.data / 'post'}", "BASE_URL": "http://localhost",
        } | told  # fmt: skip
        world.data.mkdir(parents=True, exist_ok=True)
        self._log = world.data.parent / "web.log"
        log = self._log.open("w")
        self._nest = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nest"], env=environment, cwd=ROOT, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        log.close()
        self.ports = [free_port() for _ in range(ports)]
        self._running: dict[int, int] = {}
        self.start_all()

    @property
    def said(self) -> str:
        """What the processes logged."""
        return self._log.read_text()

    def _ask(self, line: str) -> int:
        assert self._nest.stdin and self._nest.stdout
        self._nest.stdin.write(line + "\n")
        return int(self._nest.stdout.readline())

    def start_all(self) -> None:
        """Start a process for every port, and wait until they answer."""
        for port in self.ports:
            self._running[port] = self._ask(f"start {port}")
        for port in self.ports:
            self._wait_for(port)

    @staticmethod
    def _wait_for(port: int) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                if Visitor(port).ask("GET", "/gezond").status == 200:
                    return
            except GONE:
                time.sleep(0.05)
        raise AssertionError("the web server does not answer")

    def command(self, *words: str, killed_at: int = 0) -> int:
        """Run a command of the program, killed at an edge of a transaction; how it ended."""
        return self._ask(f"wait {self._ask(' '.join(['command', str(killed_at), *words]))}")

    @property
    def pids(self) -> list[int]:
        """The processes that answer now."""
        return list(self._running.values())

    def kill_all(self) -> None:
        """kill -9 of every process at once."""
        pids = list(self._running.values())
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        for pid in pids:
            assert self._ask(f"wait {pid}") == -signal.SIGKILL
        self._running = {}

    def close(self) -> None:
        """End everything."""
        for pid in self._running.values():
            os.kill(pid, signal.SIGKILL)
        self._nest.kill()
        self._nest.communicate()


@contextmanager
def web_servers(world: World, ports: int = 1, **told: str) -> Iterator[WebServers]:
    """Run the web server, on so many ports, each a process of its own; `told` changes its environment."""
    servers = WebServers(world, ports, told)
    try:
        yield servers
    finally:
        servers.close()


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    def field(self, name: str) -> str:
        """The value of a field in the page's forms, as it would be sent."""
        pattern = rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>|<input[^>]*name="{name}"[^>]*value="(.*?)"'
        found = re.search(pattern, self.text, re.DOTALL)
        assert found, f"no field {name}"
        return unescape(found[1] if found[1] is not None else found[2])


@dataclass
class Visitor:
    """Somebody with a browser; `cookies` is what it holds."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, data: Mapping[str, str] | None = None, timeout: float = 20
    ) -> Answer:
        """Send one request on a connection of its own."""
        body = None if data is None else urlencode(data).encode()
        return self.send(method, path, body, "application/x-www-form-urlencoded", timeout)

    def send(self, method: str, path: str, body: bytes | None, kind: str, timeout: float = 20) -> Answer:
        """Send a body of a kind, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            if body is not None:
                headers["Content-Type"] = kind
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace"))
        finally:
            connection.close()

    def csrf(self) -> str:
        """A token for forms, of a page that anybody may see."""
        return self.ask("GET", "/inloggen").field("csrf_token")

    def at(self, port: int) -> "Visitor":
        """The same browser at another process."""
        return Visitor(port, dict(self.cookies))


def visitor_as(world: World, who: str, port: int) -> Visitor:
    """The browser of somebody who is signed in."""
    token = world.session_for(who, datetime.now(UTC))
    return Visitor(port, {COOKIE: token})


def message(csrf: str, body: str) -> dict[str, str]:
    """The fields of a new message, with a token of its own."""
    return {"csrf_token": csrf, "token": uuid4().hex, "body": body}
