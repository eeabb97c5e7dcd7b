"""What is sent along stands on the disk only sealed, and reads back from any place."""

import errno
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schuldhulp.storage.room import NoRoom
from schuldhulp.storage.spool import SealedSpool


@settings(deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=6), st.integers(0, 200), st.integers(-1, 200))
def test_it_reads_as_a_file_does(pieces: list[bytes], at: int, size: int) -> None:
    with SealedSpool() as spool:
        plain = io.BytesIO()
        for piece in pieces:
            assert spool.write(piece) == plain.write(piece)
        assert (spool.seek(at), spool.read(size), spool.tell()) == (
            plain.seek(at),
            plain.read(size),
            plain.tell(),
        )
        assert spool.seek(0, os.SEEK_END) == plain.seek(0, os.SEEK_END)


def test_nothing_plain_stands_on_the_disk_and_no_place_is_written_twice() -> None:
    with SealedSpool() as spool:
        spool.write(b"K-geheim " * 100_000)
        file = Path(f"/proc/self/fd/{spool._file.fileno()}")
        assert file.stat().st_size == 900_000 and b"K-geheim" not in file.read_bytes()
        assert "(deleted)" in os.readlink(file)
        spool.seek(5)
        with pytest.raises(io.UnsupportedOperation):
            spool.write(b"x")


def test_without_room_it_goes_on_taking_and_tells_who_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with SealedSpool() as spool:
        spool.write(b"er was nog plaats")
        monkeypatch.setattr("schuldhulp.storage.spool.os.pwrite", full)
        assert spool.write(b"en nu niet meer") == 15 and spool.full
        spool.seek(0)
        with pytest.raises(NoRoom):
            spool.read()
    monkeypatch.setattr("schuldhulp.storage.spool.tempfile.TemporaryFile", full)
    with SealedSpool() as spool:
        assert spool.full and spool.write(b"niets") == 5
