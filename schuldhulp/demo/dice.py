"""A quicker `Random` for small ranges: a bulk load draws some three hundred numbers a story."""

from random import Random
from typing import Protocol, TypeVar

T = TypeVar("T", covariant=True)


class Indexed(Protocol[T]):
    """What can be counted and taken by place."""

    def __len__(self) -> int:
        """How many."""

    def __getitem__(self, place: int, /) -> T:
        """The one at this place."""


class Dice(Random):
    """Choices by one float each; the bias over ranges below 2**32 is far too small to see."""

    def choice(self, seq: Indexed[T]) -> T:
        """One element of a sequence that is not empty."""
        return seq[int(self.random() * len(seq))]

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        """A number of range(start, stop, step), which is not empty and goes up."""
        if stop is None:
            return int(self.random() * start)
        return start + step * int(self.random() * -((start - stop) // step))
