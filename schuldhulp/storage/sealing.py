"""Sealing a stream: AES-256-GCM in chunks under a key of the file alone, so that nothing large stands in memory.

`SHF1 · nonce prefix (7)`, then chunks of 64 KiB of plain bytes, each sealed with the nonce
`prefix · number (4) · last (1)` and the name in the store as associated data. So a chunk that is missing, doubled,
moved, cut off or of another file does not open. Pure.
"""

import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 64 * 1024
_TAG = 16
_BEGIN = b"SHF1"
_PREFIX = 7


class Damaged(Exception):
    """What lies in the store is not what was put there."""


def new_key() -> bytes:
    """A key for one file."""
    return AESGCM.generate_key(bit_length=256)


def sealed_size(size: int) -> int:
    """How many bytes `size` plain bytes take in the store."""
    chunks = max(1, -(-size // CHUNK))
    return len(_BEGIN) + _PREFIX + size + chunks * _TAG


def seal_stream(key: bytes, name: str, plain: Iterable[bytes]) -> Iterator[bytes]:
    """Seal plain bytes that come in pieces of any size; an empty file is one empty last chunk."""
    cipher, prefix, place = AESGCM(key), os.urandom(_PREFIX), name.encode()
    yield _BEGIN + prefix
    for number, (chunk, last) in enumerate(_chunks(plain, CHUNK)):
        yield cipher.encrypt(_nonce(prefix, number, last), chunk, place)


def open_stream(key: bytes, name: str, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """Open what `seal_stream` made. Every piece it gives is proven; raises Damaged at the first that is not."""
    cipher, place = AESGCM(key), name.encode()
    pieces = iter(sealed)
    head = b""
    while len(head) < len(_BEGIN) + _PREFIX:
        piece = next(pieces, b"")
        if not piece:
            raise Damaged("cut off in its first bytes")
        head += bytes(piece)
    if not head.startswith(_BEGIN):
        raise Damaged("not a file of ours")
    start = len(_BEGIN) + _PREFIX
    prefix = head[len(_BEGIN) : start]
    for number, (chunk, last) in enumerate(_chunks(_with(head[start:], pieces), CHUNK + _TAG)):
        try:
            yield cipher.decrypt(_nonce(prefix, number, last), chunk, place)
        except InvalidTag:
            raise Damaged(f"chunk {number} does not open") from None


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


def _with(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _chunks(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut into chunks of `size`, each with whether it is the last; there is always one."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > size:
            yield bytes(held[:size]), False
            del held[:size]
    yield bytes(held), True
