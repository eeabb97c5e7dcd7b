"""The form of a sealed value, `0x01 · key id (16) · nonce (12) · ciphertext and tag`, and of a wrapped key.

Both are AES-256-GCM with a name as associated data: a value carries its place, a key its id. Knows no database.
"""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"


class Sealed(Exception):
    """A sealed value that cannot be opened: another place, a changed byte, or a key that is gone."""


def seal_value(cipher: AESGCM, key_id: bytes, data: bytes, place: bytes) -> bytes:
    """Seal bytes for one place, under the key of this id (16 bytes)."""
    nonce = os.urandom(12)
    return _VERSION + key_id + nonce + cipher.encrypt(nonce, data, place)


def key_named_in(sealed: bytes) -> bytes:
    """The id of the key that a value was sealed with. Raises Sealed when it is no sealed value."""
    if sealed[:1] != _VERSION:
        raise Sealed("not a sealed value")
    return sealed[1:17]


def open_value(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    """The bytes that were sealed for this place; the cipher itself raises when they were not."""
    return cipher.decrypt(sealed[17:29], sealed[29:], place)


def wrap(key: bytes, wrapping: bytes, name: bytes) -> bytes:
    """A key under the key above it, for the key's own id only: nonce (12) and ciphertext."""
    nonce = os.urandom(12)
    return nonce + AESGCM(wrapping).encrypt(nonce, key, name)


def unwrap(wrapped: bytes, wrapping: bytes, name: bytes) -> bytes:
    """The key again. Raises Sealed when another key stands above it."""
    try:
        return AESGCM(wrapping).decrypt(wrapped[:12], wrapped[12:], name)
    except Exception as error:
        raise Sealed("a key does not open with the key above it") from error
