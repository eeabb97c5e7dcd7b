"""Measuring: CPU milliseconds of one request, several rounds taken in turn.

Counted is the process that answers, and on PostgreSQL every process of the database server too.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

ROUNDS = 7
MASTER = bytes(range(60, 92))  # the key that every database of the bench is sealed with
Call = Callable[[], float]


@dataclass
class Browser:
    """Speaks WSGI to an application: keeps cookies, and measures nothing but the application and its database.

    `beside` gives the CPU seconds that the processes of the database server have used so far.
    """

    app: Flask
    cookies: dict[str, str]
    beside: Callable[[], float] = lambda: 0.0
    etag: str = ""

    def ask(
        self, path: str, fields: Mapping[str, Any] | None = None, *, status: int = 200, etag: str = ""
    ) -> tuple[bytes, float]:
        """Get a page, or post fields; gives the body and the CPU seconds. Raises RuntimeError on another status.

        `etag` asks whether the page changed since.
        """
        address, _, query = path.partition("?")
        builder = EnvironBuilder(
            path=address, query_string=query, base_url="http://localhost", method="GET" if fields is None else "POST",
            headers={"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            | ({"If-None-Match": etag} if etag else {}),
            data=urlencode(fields, doseq=True) if fields is not None else None,
            content_type="application/x-www-form-urlencoded" if fields is not None else None,
        )  # fmt: skip
        environ = builder.get_environ()
        outside, begun = self.beside(), time.process_time()
        chunks, answered, headers = run_wsgi_app(self.app, environ, buffered=True)
        body = b"".join(chunks)
        spent = time.process_time() - begun + self.beside() - outside
        if not answered.startswith(str(status)):
            raise RuntimeError(f"{path}: {answered}")
        for line in headers.getlist("Set-Cookie"):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        self.etag = headers.get("ETag", "")
        return body, spent


def median_ms(call: Call, times: int) -> float:
    """The median CPU milliseconds of so many calls."""
    return statistics.median(call() for _ in range(times)) * 1000


def interleaved(calls: Mapping[str, Call], times: int, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Each call in turn, `rounds` times over, after one round to warm up: CPU milliseconds per name."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, call in calls.items():
            spent = median_ms(call, times)
            if number:
                found[name].append(spent)
    return found


def cpu_of(process_id: int | None) -> float:
    """The CPU seconds another process has used so far (Linux); 0 for none or one that has ended."""
    if process_id is None:
        return 0.0
    try:
        return time.clock_gettime((~process_id << 3) | 2)  # what clock_getcpuclockid(3) gives
    except OSError:
        return 0.0


def cpu_below(process_id: int) -> float:
    """The CPU seconds of the children of a process together, whichever of its threads started them."""
    found = Path(f"/proc/{process_id}/task").glob("*/children")
    return sum(cpu_of(int(child)) for children in found for child in children.read_text("ascii").split())
