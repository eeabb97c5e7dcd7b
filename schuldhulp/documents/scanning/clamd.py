"""A client of clamd, the daemon of ClamAV: one file by its INSTREAM command over a socket."""

import socket
import struct
from collections.abc import Iterable
from contextlib import closing

SECONDS = 30
_LENGTH = struct.Struct(">I")
_MOST = 4096


class ScannerAway(Exception):
    """The scanner does not answer, or could not look at the file."""


def scan(address: str, pieces: Iterable[bytes]) -> str:
    """Let clamd look at a file; the name of what it found, or '' when it is clean.

    `address` is `unix:/run/clamav/clamd.ctl` or `tcp:host:3310`. Raises ScannerAway.
    """
    try:
        with closing(_connect(address)) as line:
            line.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:
                    line.sendall(_LENGTH.pack(len(piece)) + piece)
            line.sendall(_LENGTH.pack(0))
            answer = _answer(line)
    except OSError:
        raise ScannerAway from None
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")[:200]
    raise ScannerAway


def _connect(address: str) -> socket.socket:
    kind, _, where = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _MOST:
        piece = line.recv(_MOST)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("ascii", "replace")
