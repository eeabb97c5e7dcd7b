"""Anchors: where every chain ended at a moment, kept outside the database: in a folder, a mail or a second store.

An anchor holds numbers and hashes and nothing of people, so it may go by mail. All anchors of a place are read back,
not only the newest: who computes a chain anew can also write a newest anchor, and cannot reach the mail of last month.
"""

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import NamedTuple

from schuldhulp.commands.answers import BadInput, NotInOrder
from schuldhulp.config import Config
from schuldhulp.outbox.composing import Sender
from schuldhulp.outbox.transport import NeverSent, NotSentYet, open_transport
from schuldhulp.refusals import Refused
from schuldhulp.storage.store import BadStorage, Store, open_store

MOST_BYTES = 10 * 1024 * 1024
_BODY = (
    "Goedendag,\n\nBijgaand staat waar de logboeken van de geldhulp vandaag eindigen. Er staan alleen nummers en "
    "controlegetallen in, en niets over mensen. Bewaar deze mail: met de bijlage kan later worden nagekeken dat "
    "niemand iets heeft veranderd.\n\nDit bericht is vanzelf gemaakt.\n"
)


class Head(NamedTuple):
    """The last link of one chain."""

    municipality: str
    chain: str
    seq: int
    hash: str


class Anchor(NamedTuple):
    """The heads of one moment, and where they were found."""

    place: str
    heads: tuple[Head, ...]


def as_text(heads: Iterable[Head]) -> str:
    """An anchor as it is kept."""
    return json.dumps([head._asdict() for head in heads], indent=1)


def to_folder(folder: Path, text: str, now: datetime) -> Path:
    """Write it in a file that nobody writes over. Raises BadInput."""
    if not folder.is_dir():
        raise BadInput(f"de map {folder} is er niet")
    place = folder / f"anker-{now:%Y-%m-%dT%H%M%S}.json"
    try:
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise BadInput(f"{place} kan niet worden geschreven ({type(error).__name__})") from None
    return place


def to_store(url: str, config: Config, text: str) -> str:
    """Keep it in a store of its own, `map:/a/folder` or `s3://bucket/prefix`; gives its name. Raises BadInput."""
    name = secrets.token_hex(20)
    try:
        _store(url, config).put(name, [text.encode()])
    except Refused:
        raise NotInOrder(f"{url} neemt het anker niet aan; het is niet bewaard") from None
    return name


def to_mail(address: str, config: Config, text: str, now: datetime) -> None:
    """Mail it as an attachment. Raises NotInOrder when the mail server does not take it: try again."""
    sender = Sender(mail_from=config.mail_from, base_url=config.base_url)
    mail = EmailMessage()
    mail["From"], mail["To"] = sender.mail_from, address
    mail["Subject"] = f"Anker van {now:%Y-%m-%d}"
    mail["Date"], mail["Message-ID"] = format_datetime(now), make_msgid(domain=sender.domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_BODY)
    mail.add_attachment(text.encode(), "application", "json", filename=f"anker-{now:%Y-%m-%dT%H%M%S}.json")
    try:
        with open_transport(config.mail_url) as transport:
            transport.send(mail)
    except (NotSentYet, NeverSent) as refused:
        raise NotInOrder(f"de mail met het anker ging niet weg ({refused.code})") from None


def anchors_at(place: str, config: Config) -> list[Anchor]:
    """All anchors of a place: a file, a mail as it was saved (.eml), a folder of those, or a store.

    Raises BadInput when there is none, or one that cannot be read.
    """
    found = [Anchor(name, _heads(name, content)) for name, content in _contents(place, config)]
    if not found:
        raise BadInput(f"in {place} staat geen anker")
    return found


def _contents(place: str, config: Config) -> Iterator[tuple[str, bytes]]:
    if place.startswith(("map:", "s3://")):
        store = _store(place, config)
        try:
            for one in sorted(store.objects(), key=lambda o: o.since):
                yield f"{place} ({one.since:%Y-%m-%d})", b"".join(store.get(one.name))
        except Refused:
            raise BadInput(f"{place} geeft geen antwoord") from None
        return
    path = Path(place)
    files = sorted([*path.glob("*.json"), *path.glob("*.eml")]) if path.is_dir() else [path]
    for file in files:
        try:
            if file.stat().st_size > MOST_BYTES:
                raise BadInput(f"{file} is geen anker (te groot)")
            yield str(file), file.read_bytes()
        except OSError as error:
            raise BadInput(f"{file} is geen anker ({type(error).__name__})") from None


def _heads(name: str, content: bytes) -> tuple[Head, ...]:
    try:
        text = _attached(content) if name.endswith(".eml") else content
        return tuple(Head(**each) for each in json.loads(text))
    except (ValueError, TypeError) as error:
        raise BadInput(f"{name} is geen anker ({type(error).__name__})") from None


def _attached(content: bytes) -> bytes:
    """The attachment of a mail that was saved. Raises ValueError when it has none."""
    mail = message_from_bytes(content, policy=policy)
    for part in mail.iter_attachments() if isinstance(mail, EmailMessage) else ():
        if part.get_content_type() == "application/json":
            return bytes(part.get_payload(decode=True) or b"")
    raise ValueError("no attachment")


def _store(url: str, config: Config) -> Store:
    try:
        return open_store(url, config.bucket)
    except BadStorage:
        raise BadInput(f"{url}: schrijf map:/een/map of s3://bucket/voorvoegsel") from None
