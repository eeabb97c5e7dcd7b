"""The web server of one machine: waitress, one process, eight threads. `python -m schuldhulp.serve`.

`./run` asks it to prepare the database first (`--prepare`), because starting a process for each of those
commands costs more time than the commands themselves.
"""

import os
import resource
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click
import waitress
from flask import Flask
from flask.cli import ScriptInfo
from waitress.buffers import TempfileBasedBuffer

from schuldhulp import create_app
from schuldhulp.config import Config, ConfigurationError
from schuldhulp.settling import settle, undisturbed
from schuldhulp.storage.spool import SealedSpool

MAX_BODY = 61 * 1024 * 1024  # several papers at once, and the form around them
THREADS = 8
CONNECTIONS = 1000  # who sends slowly holds one of these and no thread; at the limit nobody else would get in
IN_MEMORY = 2 * 1024 * 1024  # a larger body waits, sealed, in a nameless temporary file until it is whole


class NotServed(Exception):
    """The server cannot start; the text is a sentence for the person who typed the command."""


def address(environ: Mapping[str, str]) -> tuple[str, int]:
    """Read the host and port to listen on. Raises NotServed."""
    port = environ.get("PORT", "8000")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise NotServed(f"PORT is een getal van 1 tot en met 65535; niet: {port}")
    return environ.get("HOST", "127.0.0.1"), int(port)


def prepare(app: Flask, *, demo: bool) -> None:
    """Migrate the database, and load the demo's data if it is empty: the same commands as by hand."""
    here = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
    for words in (["db", "upgrade"], ["demo", "--als-leeg"] if demo else []):
        if words:
            app.cli.main(args=words, prog_name="flask", obj=here, standalone_mode=False)


def serve(app: Flask, host: str, port: int, ready: Path | None) -> None:
    """Answer requests until the process is told to stop. `ready` appears once the port is open.

    Raises NotServed when somebody else listens there.
    """
    _let_open(2 * CONNECTIONS)
    TempfileBasedBuffer.newfile = lambda _buffer: SealedSpool()  # it would write what people send as it is
    try:
        # The forwarding headers pass: the application counts how many proxies it trusts (PROXIES), and without any it
        # must still see that a request was passed on, to keep its figures from the outside.
        server = waitress.create_server(
            app, host=host, port=port, threads=THREADS, max_request_body_size=MAX_BODY, ident=None,
            inbuf_overflow=IN_MEMORY, connection_limit=CONNECTIONS, asyncore_use_poll=True,
            clear_untrusted_proxy_headers=False,
        )  # fmt: skip
    except OSError as refused:
        raise NotServed(
            f"Op {host} is poort {port} niet vrij ({refused.strerror}). Kies een andere, zo: PORT=8001 ./run"
        ) from refused
    signal.signal(signal.SIGTERM, _end)
    if ready is not None:
        ready.touch()
    server.run()


def _let_open(files: int) -> None:
    """Let this process hold so many files and connections, as far as the system allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = files if hard == resource.RLIM_INFINITY else min(files, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)  # waitress finishes what it is answering and closes its sockets


def main(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the command; the exit status: 0, or 2 with one line on standard error."""
    try:
        host, port = address(environ)
        config = Config.from_environment(environ)
        with undisturbed():
            app: Flask = create_app(config)
        if "--prepare" in words:
            prepare(app, demo=config.demo)
        settle()
        serve(app, host, port, Path(environ["READY"]) if environ.get("READY") else None)
    except click.ClickException as refused:
        refused.show()
        return refused.exit_code
    except (NotServed, ConfigurationError) as refused:
        print(f"schuldhulp: {refused}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
