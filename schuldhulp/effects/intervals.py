"""A share with the range it can lie in, and which shares may be shown. Pure."""

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054  # the normal quantile of 97.5 per cent: an interval of 95 per cent


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, and who was counted; `people` are digests or keys that only serve to count different ones."""

    hits: int
    n: int
    writers: frozenset[Hashable] = frozenset()
    clients: frozenset[Hashable] = frozenset()

    def __add__(self, other: "Share") -> "Share":
        return Share(
            self.hits + other.hits,
            self.n + other.n,
            self.writers | other.writers,
            self.clients | other.clients,
        )

    @property
    def percent(self) -> int:
        """The share as a whole percentage, half up. 0 of 0 is 0."""
        return (200 * self.hits + self.n) // (2 * self.n) if self.n else 0

    @property
    def interval(self) -> tuple[int, int]:
        """The Wilson interval of 95 per cent, as whole percentages."""
        low, high = wilson(self.hits, self.n)
        return round(100 * low), round(100 * high)


@dataclass(frozen=True, slots=True)
class Least:
    """What a share must be made of before it is shown: so many cases, so many clients and so many writers."""

    n: int
    clients: int
    writers: int

    def allows(self, share: Share) -> bool:
        """Whether the share may be shown as it is."""
        return share.n >= self.n and len(share.clients) >= self.clients and len(share.writers) >= self.writers


NOTHING = Share(0, 0)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The score interval of Wilson (1927) for a share, 95 per cent; (0, 1) when nothing was counted."""
    if not n:
        return 0.0, 1.0
    share, square = hits / n, _Z * _Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def shown(parts: Mapping[str, Share], least: Least) -> Set[str]:
    """Which parts of a total that is shown may be shown beside it.

    What is hidden together must itself be empty or allowed: otherwise a reader finds it by subtracting. So the
    smallest part that could be shown is hidden as well, until that holds.
    """
    visible = {name for name, share in parts.items() if least.allows(share)}
    while visible:
        rest = sum((share for name, share in parts.items() if name not in visible), start=NOTHING)
        if rest.n == 0 or least.allows(rest):
            break
        visible.remove(min(visible, key=lambda name: (parts[name].n, name)))
    return visible
