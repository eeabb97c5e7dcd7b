"""Which post of the budget the words of a line point at: rules in order, the first that fits counts. Pure."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from schuldhulp.budget.categories import CATEGORY
from schuldhulp.money import Period

_NAME, _WORD, _NOT = "namen", "woorden", "niet"
_BEGINNING = 4


class How(StrEnum):
    """What is done with the lines of a rule."""

    FIXED = "vast"
    AVERAGE = "gemiddeld"
    DEBT = "schuld"
    OWN = "eigen"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `sign` 1 for money that comes, -1 for money that goes; `usual` is how often such a post mostly comes.

    `one`: all payers together are one post. `needs_rhythm`: seen once, it is no post. `label` replaces the name of the
    other side. A phrase "huur*" is the beginning of a word, "^plus" stands at the beginning of the name.
    """

    code: str
    sign: int
    how: How
    usual: Period
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    both: bool = False
    one: bool = False
    needs_rhythm: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class KnownName:
    """An organisation that is known by name: its kind in the register of creditors, and the debt it has here."""

    name: str
    kind: str = ""
    debt: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What the words of a line point at. `debt` is the debt of the organisation, where there is one."""

    code: str
    how: How
    usual: Period
    one: bool = False
    needs_rhythm: bool = False
    label: str = ""
    debt: str = ""


def words_of(text: str) -> list[str]:
    """The words of a text to compare: without accents and capitals; letters and digits only."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(char if char.isalnum() else " " for char in plain.casefold()).split()


@dataclass(frozen=True)
class RuleBook:
    """Rules with an index by first word, so that a line costs the same whatever the number of rules."""

    rules: tuple[Rule, ...]
    kinds: Mapping[str, str]
    _exact: dict[str, list[tuple[int, str, tuple[str, ...], bool]]] = field(default_factory=dict)
    _beginnings: dict[str, list[tuple[int, str, tuple[str, ...], bool]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, rule in enumerate(self.rules):
            for place, phrases in ((_NAME, rule.names), (_WORD, rule.words), (_NOT, rule.without)):
                for phrase in phrases:
                    self._add(number, place, phrase)

    def _add(self, number: int, place: str, phrase: str) -> None:
        first = phrase.startswith("^")
        parts = tuple(phrase.lstrip("^").split())
        if parts[0].endswith("*"):
            key, index = parts[0][:_BEGINNING], self._beginnings
        else:
            key, index = parts[0], self._exact
        index.setdefault(key, []).append((number, place, parts, first))

    def match(self, sign: int, name: str, description: str, known: "Names") -> Match | None:
        """What a line points at, or None. A debt of the dossier wins where the words speak of paying it off."""
        in_name, in_words = words_of(name), words_of(description)
        hits = self._hits(in_name, (_NAME, _WORD, _NOT)) | self._hits(in_words, (_WORD, _NOT))
        rule = next((self.rules[n] for n in sorted({n for n, _ in hits}) if self._fits(n, sign, hits)), None)
        organisation = known.find(in_name) if sign < 0 else None
        if rule:
            debt = organisation.debt if organisation and rule.how is How.DEBT else ""
            return Match(rule.code, rule.how, rule.usual, rule.one, rule.needs_rhythm, rule.label, debt)
        if organisation is None:
            return None
        code = self.kinds.get(organisation.kind, "debt_payments" if organisation.debt else "")
        if not code:
            return None
        how = How.DEBT if code == "debt_payments" else How.FIXED
        return Match(code, how, CATEGORY[code].period, debt=organisation.debt if how is How.DEBT else "")

    def _fits(self, number: int, sign: int, hits: set[tuple[int, str]]) -> bool:
        rule = self.rules[number]
        if rule.sign != sign or (number, _NOT) in hits:
            return False
        named, said = (number, _NAME) in hits, (number, _WORD) in hits
        return named and said if rule.both else named or said

    def _hits(self, words: Sequence[str], places: tuple[str, ...]) -> set[tuple[int, str]]:
        found = set()
        for at, word in enumerate(words):
            for index, key in ((self._exact, word), (self._beginnings, word[:_BEGINNING])):
                for number, place, parts, first in index.get(key, ()):
                    if place in places and (at == 0 or not first) and _stands(words, at, parts):
                        found.add((number, place))
        return found


def _stands(words: Sequence[str], at: int, parts: tuple[str, ...]) -> bool:
    if at + len(parts) > len(words):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(words[at : at + len(parts)], parts, strict=True)
    )


class Names:
    """Organisations by the words of their names; the longest name wins, then the one with a debt here."""

    def __init__(self, names: Iterable[KnownName] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], KnownName]]] = {}
        for known in names:
            parts = tuple(words_of(known.name))
            # A name of two letters is found in too many others.
            if parts and len("".join(parts)) > 2:
                self._by_first.setdefault(parts[0], []).append((parts, known))
        for listed in self._by_first.values():
            listed.sort(key=lambda one: (-len(one[0]), not one[1].debt))

    def find(self, words: Sequence[str]) -> KnownName | None:
        """The organisation whose whole name stands among the words, or None."""
        for at, word in enumerate(words):
            for parts, known in self._by_first.get(word, ()):
                # One word alone is a name only where the name begins: "J. Bos" is no creditor called Bos.
                if tuple(words[at : at + len(parts)]) == parts and (at == 0 or len(parts) > 1):
                    return known
        return None
