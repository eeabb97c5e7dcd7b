"""A server that speaks the protocol of clamd as its manual writes it, and knows one virus."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRUS = b"K-virus " + b"\x00\x01\x02" * 5


class _Clamd(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        assert command == b"zINSTREAM\0", command
        data, limit = b"", self.server.limit  # type: ignore[attr-defined]
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
            if len(data) > limit:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(len(data))  # type: ignore[attr-defined]
        self.wfile.write(b"stream: K.Test.Virus FOUND\0" if VIRUS in data else b"stream: OK\0")


@contextmanager
def clamd(folder: Path | None = None, limit: int = 25_000_000) -> Iterator[str]:
    """Serve while the block runs; gives the address as the setting CLAMD writes it."""
    server: socketserver.BaseServer
    if folder:
        server = socketserver.ThreadingUnixStreamServer(str(folder / "clamd.ctl"), _Clamd)
        address = f"unix:{folder / 'clamd.ctl'}"
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Clamd)
        address = f"tcp:127.0.0.1:{server.server_address[1]}"
    server.seen, server.limit = [], limit  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
