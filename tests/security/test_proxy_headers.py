"""What was passed on by a proxy is seen as such: figures stay inside, and each visitor has limits of their own."""

import http.client
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import waitress

from schuldhulp import create_app
from schuldhulp.serve import serve
from tests.world import World, config


@pytest.fixture
def served(sqlite_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of the real server, behind one proxy of our own."""
    servers: list[Any] = []
    ready, real = tmp_path / "ready", waitress.create_server
    monkeypatch.setattr(
        waitress, "create_server", lambda *a, **k: servers.append(real(*a, **k)) or servers[0]
    )
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    app = create_app(config(sqlite_world.url, tmp_path, PROXIES="1"))

    def run() -> None:
        with suppress(OSError):  # the socket is closed under it at the end
            serve(app, "127.0.0.1", 0, ready)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    for _ in range(500):
        if ready.exists():
            break
        threading.Event().wait(0.02)
    yield servers[0].effective_port
    # First the threads that answer: one that is still busy writes a byte to the server's pipe when it is done, and if
    # that was closed by then, its number may be that of the next test's database file.
    assert servers[0].task_dispatcher.shutdown(timeout=30)
    assert not servers[0].task_dispatcher.threads
    servers[0].close()
    thread.join(5)


def ask(port: int, path: str, **headers: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept": "text/plain", **headers})
    status = connection.getresponse().status
    connection.close()
    return status


def test_the_figures_are_for_this_machine_and_not_for_who_comes_through_the_proxy(served: int) -> None:
    assert ask(served, "/metrics") == 200
    assert ask(served, "/metrics", **{"X-Forwarded-For": "192.0.2.7"}) == 404
    assert ask(served, "/metrics", **{"X-Forwarded-For": "127.0.0.1"}) == 404


def test_limits_count_the_visitor_and_not_the_proxy(served: int, monkeypatch: pytest.MonkeyPatch) -> None:
    origins: list[str] = []
    monkeypatch.setattr(
        "schuldhulp.accounts.limits.count_try", lambda _s, limit, subject, _now: origins.append(subject)
    )
    for visitor in ("192.0.2.7", "192.0.2.8"):
        _guess(served, visitor)
    assert {"192.0.2.7", "192.0.2.8"} <= set(origins)


def _guess(port: int, visitor: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/inloggen", headers={"X-Forwarded-For": visitor})
    page = connection.getresponse()
    cookie = (page.getheader("Set-Cookie") or "").split(";")[0]
    text = page.read().decode()
    csrf = text.split('name="csrf_token" value="')[1].split('"')[0]
    token = text.split('name="token" value="')[1].split('"')[0]
    body = f"csrf_token={csrf}&token={token}&email=niemand%40post.example&password=een+lang+wachtwoord"
    headers = {
        "X-Forwarded-For": visitor, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    connection.request("POST", "/inloggen", body, headers)
    assert connection.getresponse().status == 422
    connection.close()
