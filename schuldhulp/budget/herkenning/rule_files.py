"""Reads `regels.toml`, and refuses a rule that contradicts itself."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from schuldhulp.budget.categories import CATEGORY, Group
from schuldhulp.budget.herkenning.rules import How, Rule, RuleBook, words_of
from schuldhulp.money import Period

_FILE = Path(__file__).with_name("regels.toml")
_KEYS = {"post", "richting", "namen", "woorden", "beide", "niet", "per", "soort", "naam", "een", "eenmalig"}


class FaultyRule(ValueError):
    """A rule names an unknown post, period or kind, has no words, or goes the wrong way for its post."""


@cache
def rule_book() -> RuleBook:
    """The rules of the file, in order. Raises FaultyRule."""
    return read_rules(_FILE.read_text(encoding="utf-8"))


def read_rules(text: str) -> RuleBook:
    """The rules of a text as `regels.toml` has them. Raises FaultyRule."""
    content = tomllib.loads(text)
    kinds = dict(content.get("soorten", {}))
    if unknown := [code for code in kinds.values() if code not in CATEGORY]:
        raise FaultyRule(f"unknown post: {unknown[0]}")
    return RuleBook(tuple(_rule(number, entry) for number, entry in enumerate(content["regel"], 1)), kinds)


def _rule(number: int, entry: Mapping[str, Any]) -> Rule:
    code = str(entry.get("post", ""))
    try:
        how = How(entry.get("soort", "vast"))
        sign = {"bij": 1, "af": -1}[entry["richting"]]
        usual = Period(entry.get("per", CATEGORY[code].period if code in CATEGORY else Period.MONTH))
    except (KeyError, ValueError) as error:
        raise FaultyRule(f"rule {number}: {error}") from error
    if set(entry) - _KEYS or (code not in CATEGORY and how is not How.OWN):
        raise FaultyRule(f"rule {number} has an unknown word or post")
    if code in CATEGORY and (CATEGORY[code].group is Group.INCOME) != (sign == 1):
        raise FaultyRule(f"rule {number} goes the wrong way for {code}")
    names, words, without = (tuple(map(str, entry.get(key, ()))) for key in ("namen", "woorden", "niet"))
    if not names + words or any(_folded(phrase) != phrase for phrase in names + words + without):
        raise FaultyRule(f"rule {number} has no words, or words that are never found")
    return Rule(
        code, sign, how, usual, names, words, without, bool(entry.get("beide")), bool(entry.get("een")),
        bool(entry.get("eenmalig")), str(entry.get("naam", "")),
    )  # fmt: skip


def _folded(phrase: str) -> str:
    front = "^" if phrase.startswith("^") else ""
    parts = phrase.lstrip("^").split()
    return front + " ".join(
        " ".join(words_of(part.rstrip("*"))) + ("*" if part.endswith("*") else "") for part in parts
    )
