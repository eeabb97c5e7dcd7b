"""A mail as text: the template's words, a neutral sender and subject, and a link to the start page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from schuldhulp.identifiers import mail_address

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
_SUBJECT = "Onderwerp: "


class NoSubject(Exception):
    """A mail's template has no first line, an empty line and a body."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who we are in a mail: the address it comes from, and the address of the site."""

    mail_from: str
    base_url: str

    @property
    def domain(self) -> str:
        """The part after the @, for the Message-ID."""
        return self.mail_from.rsplit("@", 1)[-1].strip("<> ") or "localhost"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=select_autoescape(["html"]),
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def compose(
    sender: Sender,
    template: str,
    to: str,
    mail_id: UUID,
    now: datetime,
    params: Mapping[str, str] | None = None,
) -> EmailMessage:
    """Write one mail. The Message-ID follows from the row's id, so a repeat is recognised as one.

    Raises jinja2.TemplateNotFound for a kind without words, NoSubject for words without a first line, NotAnEmail for
    what is no address: the mail library breaks on some of those.
    """
    filled = defaultdict(str, params or {})
    words = (
        _environment().get_template(f"mail/{template}.txt").render(base_url=sender.base_url, params=filled)
    )
    first, _, body = words.lstrip().partition("\n\n")
    if not first or "\n" in first or not body.strip():
        raise NoSubject(template)
    mail = EmailMessage()
    mail["From"] = sender.mail_from
    mail["To"] = mail_address(to)
    mail["Subject"] = first.removeprefix(_SUBJECT).strip()
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{mail_id}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body.strip() + "\n", cte="quoted-printable")
    return mail
