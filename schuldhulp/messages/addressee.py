"""Whom a reply names: in its greeting, as a full name, or by a dossier number. Pure."""

import re
from dataclasses import dataclass

_GREETING = re.compile(
    r"^\s*(?:beste|dag|hallo|hoi|hey|geachte|lieve|goede(?:morgen|middag|navond))\s+"
    r"(?:(?:meneer|mevrouw|heer|dhr|mw|mevr|familie)\.?\s+|(?:en|of)\s+)*(?P<names>[^,\n.!?:]{1,60})",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+")
_FULL = re.compile(
    r"\b([A-ZÀ-Þ][a-zà-ÿ'’-]+)\s+(?:(?:van|de|der|den|ten|ter|el|al)\s+){0,3}([A-ZÀ-Þ][a-zà-ÿ'’-]+)"
)
_KENMERK = re.compile(r"\b[BCDFGHJKLMNPQRSTVWXZ2-9]{4}-[BCDFGHJKLMNPQRSTVWXZ2-9]{4}\b")
_TITLES = frozenset({"meneer", "mevrouw", "heer", "familie", "mw", "dhr"})


@dataclass(frozen=True, slots=True)
class Named:
    """The words of the greeting, full names as pairs of words, and dossier numbers."""

    greeting: tuple[str, ...]
    full: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        """Every word of a name, to be looked up in one go."""
        return frozenset(self.greeting) | {word for pair in self.full for word in pair}


def names_in(text: str) -> Named:
    """Find what a reply calls people; words of a title are no name."""
    greeting = _GREETING.match(text)
    found = _NAME.findall(greeting["names"]) if greeting else []
    return Named(
        tuple(word for word in found if word.lower() not in _TITLES),
        tuple((one, two) for one, two in _FULL.findall(text)),
        tuple(_KENMERK.findall(text)),
    )
