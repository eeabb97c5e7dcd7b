"""Reading a package that somebody brings along: a stranger's file until every check has passed. Pure.

Nothing in it is run or unpacked to a disk. What is not exactly as `takeout` makes it is refused.
"""

import hashlib
import io
import json
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from schuldhulp.refusals import Refused
from schuldhulp.takeout.package import ABOUT, CHECKS, DATA, FILES, READ, SCHEMA, STYLE, schema_text

STAGED_KEPT = timedelta(days=1)
MAX_PACKAGE = 100 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_PART = 32 * 1024 * 1024
MAX_PARTS = 2100
MAX_RATIO = 200
MAX_FILES = 100
"""Papers taken over at once: each is cleaned in a process of its own."""

_NAMES = re.compile(
    rf"{re.escape(DATA)}|{re.escape(SCHEMA)}|{re.escape(READ)}|{re.escape(CHECKS)}|{re.escape(ABOUT)}|{re.escape(STYLE)}"
    rf"|dossier-[0-9]{{1,3}}\.pdf|{FILES}[A-Za-z0-9][A-Za-z0-9._ -]{{0,120}}"
)
_CHECK = re.compile(r"([0-9a-f]{64})  (.+)")
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class PackageRefused(Refused):
    """Not a package of ours, or one that was changed."""

    sentence = (
        "Dit is geen pakket dat wij kunnen lezen. Kies het ZIP-bestand dat u bij de andere gemeente meenam."
    )


class NotAPackage(PackageRefused):
    """No ZIP, or one with other things in it."""


class TooLarge(PackageRefused):
    """More than we unpack."""

    sentence = "Dit pakket is te groot om te lezen. Vraag ons om hulp, dan zoeken wij een andere manier."


class Changed(PackageRefused):
    """A checksum does not fit, or a part is missing."""

    sentence = (
        "De controlegetallen van dit pakket kloppen niet. Er is iets veranderd of weggevallen. Haal het nog een keer "
        "op bij de andere gemeente en kies dat bestand."
    )


class OtherShape(PackageRefused):
    """The data are not as the schema says."""

    sentence = "De gegevens in dit pakket zijn anders dan wij kunnen lezen. Vraag ons om hulp."


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package that passed: whose it says it is from, when it was made, its data, and its files by path."""

    source: str
    made_at: datetime
    digest: str
    rows: Mapping[str, list[dict[str, Any]]]
    files: tuple[Mapping[str, Any], ...]
    parts: Mapping[str, bytes] = field(repr=False)


def read_package(data: bytes) -> Package:
    """Read and check a package. Raises PackageRefused, of which `str()` is for the screen."""
    if len(data) > MAX_PACKAGE:
        raise TooLarge
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _check_entries(entries)
            parts = {entry.filename: package.read(entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
    ):
        raise NotAPackage from None
    except Exception as error:  # zlib's own error has no public base of its own
        if type(error).__module__ == "zlib":
            raise NotAPackage from None
        raise
    _check_sums(parts)
    told = _data(parts.get(DATA, b""))
    for one in told["bestanden"]:
        content = parts.get(one["pad"])
        if content is None or hashlib.sha256(content).hexdigest() != one["sha256"]:
            raise Changed
    return Package(
        source=told["gemeente"]["naam"].strip(), made_at=_moment(told["gemaakt_op"]), rows=told["rijen"],
        files=tuple(told["bestanden"]), parts=parts, digest=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what does not belong: other names, the same name twice, links, locks, and what swells when unpacked."""
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLarge
    if len(set(names)) != len(names) or not all(
        _NAMES.fullmatch(name) and ".." not in name for name in names
    ):
        raise NotAPackage
    for entry in entries:
        if (
            stat.S_ISLNK(entry.external_attr >> 16)
            or entry.flag_bits & 1
            or entry.compress_type not in _KINDS
        ):
            raise NotAPackage
        if entry.file_size > MAX_PART or entry.file_size > MAX_RATIO * max(entry.compress_size, 1024):
            raise TooLarge


def _check_sums(parts: Mapping[str, bytes]) -> None:
    listed: dict[str, str] = {}
    for line in parts.get(CHECKS, b"").decode("utf-8", "replace").splitlines():
        found = _CHECK.fullmatch(line)
        if found is None:
            raise Changed
        listed[found[2]] = found[1]
    if listed.keys() != parts.keys() - {CHECKS} or DATA not in listed:
        raise Changed
    if any(hashlib.sha256(parts[name]).hexdigest() != digest for name, digest in listed.items()):
        raise Changed


@cache
def _schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text()))


def _data(text: bytes) -> Any:
    """The data, as our own schema says; the one in the package is not looked at."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise OtherShape from None
    if best_match(_schema().iter_errors(told)) is not None:
        raise OtherShape
    return told


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise OtherShape from None
    if found.tzinfo is None:
        raise OtherShape
    return found
