"""A place for sealed files, by name: a folder, or a bucket that speaks S3. It sees no plain byte and no real name."""

import contextlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from schuldhulp.config import Bucket
from schuldhulp.refusals import Refused

_NAME = re.compile(r"[0-9a-f]{40}")
_PIECE = 256 * 1024
_ONE_PUT = 5 * 1024 * 1024


class StoreFailed(Refused):
    """The store is full or does not answer; nothing of the file was kept."""

    sentence = (
        "Wij kunnen uw bestand nu niet bewaren. Er bleef niets van achter. Probeer het straks nog een keer."
    )


class FileGone(Refused):
    """The store does not have the file."""

    sentence = "Dit bestand kunnen wij nu niet openen. Wij kijken wat er aan de hand is."


class BadStorage(Exception):
    """The address of the store does not say where files go; the text says what it may be."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One file in the store: its name, its size in bytes as it lies there, and since when."""

    name: str
    size: int
    since: datetime


class Store(Protocol):
    """Where sealed files lie."""

    def put(self, name: str, sealed: Iterable[bytes]) -> None:
        """Keep a file, whole or not at all, so that it survives a power cut. Raises StoreFailed."""

    def get(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, in pieces. Raises FileGone, StoreFailed."""

    def drop(self, name: str) -> None:
        """Throw a file away; one that is not there is no fault. Raises StoreFailed."""

    def objects(self) -> Iterator[StoredObject]:
        """Everything that lies here. Raises StoreFailed."""


def new_name() -> str:
    """A name that says nothing."""
    return secrets.token_hex(20)


def _known(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise FileGone
    return name


@dataclass(frozen=True)
class FolderStore:
    """Files in a folder: written beside, flushed to the disk, then given their name."""

    root: Path

    def put(self, name: str, sealed: Iterable[bytes]) -> None:
        """Keep a file."""
        target = self._path(name)
        waiting = self.root / f".{name}.{secrets.token_hex(4)}"
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                for piece in sealed:
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            os.replace(waiting, target)
            for folder in (target.parent, self.root):
                _flush(folder)
        except OSError:
            with contextlib.suppress(OSError):
                waiting.unlink()
            raise StoreFailed from None
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise

    def get(self, name: str) -> Iterator[bytes]:
        """The bytes of a file."""
        try:
            kept = self._path(name).open("rb")
        except FileNotFoundError:
            raise FileGone from None
        except OSError:
            raise StoreFailed from None
        with kept:
            while piece := kept.read(_PIECE):
                yield piece

    def drop(self, name: str) -> None:
        """Throw a file away."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError:
            raise StoreFailed from None

    def objects(self) -> Iterator[StoredObject]:
        """Everything that lies here under a name of ours; not what is being written."""
        if not self.root.is_dir():
            return
        for found in self.root.rglob("*"):
            if not _NAME.fullmatch(found.name):
                continue
            with contextlib.suppress(FileNotFoundError):  # somebody threw it away meanwhile
                if found.is_file():
                    known = found.stat()
                    yield StoredObject(found.name, known.st_size, datetime.fromtimestamp(known.st_mtime, UTC))

    def drop_half_written(self, before: datetime) -> int:
        """Throw away what a process that was killed left half-written; how many there were."""
        dropped = 0
        for found in self.root.glob(".*.*"):
            if found.is_file() and datetime.fromtimestamp(found.stat().st_mtime, UTC) < before:
                found.unlink(missing_ok=True)
                dropped += 1
        return dropped

    def _path(self, name: str) -> Path:
        return self.root / _known(name)[:2] / name


def _flush(folder: Path) -> None:
    """The name of a file stands in its folder: that must reach the disk too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True)
class BucketStore:
    """Files in a bucket. An upload that breaks off leaves nothing under the name."""

    bucket: Any

    def put(self, name: str, sealed: Iterable[bytes]) -> None:
        """Keep a file."""
        try:
            obstore.put(self.bucket, _known(name), iter(sealed), chunk_size=_ONE_PUT)
        except (BaseError, OSError):
            raise StoreFailed from None

    def get(self, name: str) -> Iterator[bytes]:
        """The bytes of a file."""
        try:
            for piece in obstore.get(self.bucket, _known(name)).stream(min_chunk_size=_PIECE):
                yield bytes(piece)
        except (NotFoundError, FileNotFoundError):
            raise FileGone from None
        except (BaseError, OSError):
            raise StoreFailed from None

    def drop(self, name: str) -> None:
        """Throw a file away."""
        try:
            obstore.delete(self.bucket, _known(name))
        except (NotFoundError, FileNotFoundError):
            return
        except (BaseError, OSError):
            raise StoreFailed from None

    def objects(self) -> Iterator[StoredObject]:
        """Everything that lies here."""
        try:
            for page in obstore.list(self.bucket):
                for found in page:
                    yield StoredObject(found["path"], found["size"], found["last_modified"])
        except (BaseError, OSError):
            raise StoreFailed from None


def open_store(url: str, bucket: Bucket) -> Store:
    """The store of an address: `map:/a/folder` or `s3://bucket/prefix`. Raises BadStorage."""
    if url.startswith("map:") and url[4:].startswith("/"):
        return FolderStore(Path(url[4:]))
    parts = urlsplit(url)
    if parts.scheme == "s3" and parts.netloc:
        given = {
            "endpoint": bucket.endpoint, "access_key_id": bucket.key_id, "secret_access_key": bucket.secret,
            "region": bucket.region,
        }  # fmt: skip
        options: Any = {key: value for key, value in given.items() if value}
        made = S3Store(
            parts.netloc, prefix=parts.path.strip("/") or None, **options, virtual_hosted_style_request=False,
            client_options={"allow_http": bucket.endpoint.startswith("http://"), "timeout": "30s"},
            retry_config={"max_retries": 2},
        )  # fmt: skip
        return BucketStore(made)
    raise BadStorage("STORAGE_URL is map:/a/folder or s3://bucket/prefix")
