"""How a mail leaves: over SMTP, or as a file in a folder (the demo)."""

import os
import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import SplitResult, unquote, urlsplit

from schuldhulp.config import LOOPBACK, ConfigurationError

SECONDS = 10  # for each answer of the mail server


class NotSentYet(Exception):
    """The mail server cannot take it now; `code` is its answer or the kind of fault. Try later."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NeverSent(Exception):
    """The mail server refuses this mail for good."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Transport(Protocol):
    """A way out. Use it as a context: connections end with it."""

    def send(self, mail: EmailMessage) -> None:
        """Hand a mail over. Raises NotSentYet or NeverSent."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Folder:
    """Writes each mail as a file of its own, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to let go of."""

    def send(self, mail: EmailMessage) -> None:
        """Write the mail under its Message-ID."""
        name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        making = self._folder / f".{name}.{os.getpid()}"
        try:
            with making.open("wb") as file:
                file.write(bytes(mail))
                file.flush()
                os.fsync(file.fileno())
            making.rename(self._folder / f"{name}.eml")
        except OSError as error:
            raise NotSentYet(type(error).__name__) from error


class Smtp:
    """Speaks to a mail server; one connection for as long as it lasts."""

    def __init__(self, url: SplitResult) -> None:
        self._url = url
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        if self._open is not None:
            try:
                self._open.quit()
            except (OSError, smtplib.SMTPException):
                self._open.close()
            self._open = None

    def _connection(self) -> smtplib.SMTP:
        if self._open is None:
            self._open = self._connect()
        return self._open

    def _connect(self) -> smtplib.SMTP:
        host = self._url.hostname or "localhost"
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, self._url.port or 465, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, self._url.port or 25, timeout=SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            elif host not in LOOPBACK:
                server.close()
                raise NotSentYet("no-tls")
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server

    def send(self, mail: EmailMessage) -> None:
        """Hand a mail over; a lost connection is opened again for the next one."""
        try:
            self._connection().send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            self._close()
            raise _refused(max(code for code, _ in error.recipients.values())) from error
        except smtplib.SMTPAuthenticationError as error:
            self._close()
            raise NotSentYet(str(error.smtp_code)) from error
        except smtplib.SMTPResponseException as error:
            self._close()
            raise _refused(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            raise NotSentYet(type(error).__name__) from error


def _refused(code: int) -> NotSentYet | NeverSent:
    return NeverSent(str(code)) if 500 <= code < 600 else NotSentYet(str(code))


def open_transport(url: str) -> Transport:
    """The way out of a MAIL_URL: `smtp://…`, `smtps://…` or `map:/folder`. Raises ConfigurationError."""
    if url.startswith("map:"):
        return Folder(Path(url.removeprefix("map:")))
    parts = urlsplit(url)
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        return Smtp(parts)
    raise ConfigurationError("MAIL_URL is smtp://host:port, smtps://host or map:/a/folder")


@dataclass(frozen=True, kw_only=True)
class StoredMail:
    """A mail in the folder, to look at."""

    to: str
    subject: str
    sent_at: datetime
    body: str


def read_folder(folder: Path, limit: int = 100) -> list[StoredMail]:
    """The mails in a folder, newest first; none when there is no folder."""
    found = []
    for file in folder.glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=policy)
        content = mail.get_content() if isinstance(mail, EmailMessage) else ""
        moment = parsedate_to_datetime(mail["Date"]) if mail["Date"] else datetime.fromtimestamp(0, UTC)
        found.append(
            StoredMail(to=str(mail["To"]), subject=str(mail["Subject"]), sent_at=moment, body=str(content))
        )
    return sorted(found, key=lambda mail: mail.sent_at, reverse=True)[:limit]
