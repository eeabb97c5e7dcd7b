"""Hundreds of people on a bad line, or one who pretends: the others are answered; what is too large is refused."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.faults.server import Visitor, visitor_as, web_servers
from tests.world import World

HEAD = b"GET /inloggen HTTP/1.1\r\nHost: localhost\r\nX-Langzaam: "
BODY = (
    b"POST /inloggen HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 4000\r\n\r\nemail="
)


@contextmanager
def slow_clients(port: int, number: int) -> Iterator[Callable[[], int]]:
    """So many connections that were begun and not ended, in the head or in the body; gives one byte more of each."""
    lines = []
    try:
        for count in range(number):
            line = socket.create_connection(("127.0.0.1", port), timeout=20)
            line.sendall(BODY if count % 2 else HEAD)
            lines.append(line)

        def one_byte_more() -> int:
            sent = 0
            for line in lines:
                with suppress(OSError):
                    sent += line.send(b"a")
            return sent

        yield one_byte_more
    finally:
        for line in lines:
            line.close()


def others_are_answered(world: World, slow: int, asked: int, note: Callable[[str, object], None]) -> None:
    with web_servers(world) as servers:
        anna, took = visitor_as(world, "anna", servers.ports[0]), list[float]()
        with slow_clients(servers.ports[0], slow) as one_byte_more:
            for number in range(asked):
                if number % 10 == 0:
                    assert one_byte_more() == slow, "the server cut a slow line"
                began = time.monotonic()
                assert anna.ask("GET", "/mijn/berichten").status == 200
                took.append(time.monotonic() - began)
        note(
            "figures",
            f"{slow} trage lijnen, {asked} van {asked} beantwoord, "
            f"p95 {sorted(took)[int(len(took) * 0.95)]:.3f} s",
        )
        too_large(anna)


def too_large(anna: Visitor) -> None:
    """A head, a form and a field that are too large are refused, each with the number for it."""
    assert anna.ask("GET", "/inloggen?" + "x" * 300_000).status in (414, 431)
    many = {f"veld-{number}": "" for number in range(1_001)}
    parts = (
        "".join(f'--g\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n\r\n' for name in many)
        + "--g--\r\n"
    )
    large = f'--g\r\nContent-Disposition: form-data; name="body"\r\n\r\n{"x" * 1_100_000}\r\n--g--\r\n'
    for body in (parts, large):
        page = anna.send("POST", "/mijn/berichten", body.encode(), "multipart/form-data; boundary=g")
        assert page.status == 413 and "Traceback" not in page.text
    assert anna.ask("GET", "/mijn/berichten").status == 200


def test_slow_lines_keep_nobody_waiting(
    sqlite_world: World, record_property: Callable[[str, object], None]
) -> None:
    others_are_answered(sqlite_world, 150, 20, record_property)


@pytest.mark.nightly
def test_five_hundred_slow_lines_keep_nobody_waiting(
    sqlite_world: World, record_property: Callable[[str, object], None]
) -> None:
    others_are_answered(sqlite_world, 500, 200, record_property)
