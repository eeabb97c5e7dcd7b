"""What no text of the catalogue may say, and how long it may be."""

import re
from dataclasses import dataclass
from functools import lru_cache

_SENTENCE = re.compile(r"[^.?!]+[.?!]?")
_WORD = re.compile(r"[\w€]+(?:[-'’][\w]+)*")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over text in lower case that is refused, with the reason an author reads."""

    pattern: re.Pattern[str]
    reason: str
    in_crisis: bool = False


def _rule(pattern: str, reason: str, *, in_crisis: bool = False) -> Rule:
    return Rule(re.compile(pattern), reason, in_crisis)


RULES = (
    _rule(
        r"\b(u|je|jij|jullie) (zult |zou |zal )?(\w+ )?(moet|moeten|dient|behoort|hoort te)\b",
        "dwingend",
    ),
    _rule(r"\b(moet|dient|behoort|moeten) (u|je|jij)\b", "dwingend"),
    _rule(r"\bhet is de bedoeling\b|\bverplicht bent\b|\bu bent verplicht\b", "dwingend"),
    _rule(r"\bwaarom\b[^.?]*\b(niet|geen|nooit|pas)\b", "een waarom dat verwijt"),
    _rule(r"\bwaarom (heeft|hebt|bent|deed|doet|wilde) (u|je)\b", "een waarom dat verwijt"),
    _rule(
        r"\banders (gaat|gaan|komt|volgt|krijgt|wordt|worden|stopt|stoppen|kunnen wij|kan ik|loopt)\b",
        "dreigt",
    ),
    _rule(r"\b(gevolgen hebben|consequenties|laatste kans)\b", "dreigt"),
    _rule(
        r"\b(komt (allemaal |vast |zeker )?goed|wij lossen het op|gegarandeerd|ik beloof"
        r"|schuldenvrij|kwijtgescholden)\b",
        "belooft een afloop",
    ),
    _rule(
        r"\b(onterecht|onrechtmatig|niet geldig|u heeft recht op|hoeft u niet te betalen|is verjaard)\b",
        "juridische conclusie",
    ),
    _rule(
        r"\b(eigen schuld|onverantwoord|ongemotiveerd|slordig|lui|nalatig|had u maar|u had beter)\b",
        "verwijt",
    ),
    _rule(
        r"\b(uw (partner|man|vrouw)|de schuldeiser) (is|doet) (fout|verkeerd|oneerlijk)\b",
        "mening over partner of schuldeiser",
    ),
    _rule(r"\b(depressi\w+|verslaafd|trauma\w*|stoornis|burn-?out)\b", "medisch etiket"),
    _rule(
        r"\b(helaas|jammer genoeg|gewoon even|simpelweg|natuurlijk)\b", "woord dat kleiner maakt of verwijt"
    ),
    _rule(
        r"\b(ik adviseer|ik raad (u|je) aan|mijn advies|u kunt het beste|u kunt beter|beste is om)\b",
        "advies zonder toestemming",
    ),
    _rule(r"!", "uitroepteken"),
    _rule(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]|[:;]-?[)(]", "emoji"),
    _rule(r"https?://|www\.", "link"),
    _rule(r"€|\b\d+[.,]\d+\b|\b\d+ euro\b", "bedrag buiten een invulplek"),
    _rule(
        r"\b\d{1,2} (januari|februari|maart|april|mei|juni|juli|augustus"
        r"|september|oktober|november|december)\b|(?<!-)\b20\d\d\b",
        "datum buiten een invulplek",
    ),
    _rule(r"(?<!\d)\d(?!\d)|\d{2,}", "cijfer buiten een invulplek", in_crisis=True),
    _rule(
        r"(?:^|[.?] )(bel|stuur|vul|neem|maak|zorg|ga|doe|lees"
        r"|open|zet|schrijf|meld|regel|vraag|leg|betaal(?! of erken nog niets))\b",
        "gebiedende wijs",
        in_crisis=True,
    ),
    _rule(
        r"\b(executoriale|dwangbevel|minnelijk\w*|saneringskrediet|crediteur\w*|betekenen|onverwijld|moratorium|preferent"
        r"|derdenbeslag|inlichtingenplicht|convenant|conform|middels|indien|tevens|derhalve|teneinde|desgewenst|hieromtrent"
        r"|beslagvrije voet|vtlb|beschikking|verrekening|ontlokken|motiverend)\b",
        "vakwoord",
    ),
)


def forbidden(text: str, *, crisis: bool = False) -> list[str]:
    """Return the reasons why a text may not stand in the catalogue, each with the words that caused it."""
    found, plain = [], text.lower()
    for rule in RULES:
        if crisis and rule.in_crisis:
            continue
        match = rule.pattern.search(plain)
        if match:
            found.append(f"{rule.reason}: ‘{match.group(0).strip()}’")
    return found


def sentences(text: str) -> list[str]:
    """Split a text into sentences."""
    return [part.strip() for part in _SENTENCE.findall(text) if _WORD.search(part)]


def words(text: str) -> list[str]:
    """Return the words of a text, lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def question_count(text: str) -> int:
    """Return the number of questions."""
    return text.count("?")


@lru_cache(maxsize=2048)  # one text is laid beside many others
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(words(text))


def overlap(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1: shared words over all words (Jaccard)."""
    left, right = _vocabulary(one), _vocabulary(other)
    return len(left & right) / len(left | right) if left | right else 1.0
