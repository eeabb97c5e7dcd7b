"""What in a sentence is no sign, whatever its words: denied, long ago, of somebody else, a manner of speaking.

It is set aside before anything is looked for, so that "Ik ga dood van de stress, en ik wil niet meer leven" is heard
as "…, en ik wil niet meer leven". Two kinds: words that are set aside alone, and signs by which a whole clause is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schuldhulp.scripts_mi.analysis.splitting import fold

_BETWEEN = re.compile(r"[,;:.()!?]+|\s(?:maar|terwijl|toch|en nu|want)\s")


@dataclass(frozen=True, slots=True)
class Asides:
    """Patterns of words, patterns of clauses, and what keeps a clause in place although a pattern holds for it."""

    pieces: tuple[re.Pattern[str], ...] = ()
    clauses: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()


def set_aside(sentence: str, asides: Asides) -> str:
    """Return the sentence, of the same length, with spaces where something is set aside."""
    plain = fold(sentence)
    gone: list[tuple[int, int]] = []
    for start, end in _clauses(plain):
        clause = plain[start:end]
        if any(sign.search(clause) and not keeps.search(clause) for sign, keeps in asides.clauses):
            gone.append((start, end))
    for piece in asides.pieces:
        gone += [found.span() for found in piece.finditer(plain)]
    heard = list(sentence)
    for start, end in gone:
        heard[start:end] = " " * (end - start)
    return "".join(heard)


def _clauses(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _BETWEEN.finditer(plain):
        yield start, mark.start()
        start = mark.end()
    yield start, len(plain)
