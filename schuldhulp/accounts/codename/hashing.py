"""Hashing the words of a codename: argon2id as for passwords, over the words mixed with the installation's pepper.

A stored hash is `<id of the pepper> <argon2 hash>`, so that a later pepper leaves the earlier hashes good. The pepper
lies wrapped by the master key, which is not in the database: a stolen table cannot be tried against the list.
"""

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from schuldhulp.accounts.codename.words import as_secret
from schuldhulp.accounts.passwords import hash_password, password_fits


@dataclass(frozen=True)
class Pepper:
    """A secret of the installation that goes into every hash, and its id."""

    id: UUID
    key: bytes


def hash_words(pepper: Pepper, words: tuple[str, ...]) -> str:
    """Hash the words. Slow on purpose: never inside a transaction."""
    return f"{pepper.id.hex} {hash_password(_mixed(pepper, words))}"


def pepper_of(stored: str) -> UUID:
    """Which pepper a stored hash was made with."""
    return UUID(hex=stored.split(" ", 1)[0])


def words_fit(stored: str | None, pepper: Pepper, words: tuple[str, ...]) -> bool:
    """Compare words with their hash; takes as long for nobody (None) as for somebody."""
    return password_fits(stored.split(" ", 1)[1] if stored else None, _mixed(pepper, words))


def _mixed(pepper: Pepper, words: tuple[str, ...]) -> str:
    return hmac.new(pepper.key, as_secret(words).encode(), hashlib.sha256).hexdigest()
