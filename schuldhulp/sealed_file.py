"""A file that is sealed as a stream: cut off, put in another order or changed, it does not open.

`SHK1 · name of the master key (12) · salt (16)`, then pieces of one MiB, each AES-256-GCM under a key of this file
alone (HKDF of the master key and the salt), with its number and whether it is the last as nonce.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_MAGIC = b"SHK1"
_PIECE = 1024 * 1024
_TAG = 16


class NotWhole(Exception):
    """The file is cut off, changed, or no sealed file of ours."""


class OtherKey(Exception):
    """The file is sealed under another master key."""


def master_key_id(master: bytes) -> str:
    """Name a master key without telling it."""
    return hashlib.sha256(b"schuldhulp master" + master).hexdigest()[:12]


def _cipher(master: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"schuldhulp sealed file").derive(master))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def seal_stream(master: bytes, source: IO[bytes], target: IO[bytes]) -> None:
    """Seal everything of `source` into `target`."""
    salt = os.urandom(16)
    cipher = _cipher(master, salt)
    target.write(_MAGIC + master_key_id(master).encode() + salt)
    number, piece = 0, source.read(_PIECE)
    while True:
        following = source.read(_PIECE)
        target.write(cipher.encrypt(_nonce(number, not following), piece, None))
        if not following:
            return
        number, piece = number + 1, following


def open_stream(masters: Iterable[bytes], source: IO[bytes]) -> Iterator[bytes]:
    """The plain pieces of a sealed file, each proven. Raises NotWhole, OtherKey."""
    head = source.read(32)
    if len(head) < 32 or head[:4] != _MAGIC:
        raise NotWhole
    master = next((key for key in masters if master_key_id(key).encode() == head[4:16]), None)
    if master is None:
        raise OtherKey
    cipher, number = _cipher(master, head[16:]), 0
    piece = source.read(_PIECE + _TAG)
    while True:
        following = source.read(_PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, not following), piece, None)
        except InvalidTag:
            raise NotWhole from None
        if not following:
            return
        number, piece = number + 1, following
