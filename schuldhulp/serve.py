"""The web server of one machine: waitress, one process, eight threads. `python -m schuldhulp.serve`."""

import os
import signal
import sys
from collections.abc import Mapping
from types import FrameType
from typing import NoReturn

import waitress

from schuldhulp import create_app
from schuldhulp.config import Config, ConfigurationError

MAX_BODY = 12 * 1024 * 1024  # one paper of 10 MB, and the form around it
THREADS = 8


def address(environ: Mapping[str, str]) -> tuple[str, int]:
    """The host and port to listen on.

    Raises ValueError, whose text is a sentence for the person who started the server.
    """
    port = environ.get("PORT", "8000")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError(f"PORT is een getal van 1 tot en met 65535; niet: {port}")
    return environ.get("HOST", "127.0.0.1"), int(port)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)  # waitress finishes what it is answering and closes its sockets


def main() -> int:
    """Serve the program until the process is told to stop; the exit status."""
    try:
        host, port = address(os.environ)
        app = create_app(Config.from_environment(os.environ))
    except (ValueError, ConfigurationError) as refused:
        print(refused, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _end)
    try:
        server = waitress.create_server(
            app, host=host, port=port, threads=THREADS, max_request_body_size=MAX_BODY, ident=None
        )
    except OSError as refused:
        print(
            f"Op {host} is poort {port} niet vrij ({refused.strerror}). Kies een andere, zo: PORT=8001 ./run",
            file=sys.stderr,
        )
        return 2
    print(f"De webserver luistert op {host}, poort {port}.", flush=True)
    server.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
