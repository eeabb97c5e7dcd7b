"""The package that a client takes along: its JSON, its names, and the ZIP as a stream with a list of checksums. Pure.

Nothing is written to disk: what is sealed with us is opened piece by piece into the answer.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

VERSION = 1
KIND = "schuldhulp-dossier"
DATA, SCHEMA, CHECKS, ABOUT = "gegevens.json", "schema.json", "controle.sha256", "LEESMIJ.txt"
READ, STYLE = "dossier.html", "dossier.css"
FILES = "bestanden/"
_FILE = Path(__file__).parent / "dossier-1.schema.json"
_ENDING = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
_SAFE = re.compile(r"[^A-Za-z0-9._ -]+")

EXPLAINED = """Dit is alles wat de gemeente van u bewaart.

dossier.html       om te lezen, in elke browser
dossier-1.pdf      hetzelfde, om te printen of te bewaren (een groot dossier heeft er meer)
gegevens.json      hetzelfde, voor een computer; een andere gemeente kan dit overnemen
schema.json        zegt hoe gegevens.json is opgebouwd
bestanden/         de papieren die u inleverde
controle.sha256    controlegetallen; daaraan is te zien dat er niets is veranderd

In dit pakket staat veel over u. Bewaar het op een plek waar alleen u bij kunt.
Wilt u verder bij een andere gemeente? Meld u daar aan en kies bij 'Uw rechten' voor 'Meenemen uit een andere gemeente'.
"""


@cache
def schema_text() -> str:
    """The published schema of the data, version 1."""
    return _FILE.read_text("utf-8")


def file_path(number: int, name: str, media_type: str) -> str:
    """Where a file lies in the package: numbered, with a name of plain letters, and the ending of what it is."""
    stem = _SAFE.sub("-", name.rsplit(".", 1)[0]).strip(" .-")[:60] or "papier"
    return f"{FILES}{number:03d} {stem}.{_ENDING.get(media_type, 'bin')}"


def data_of(
    *, municipality: str, slug: str, kenmerk: str, made_at: datetime, account: dict[str, Any],
    rows: dict[str, list[dict[str, Any]]], looked: list[dict[str, Any]], files: list[dict[str, Any]],
) -> bytes:  # fmt: skip
    """The JSON of the package, as `dossier-1.schema.json` says."""
    told = {
        "soort": KIND, "versie": VERSION, "gemaakt_op": made_at.isoformat(), "kenmerk": kenmerk,
        "gemeente": {"naam": municipality, "adres": slug}, "account": account, "rijen": rows, "inzage": looked,
        "bestanden": files,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


class Summed:
    """Pieces of a file, with the SHA-256 of all that was given."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._sum = pieces, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._sum.update(piece)
            yield piece

    @property
    def digest(self) -> str:
        """The checksum so far, in hexadecimal."""
        return self._sum.hexdigest()


class _Sink:
    """Takes what the ZIP writes, until the answer takes it on."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes, /) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def take(self) -> bytes:
        found = bytes(self._held)
        self._held.clear()
        return found


def zipped(parts: Iterable[tuple[str, Iterable[bytes]]], made_at: datetime) -> Iterator[bytes]:
    """The ZIP in pieces; at its end the SHA-256 of every part, as `sha256sum -c` reads it."""
    sink, checks = _Sink(), []
    out: Any = sink  # it only takes what is written: there is no file to go back in
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, pieces in parts:
            digest = hashlib.sha256()
            with package.open(_entry(name, made_at), "w") as part:
                for piece in pieces:
                    digest.update(piece)
                    part.write(piece)
                    yield sink.take()
            checks.append(f"{digest.hexdigest()}  {name}\n")
        with package.open(_entry(CHECKS, made_at), "w") as part:
            part.write("".join(checks).encode())
    yield sink.take()


def _entry(name: str, made_at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
    entry.compress_type = (
        zipfile.ZIP_STORED if name.endswith((".jpg", ".png", ".pdf")) else zipfile.ZIP_DEFLATED
    )
    entry.external_attr = 0o600 << 16
    return entry
