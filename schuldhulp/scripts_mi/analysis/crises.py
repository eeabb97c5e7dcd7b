"""Does a sentence of a client point to danger, or to losing what somebody lives on? Notions, weighed together.

One notion alone ("pillen", "huis uit") says little. How many stand together, how strong they are and what surrounds
them (long ago, somebody else, a manner of speaking, already solved) goes into one table of weights. What the sentence
itself denies, or plainly tells of another time, thing or person, is set aside first (`asides.py`).
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from schuldhulp.scripts_mi.analysis.asides import Asides, set_aside
from schuldhulp.scripts_mi.analysis.features import Features, features
from schuldhulp.scripts_mi.analysis.signs import Hit, Lexicon, Reason
from schuldhulp.scripts_mi.analysis.splitting import fold
from schuldhulp.scripts_mi.analysis.weights import Weights

STRENGTHS = {"sterk": 3, "midden": 2, "zwak": 1}
NO_DAMPERS = frozenset({"tijd-nabij", "ik-of-wij", "gezin"})
NONE, CRISIS = "geen", "crisis"
# The share above which a sentence counts: chosen on sentences the weights were not trained on (docs/analyse.md).
THRESHOLD = 0.6
_MOST = 9
# How much a word by itself weighs beside the notions: chosen with the threshold, on the third round of that day.
_WORDS = 2.0


@dataclass(frozen=True, slots=True)
class Notion:
    """One notion that can belong to a crisis of a kind, with how much it says by itself (1 to 3)."""

    kind: str
    name: str
    strength: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CrisisWords:
    """All notions, what changes their meaning when it stands beside them, and what is set aside before."""

    notions: tuple[Notion, ...]
    surroundings: Mapping[str, re.Pattern[str]]
    asides: Asides = Asides()


@dataclass(frozen=True, slots=True)
class CrisisSign:
    """A sentence that points to a crisis: the kind, and the words that caused it."""

    kind: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    notion: Notion
    words: str
    place: tuple[int, int]


def find_crisis(
    sentence: str, found: Sequence[Hit], lexicon: Lexicon, notions: CrisisWords, weights: Weights
) -> CrisisSign | None:
    """Return the sign in one normalised sentence, or None. `found` are the hits of the client's lexicon in it."""
    heard, found = _heard(sentence, found, notions)
    caught = _caught(heard, notions)
    ruled = [hit for hit in found if hit.rule.label == CRISIS]
    if not caught and not ruled:
        return None
    values = _values(sentence, heard, found, lexicon, notions, caught)
    if weights.chances(values)[CRISIS] < THRESHOLD:
        return None
    kind = _kind(caught, ruled)
    told = [Reason(hit.rule.id, (hit.words,)) for hit in ruled]
    told += [
        Reason(f"begrip:{c.notion.name}", (c.words,)) for c in caught if c.notion.kind == kind and c.words
    ]
    return CrisisSign(kind, tuple(told[:4]) or weights.reasons(CRISIS, values))


def crisis_features(sentence: str, found: Sequence[Hit], lexicon: Lexicon, notions: CrisisWords) -> Features:
    """Return what the weights look at; used to train them and to apply them."""
    heard, found = _heard(sentence, found, notions)
    return _values(sentence, heard, found, lexicon, notions, _caught(heard, notions))


def _heard(sentence: str, found: Sequence[Hit], notions: CrisisWords) -> tuple[str, Sequence[Hit]]:
    """The sentence without what is set aside, and the rules that still hold for it."""
    heard = set_aside(sentence, notions.asides)
    if heard == sentence:
        return sentence, found
    plain = fold(heard)
    return heard, [hit for hit in found if hit.rule.label != CRISIS or hit.rule.pattern.search(plain)]


def _caught(sentence: str, notions: CrisisWords) -> list[_Found]:
    plain = fold(sentence)
    caught = []
    for notion in notions.notions:
        match = notion.pattern.search(plain)
        if match:
            caught.append(_Found(notion, sentence[match.start() : match.end()].strip(), match.span()))
    return caught


def _values(
    sentence: str,
    heard: str,
    found: Sequence[Hit],
    lexicon: Lexicon,
    notions: CrisisWords,
    caught: Sequence[_Found],
) -> Features:
    plain = fold(sentence)
    values: Features = {
        name: (value * _WORDS, cause)
        for name, (value, cause) in features(heard, found, lexicon, {}).items()
        if not name.startswith("regel:crisis")
    }
    if any(hit.rule.label == CRISIS for hit in found):
        values["regel-crisis"] = (1.5, "")
    around = [name for name, pattern in notions.surroundings.items() if pattern.search(plain)]
    values |= {f"omgeving:{name}": (0.7, "") for name in around}
    kinds: dict[str, list[_Found]] = defaultdict(list)
    for one in caught:
        values[f"begrip:{one.notion.kind}:{one.notion.name}"] = (1.0, one.words)
        kinds[one.notion.kind].append(one)
    best = 0
    for kind, ones in kinds.items():
        total = _total(ones)
        best = max(best, total)
        values[f"soort:{kind}"] = (0.3 * min(total, _MOST), "")
        for left, right in combinations(sorted(one.notion.name for one in ones), 2):
            values[f"paar:{kind}:{left}+{right}"] = (0.5, "")
    return values | _together(best, around)


def _total(ones: Sequence[_Found]) -> int:
    """How much the notions of a kind say together; words that two of them stand on count once, for the strongest."""
    taken: list[tuple[int, int]] = []
    total = 0
    for one in sorted(ones, key=lambda each: (-each.notion.strength, each.place)):
        if all(one.place[1] <= start or end <= one.place[0] for start, end in taken):
            total += one.notion.strength
            taken.append(one.place)
    return total


def _together(best: int, around: Sequence[str]) -> Features:
    """How much the strongest kind adds up to, and what stands around it."""
    share = min(best, _MOST) / 3
    dampers = [name for name in around if name not in NO_DAMPERS]
    values: Features = {"samen": (share, ""), "demping": (min(len(dampers), 3) * 0.7, "")}
    values |= {f"samen>={step}": (0.5, "") for step in range(1, min(best, 7) + 1)}
    if "tijd-nabij" in around:
        values["samen&tijd-nabij"] = (share, "")
    if dampers:
        values["samen&demping"] = (share, "")
    return values | {f"samen&{name}": (share, "") for name in dampers}


def _kind(caught: Sequence[_Found], ruled: Sequence[Hit]) -> str:
    totals: dict[str, int] = defaultdict(int)
    for one in caught:
        totals[one.notion.kind] += one.notion.strength
    for hit in ruled:
        totals[hit.rule.detail or ""] += 4
    return max(totals, key=lambda kind: totals[kind])
