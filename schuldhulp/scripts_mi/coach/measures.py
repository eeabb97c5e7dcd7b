"""Length and readability of a reply. Figures that help to see, not marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from schuldhulp.scripts_mi.analysis.splitting import words

_ENOUGH_WORDS, _ENOUGH_SENTENCES, _LONG_WORD = 60, 5, 6


@dataclass(frozen=True, slots=True)
class Measures:
    """Words, mean and longest sentence in words, and LIX; None on a text too short to say anything.

    LIX = words per sentence + 100 × words of more than six letters / words (Björnsson 1968).
    """

    words: int
    mean: float
    longest: int
    lix: int | None


def measure(sentences: Sequence[str]) -> Measures:
    """Measure the sentences of a reply; greetings and closings of three words or fewer do not lower the mean."""
    lengths = [len(words(sentence)) for sentence in sentences]
    told = [word for sentence in sentences for word in words(sentence)]
    counted = [length for length in lengths if length > 3] or lengths
    mean = sum(counted) / len(counted) if counted else 0.0
    lix = None
    if len(told) >= _ENOUGH_WORDS and len(counted) >= _ENOUGH_SENTENCES:
        lix = round(mean + 100 * sum(len(word) > _LONG_WORD for word in told) / len(told))
    return Measures(len(told), round(mean, 1), max(lengths, default=0), lix)
