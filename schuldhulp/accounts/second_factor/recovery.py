"""Recovery codes: eight on paper, sixteen signs each, that nobody can guess or mistake. Each works once."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

COUNT = 8
_SIGNS = "abcdefghjkmnpqrstvwxyz23456789"  # no i, l, o, u, 0 or 1
_LENGTH = 16

# 78 bits, drawn by chance: the least that OWASP asks of argon2id is plenty, and eight of them are compared.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def new_codes() -> list[str]:
    """Draw eight codes, in groups of four: 'ab3d-…'."""
    return [
        "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4)) for _ in range(COUNT)
    ]


def plain(typed: str) -> str:
    """A code as it is hashed: without spaces and hyphens, in small letters."""
    return "".join(c for c in typed.casefold() if c.isalnum())


def could_be(typed: str) -> bool:
    """Whether this has the length of a recovery code; of anything else no hash is made."""
    return len(plain(typed)) == _LENGTH


def hash_code(code: str) -> str:
    """Hash one code. Slow on purpose: never inside a transaction."""
    return _HASHER.hash(plain(code))


def code_fits(stored: str, typed: str) -> bool:
    """Compare a typed code with a hash."""
    try:
        return _HASHER.verify(stored, plain(typed))
    except (VerificationError, InvalidHashError):
        return False
