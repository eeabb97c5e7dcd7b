"""Reads what the coach says, and the words of the trade with their plain ones."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schuldhulp.scripts_mi.analysis.sources import FOLDER, LexiconFault
from schuldhulp.scripts_mi.analysis.splitting import fold

_EXPLAINS = re.compile(
    r"^[^.?!]{0,12}(\(|, ?(dat|dit) (is|betekent)|:| betekent| is (het|de|een) | wil zeggen|, ofwel|, oftewel)"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade, how it is looked for, and the plain word."""

    pattern: re.Pattern[str]
    plain: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of the coach by kind and name, and the terms."""

    says: Mapping[str, Mapping[str, str]]
    terms: Mapping[str, Term]
    any_term: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A term as it was written, and its plain word."""

    written: str
    plain: str


@cache
def load_wording() -> Wording:
    """Read both files once. Raises LexiconFault for a file that is no TOML."""
    terms: dict[str, Term] = {}
    for listed in _read(FOLDER / "vaktaal.toml").values():
        for term, plain in listed.items():
            terms[term] = Term(re.compile(_pattern(term)), plain)
    longest_first = sorted(terms, key=len, reverse=True)
    whole = re.compile("|".join(f"(?:{_pattern(term)})" for term in longest_first))
    return Wording(_read(FOLDER / "meelezen.toml"), terms, whole)


def unexplained(sentence: str, wording: Wording) -> list[Found]:
    """Return the words of the trade in a normalised sentence that are not explained in it, each once."""
    plain, found, told = fold(sentence), [], set()
    for match in wording.any_term.finditer(plain):
        term = next((t for t in wording.terms.values() if t.pattern.fullmatch(match.group())), None)
        if term is None or term.plain in told or _EXPLAINS.search(plain[match.end() :]):
            continue
        if fold(term.plain) in plain:
            continue
        told.add(term.plain)
        found.append(Found(sentence[match.start() : match.end()], term.plain))
    return found


def _pattern(term: str) -> str:
    return r"\b" + re.escape(term).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") + r"\b"


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconFault(f"{file.name}: {error}") from error
