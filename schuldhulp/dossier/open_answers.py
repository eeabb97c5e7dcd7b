"""The two answers that are as good as any other: "weet ik niet" and "later"."""

from enum import StrEnum


class Open(StrEnum):
    """An answer that leaves the question open on purpose; a value in its own right."""

    DONT_KNOW = "weet_ik_niet"
    LATER = "later"

    @property
    def label(self) -> str:
        """What the client reads."""
        return {Open.DONT_KNOW: "Weet ik niet", Open.LATER: "Later"}[self]
