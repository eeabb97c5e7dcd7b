"""What a client's message is about, by words: enough to put a fitting script on top, never to judge."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from schuldhulp.scripts_mi.wording import words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled patterns per topic, for discord, per theme and per situation."""

    topics: Mapping[str, tuple[re.Pattern[str], ...]]
    discord: tuple[re.Pattern[str], ...]
    themes: Mapping[str, tuple[re.Pattern[str], ...]]
    situations: Mapping[str, tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The signs in one message.

    `themes` and `situations` are what the words show; which of them count is up to whoever knows the dossier.
    """

    topics: tuple[str, ...]
    discord: bool
    question_count: int
    word_count: int
    themes: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()

    def facts(self) -> dict[str, object]:
        """Return the signs as facts."""
        return {
            "message.last.exists": True,
            "message.last.topics": self.topics,
            "message.last.discord": self.discord,
            "message.last.questions": self.question_count,
            "message.last.words": self.word_count,
        }


def read_message(text: str, lexicon: Lexicon) -> Reading:
    """Look for topics, themes, situations and discord in a message of a client."""
    plain = _plain(text)
    return Reading(
        _named(lexicon.topics, plain), _any(lexicon.discord, plain), plain.count("?"), len(words(text)),
        _named(lexicon.themes, plain), _named(lexicon.situations, plain),
    )  # fmt: skip


def _named(patterns_of: Mapping[str, tuple[re.Pattern[str], ...]], plain: str) -> tuple[str, ...]:
    return tuple(sorted(name for name, patterns in patterns_of.items() if _any(patterns, plain)))


def _any(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return " ".join("".join(char for char in folded if not unicodedata.combining(char)).split())
