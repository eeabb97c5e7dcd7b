"""A nameless temporary file that holds only ciphertext: what somebody sends along never stands plain on a disk."""

import io
import os
import tempfile
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from schuldhulp.storage.room import NoRoom, is_no_room

_BLOCK = 16


class SealedSpool(io.RawIOBase):
    """Read anywhere, write at the end; the key lives in this object and dies with it.

    AES-256-CTR: it hides what is on the disk, and does not prove it. Nothing is ever written twice at one place, which
    would tell the difference of both. On a disk without room it goes on taking, keeps nothing, and is `full`: the
    connection it is filled from has to be read to its end before anybody can be told. Who reads it then, is told.
    """

    def __init__(self) -> None:
        self.full = False
        self._file = self._begun()
        self._key = algorithms.AES256(os.urandom(32))
        self._first = int.from_bytes(os.urandom(8) + bytes(8), "big")
        self._at = self._end = 0

    def _begun(self) -> Any:
        try:
            return tempfile.TemporaryFile(buffering=0)  # closed with this object
        except OSError as error:
            if not is_no_room(error):
                raise
            self.full = True
            return None

    def _crypt(self, data: bytes, at: int) -> bytes:
        """Data at a place, sealed or opened: both are the same step."""
        block, skip = divmod(at, _BLOCK)
        counter = (self._first + block).to_bytes(_BLOCK, "big")
        stream = Cipher(self._key, modes.CTR(counter)).encryptor()
        return stream.update(bytes(skip) + data)[skip:]

    def readable(self) -> bool:
        """Always."""
        return True

    def writable(self) -> bool:
        """Always, at the end."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where it stands, in bytes from the beginning."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._end}[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, or all that are left. Raises NoRoom when the disk did not take all of them."""
        if self.full:
            raise NoRoom
        left = max(0, self._end - self._at)
        count = left if size is None or size < 0 else min(size, left)
        sealed = os.pread(self._file.fileno(), count, self._at)
        plain = self._crypt(sealed, self._at)
        self._at += len(plain)
        return plain

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer."""
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def write(self, data: Any) -> int:
        """Add bytes at the end. Raises UnsupportedOperation anywhere else."""
        if self._at != self._end:
            raise io.UnsupportedOperation("only at the end")
        plain = bytes(data)
        if not self.full:
            self._write_out(plain)
        self._at = self._end = self._at + len(plain)
        return len(plain)

    def _write_out(self, plain: bytes) -> None:
        sealed, done = self._crypt(plain, self._at), 0
        try:
            while done < len(sealed):
                done += os.pwrite(self._file.fileno(), sealed[done:], self._at + done)
        except OSError as error:
            if not is_no_room(error):
                raise
            self.full = True

    def close(self) -> None:
        """Let go of the file; it is gone then."""
        if self._file is not None:
            self._file.close()
        super().close()
