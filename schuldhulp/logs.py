"""Logs as JSON lines. Only the keys on the list pass: codes and numbers, never what a person wrote or is called."""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from typing import Any, TextIO, cast

import structlog
from flask import Flask

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "number",
        "kind",
        "endpoint",
        "job",
        "slot",
        "count",
        "code",
        "where",
        "seconds",
    }
)


def only_allowed(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Drop every key that is not on the list; of an exception keep where it was raised, not what it says."""
    error = entry.pop("exc_info", None)
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-12:]
        entry["where"] = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in reversed(frames))
    return {k: v for k, v in entry.items() if k in ALLOWED}


class _Out:
    """Standard output, as it is at that moment. A log that cannot be written, on a full disk, keeps nobody waiting."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stdout.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stdout.flush()


def set_up() -> None:
    """Set up structlog for this process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Out())),
    )


def init_app(app: Flask) -> None:
    """Log the way we log; the web server's own access log is not used."""
    set_up()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
