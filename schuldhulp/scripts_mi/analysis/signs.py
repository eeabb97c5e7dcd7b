"""Rules as data: what a sentence is recognised by, and which words in it were the cause."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from schuldhulp.scripts_mi.analysis.splitting import fold


@dataclass(frozen=True, slots=True)
class Rule:
    """One sign of a label. `decides` settles the label alone; `permits` says that the client gave room for advice."""

    id: str
    label: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    detail: str | None = None
    decides: bool = False
    permits: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists, the words that count as one, and the rules in their order."""

    lists: Mapping[str, tuple[str, ...]]
    same: Mapping[str, str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a label was given: a rule by name and the words of the sentence that caused it."""

    rule: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds for a sentence, with the words that caused it."""

    rule: Rule
    words: str

    @property
    def reason(self) -> Reason:
        """The hit as a reason."""
        return Reason(self.rule.id, (self.words,))


def hits(sentence: str, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Return the rules that hold for a normalised sentence, in the order of the lexicon."""
    plain = fold(sentence)
    found = []
    for rule in lexicon.rules:
        match = rule.pattern.search(plain)
        if match and not (rule.unless and rule.unless.search(plain)):
            found.append(Hit(rule, sentence[match.start() : match.end()].strip()))
    return tuple(found)
