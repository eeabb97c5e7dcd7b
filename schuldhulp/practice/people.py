"""Made-up clients to practise with: who they are, and what they write back in which mood. Pure values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_OPEN = 10
"""Openness runs from 0 (shut) to this."""


class Mood(StrEnum):
    """How a made-up client writes: it follows from how open the conversation made them."""

    CLOSED = "dicht"
    WARY = "aarzelend"
    OPEN = "open"

    @classmethod
    def at(cls, openness: int) -> "Mood":
        """The mood that goes with an openness of 0 to `MOST_OPEN`."""
        return cls.CLOSED if openness <= 3 else cls.WARY if openness <= 6 else cls.OPEN


@dataclass(frozen=True, slots=True)
class Touch:
    """Words in a reply that matter to this client, what they do to the openness, and why."""

    words: tuple[str, ...]
    change: int
    because: str


@dataclass(frozen=True, slots=True)
class MadeUpClient:
    """One person to practise with. `answers` and `ends` hold a text for every mood.

    In a `crisis` an order ("bel 112") is no fault.
    """

    slug: str
    name: str
    about: str
    learn: str
    opening: str
    openness: int
    crisis: bool
    touches: tuple[Touch, ...]
    answers: tuple[Mapping[Mood, str], ...]
    ends: Mapping[Mood, str]

    @property
    def rounds(self) -> int:
        """How many replies the counsellor writes before the conversation has ended."""
        return len(self.answers) + 1
