"""A copy on disk: whole or nothing, sealed with the master key, and one line where it cannot be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app

from schuldhulp.commands.answers import BadInput
from schuldhulp.sealed_file import NotWhole, OtherKey, open_stream
from schuldhulp.storage.room import is_no_room


def master_keys() -> tuple[bytes, ...]:
    """The master keys of this installation, the one that seals first."""
    found: tuple[bytes, ...] = current_app.config["MASTER_KEYS"]
    return found


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[Path]:
    """A file beside the target that becomes the target when all went well, and is gone otherwise."""
    partial = target.with_name(target.name + ".deel")
    partial.unlink(missing_ok=True)
    try:
        yield partial
        partial.chmod(0o600)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        for leftover in (partial, *(partial.with_name(partial.name + end) for end in ("-wal", "-shm"))):
            leftover.unlink(missing_ok=True)


@contextmanager
def without_room_told(place: Path) -> Iterator[None]:
    """One line instead of a fault when the disk is full. Raises BadInput."""
    try:
        yield
    except Exception as error:
        if not is_no_room(error):
            raise
        raise BadInput(
            f"de schijf van {place} neemt niets meer aan: is er nog ruimte? Er staat niets half; wat er was, is er nog"
        ) from None


def forget(*files: Path) -> None:
    """Take plain files away, with what SQLite left beside them."""
    for file in files:
        for end in ("", "-wal", "-shm", "-journal"):
            file.with_name(file.name + end).unlink(missing_ok=True)


@contextmanager
def cut_or_strange_told(file: Path) -> Iterator[None]:
    """One line when a sealed file is not whole, or of another master key. Raises BadInput."""
    try:
        yield
    except NotWhole:
        raise BadInput(
            f"{file} is niet heel, of geen kopie van dit programma; er is niets teruggezet"
        ) from None
    except OtherKey:
        raise BadInput("MASTER_KEY past niet bij deze backup; er is niets teruggezet") from None


def open_copy(plain: Path, source: Path) -> None:
    """The whole plain copy, proven to the last piece, before anything is done with it."""
    with source.open("rb") as sealed, plain.open("wb") as target, cut_or_strange_told(source):
        plain.chmod(0o600)
        for piece in open_stream(master_keys(), sealed):
            target.write(piece)
