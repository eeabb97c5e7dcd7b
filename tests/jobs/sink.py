"""A mail server for tests: takes mail and counts it; on demand refuses for now, or hangs up."""

import asyncio
import socket
from collections import Counter
from email import message_from_bytes
from threading import Lock
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class Sink:
    """What arrived, by Message-ID. With `moody` every third mail is refused once and every fifth loses its line."""

    def __init__(self, *, moody: bool = False) -> None:
        self.arrived: Counter[str] = Counter()
        self.moods: Counter[str] = Counter()
        self._moody, self._tried, self._lock = moody, dict[str, int](), Lock()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port(), ready_timeout=10)

    def __enter__(self) -> "Sink":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        """The MAIL_URL of this server."""
        return f"smtp://127.0.0.1:{self._controller.port}"

    def count(self) -> int:
        """How many mails were tried so far."""
        return self.moods.total()

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        key = str(message_from_bytes(envelope.content)["Message-ID"])
        with self._lock:
            mood = self._mood(key)
            self.moods[mood] += 1
            if mood == "takes":
                self.arrived[key] += 1
                return "250 OK"
        if mood == "hangs up":
            server.transport.abort()
            await asyncio.sleep(0)
        return "451 4.3.0 try again later"

    def _mood(self, key: str) -> str:
        if not self._moody or key in self._tried:
            return "takes"
        self._tried[key] = len(self._tried)
        number = self._tried[key]
        return "refuses" if number % 3 == 0 else "hangs up" if number % 5 == 0 else "takes"
