"""Ids of the demo: the same seed gives the same ones, and they lie in the order of time like all ids here."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from schuldhulp.demo.dice import Dice

_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Ids:
    """Makes the ids of one part of the demo. `name` holds the seed and what the ids are for."""

    def __init__(self, name: str) -> None:
        self.dice = Dice(name)

    def at(self, moment: datetime) -> UUID:
        """An id of version 7 for a row that came at this moment."""
        bits = self.dice.getrandbits(74)
        high = ((moment - _EPOCH) // _MILLISECOND) << 16 | 0x7000 | bits >> 62
        return UUID(int=high << 64 | 0x2 << 62 | bits & (1 << 62) - 1)

    def kenmerk(self) -> str:
        """A dossier number: '7K3P-92BX'."""
        letters = "".join(self.dice.choice(_ALPHABET) for _ in range(8))
        return f"{letters[:4]}-{letters[4:]}"
