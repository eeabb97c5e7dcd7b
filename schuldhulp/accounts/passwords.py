"""Password hashing: argon2id with 64 MiB, three passes, one lane; at most four at once in a process."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_AT_ONCE = threading.BoundedSemaphore(4)
# Of a password that was thrown away, with the costs of `_HASHER`: making one at each start would take 0.15 s.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=1$S8+gAePknH5b02hQzbup0g$VSUFQO11hBlrraYN3Jvny2751rIHUPkmPvTgRhA7x6U"

MINIMUM_LENGTH = 10


def hash_password(password: str) -> str:
    """Hash a password. Slow on purpose: never inside a transaction."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def password_fits(stored: str | None, password: str) -> bool:
    """Compare a password with its hash; takes as long for nobody (None) as for somebody."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None
