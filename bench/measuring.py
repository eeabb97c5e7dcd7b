"""Measuring: CPU milliseconds of one request in the process that answers it, several rounds taken in turn."""

import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

ROUNDS = 7
Call = Callable[[], float]


@dataclass
class Browser:
    """Speaks WSGI to an application: keeps cookies, and measures nothing but the application."""

    app: Flask
    cookies: dict[str, str]

    def ask(
        self, path: str, fields: Mapping[str, Any] | None = None, *, status: int = 200
    ) -> tuple[bytes, float]:
        """Get a page, or post fields; gives the body and the CPU seconds. Raises RuntimeError on another status."""
        address, _, query = path.partition("?")
        builder = EnvironBuilder(
            path=address, query_string=query, base_url="http://localhost", method="GET" if fields is None else "POST",
            headers={"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())},
            data=urlencode(fields, doseq=True) if fields is not None else None,
            content_type="application/x-www-form-urlencoded" if fields is not None else None,
        )  # fmt: skip
        environ = builder.get_environ()
        begun = time.process_time()
        chunks, answered, headers = run_wsgi_app(self.app, environ, buffered=True)
        body = b"".join(chunks)
        spent = time.process_time() - begun
        if not answered.startswith(str(status)):
            raise RuntimeError(f"{path}: {answered}")
        for line in headers.getlist("Set-Cookie"):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
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
    """The CPU seconds another process has used so far (Linux); 0 for none."""
    if process_id is None:
        return 0.0
    with open(f"/proc/{process_id}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
