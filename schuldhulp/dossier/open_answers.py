"""The two answers that are as good as any other: "weet ik niet" and "later"."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any


class Open(StrEnum):
    """An answer that leaves the question open on purpose; a value in its own right."""

    DONT_KNOW = "weet_ik_niet"
    LATER = "later"

    @property
    def label(self) -> str:
        """What the client reads."""
        return {Open.DONT_KNOW: "Weet ik niet", Open.LATER: "Later"}[self]


def known(answer: Any) -> Any:
    """An answer, or None where the question was left open on purpose."""
    return None if isinstance(answer, Open) else answer


def open_words(kept: Iterable[tuple[str, str]], words: Mapping[str, str]) -> tuple[str, ...]:
    """The questions that were left open, in words, in the order of `words`. `kept` is (question, answer)."""
    left = {name for name, code in kept if code in set(Open)}
    return tuple(word for name, word in words.items() if name in left)
