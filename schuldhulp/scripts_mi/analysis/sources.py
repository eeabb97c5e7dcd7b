"""Reads the word lists and weight tables of the analysis from their files."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from schuldhulp.scripts_mi.analysis.asides import Asides
from schuldhulp.scripts_mi.analysis.crises import STRENGTHS, CrisisWords, Notion
from schuldhulp.scripts_mi.analysis.labels import Tables
from schuldhulp.scripts_mi.analysis.signs import Lexicon, Rule
from schuldhulp.scripts_mi.analysis.weights import Weights

FOLDER = Path(__file__).parent.parent / "lexicons"
WEIGHTS = FOLDER / "gewichten.json"


# Small words as people type them in a hurry, read in every pattern of a crisis.
_TYPED = {
    "mijn": "(?:mijn|mn|m'n|me)",
    "niet": "(?:niet|nie)",
    "ik": "(?:ik|k)",
    "hij": "(?:hij|ie)",
    "gisteren": "gister(?:en)?",
    "niks": "(?:niks|nix)",
}
_SMALL_WORDS = re.compile(rf"(?:(?<=\\b)|(?<![a-z\\])){'(?:' + '|'.join(_TYPED) + ')'}(?![a-z*+?])")


class LexiconFault(Exception):
    """A word list that cannot be used; the text names the file and the rule."""


@cache
def load_tables() -> Tables:
    """Load all data of the analysis once. Raises LexiconFault."""
    found = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Tables(
        read_lexicon(FOLDER / "hulpverlenertaal.toml"),
        read_lexicon(FOLDER / "clienttaal.toml"),
        read_crisis_words(FOLDER / "crisistaal.toml"),
        *(_weights(found[name]) for name in ("counsellor", "client", "change_talk", "crisis")),
    )


def read_lexicon(file: Path) -> Lexicon:
    """Read one lexicon. Raises LexiconFault for an unknown list, a double name or a pattern that does not compile."""
    raw = _read(file)
    lists = {name: tuple(found) for name, found in raw["lijsten"].items()}
    rules = tuple(_rule(file.name, found, lists) for found in raw["regel"])
    names = [rule.id for rule in rules]
    if len(set(names)) != len(names):
        raise LexiconFault(f"{file.name}: a rule name stands there twice")
    same = {variant: word for word, variants in raw["gelijk"].items() for variant in variants}
    return Lexicon(lists, same, rules)


def read_crisis_words(file: Path) -> CrisisWords:
    """Read the notions of a crisis. Raises LexiconFault for an unknown list, strength or pattern."""
    raw = _read(file)
    lists = {name: tuple(map(_as_typed, found)) for name, found in raw.pop("lijsten").items()}

    def compiled(name: str, text: str) -> re.Pattern[str]:
        return _compiled(file.name, name, _as_typed(text), lists)

    around = {name: compiled(name, text) for name, text in raw.pop("omgeving").items()}
    aside = raw.pop("terzijde")
    asides = Asides(
        tuple(compiled(name, text) for name, text in aside["woorden"].items()),
        tuple(
            (compiled(name, text), compiled(name, keeps)) for name, (text, keeps) in aside["zinsdeel"].items()
        ),
    )
    notions = []
    for kind, strengths in raw.items():
        for strength, patterns in strengths.items():
            if strength not in STRENGTHS:
                raise LexiconFault(f"{file.name}: {kind}: unknown strength {strength}")
            notions += [
                Notion(kind, name, STRENGTHS[strength], compiled(name, text))
                for name, text in patterns.items()
            ]
    return CrisisWords(tuple(notions), around, asides)


def _as_typed(text: str) -> str:
    """Let a small word in a pattern stand for the ways in which it is typed in a hurry."""
    return _SMALL_WORDS.sub(lambda found: _TYPED[found[0]], text)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconFault(f"{file.name}: {error}") from error


def _rule(name: str, raw: dict[str, Any], lists: dict[str, tuple[str, ...]]) -> Rule:
    unless = raw.get("behalve")
    return Rule(
        id=raw["id"],
        label=raw["label"],
        pattern=_compiled(name, raw["id"], raw["patroon"], lists),
        unless=_compiled(name, raw["id"], unless, lists) if unless else None,
        detail=raw.get("kind") or raw.get("subtype"),
        decides=raw.get("decides", False),
        permits=raw.get("toestemming", False),
    )


def _compiled(name: str, rule: str, text: str, lists: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    def listed(found: re.Match[str]) -> str:
        return "(?:" + "|".join(lists[found[1]]) + ")"

    try:
        return re.compile(re.sub(r"<(\w+)>", listed, re.sub(r"<(\w+)>", listed, text)))
    except (re.error, KeyError) as error:
        raise LexiconFault(f"{name}: rule {rule}: {error}") from error


def _weights(raw: dict[str, Any]) -> Weights:
    return Weights(
        tuple(raw["labels"]),
        tuple(raw["start"]),
        {name: tuple(found) for name, found in raw["table"].items()},
    )
