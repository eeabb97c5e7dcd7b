"""What followed from a dossier's sealed rows, kept in this process while the very same rows are read again.

Every page reads its rows anew, as its reader may see them; what is spared is opening them and working out what
follows. `source` holds all that `make` looks at, so a changed row, another day or another norm set is another source,
and what was kept is not used. It is kept under a digest of the dossier's own key: who does not hold that key finds
nothing, and once the key is destroyed nobody does. Nothing of it is ever written down. Decision 0008 says why, and
within what bounds.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.crypto.keyring import keyring

Made = TypeVar("Made")
DOSSIERS = 32  # so many at most, those that were looked at last
SECONDS = 600  # and for so long, however often they are looked at


class _Kept(NamedTuple):
    source: object
    made: Any


class Opened:
    """What was made of the dossiers that were opened last, by the digest of their key and then by name."""

    def __init__(self, dossiers: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._dossiers, self._seconds, self._clock = dossiers, seconds, clock
        self._kept: OrderedDict[bytes, tuple[float, dict[str, _Kept]]] = OrderedDict()
        self._lock, self._over_at = Lock(), 0.0

    def recall(self, key: bytes, name: str, source: object, make: Callable[[], Made]) -> Made:
        """Give what was made of this source under this name, or make it and keep it."""
        of_dossier = self._of(key)
        kept = of_dossier.get(name)
        if kept is not None and kept.source == source:
            made: Made = kept.made
            return made
        made = make()
        of_dossier[name] = _Kept(source, made)
        return made

    def _of(self, key: bytes) -> dict[str, _Kept]:
        now = self._clock()
        with self._lock:
            if now > self._over_at:
                for old in [k for k, (begun, _) in self._kept.items() if now - begun > self._seconds]:
                    del self._kept[old]
                first = min((begun for begun, _ in self._kept.values()), default=now)
                self._over_at = first + self._seconds
            begun, of_dossier = self._kept.pop(key, (now, {}))
            self._kept[key] = begun, of_dossier
            if len(self._kept) > self._dossiers:
                self._kept.popitem(last=False)
        return of_dossier

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._kept.clear()


_OPENED = Opened(DOSSIERS, SECONDS)


def following(
    session: Session, municipality_id: UUID | None, dossier_id: UUID, name: str, source: object,
    make: Callable[[], Made],
) -> Made:  # fmt: skip
    """What follows from `source`, which holds everything that `make` looks at. The outcome is shared: never change it.

    Made anew for a dossier without a key: nothing of it may be kept.
    """
    key = keyring(session).known_by(municipality_id, dossier_id)
    return make() if key is None else _OPENED.recall(key, name, source, make)
