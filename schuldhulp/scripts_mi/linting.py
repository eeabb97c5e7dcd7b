"""What every reply that can be put together must keep to: length, sentences, questions, and no two lines alike.

All combinations are judged, not a sample: words, sentences and questions of a reply are sums over its slots, so the
shortest and longest line of each slot give the shortest and longest reply.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from schuldhulp.scripts_mi.example import TEXTS, example_for
from schuldhulp.scripts_mi.facts import SITUATIONS, THEMES, Snapshot, snapshot_of
from schuldhulp.scripts_mi.script import Catalogue, Line, Script, Slot
from schuldhulp.scripts_mi.variants import PLACEHOLDER, without_unknown
from schuldhulp.scripts_mi.wording import overlap, question_count, sentences, words

SHORTEST, LONGEST = 55, 125
LONGEST_SENTENCE, MEAN_SENTENCE = 24, 14
MOST_LINES, ALIKE = 12, 0.8
_CORE_SIZES = {"reflectie": 4, "kern": 6}
_KNOWS_NOTHING = snapshot_of({"crisis.open": False, "threat.open": False})


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and where: `file:line` of a script or a line."""

    place: str
    what: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: {self.reason}"


def lint(catalogue: Catalogue) -> list[Finding]:
    """Everything in a catalogue that a counsellor should not be offered; an empty list means it is in order."""
    found: list[Finding] = []
    for script in catalogue.scripts.values():
        place = catalogue.places.get(script.id, script.id)
        found.extend(Finding(place, script.id, reason) for reason in script_reasons(catalogue, script))
    found.extend(_alike(catalogue))
    return sorted(found, key=lambda each: (each.place.rpartition(":")[0], each.what, each.reason))


def script_reasons(catalogue: Catalogue, script: Script) -> Iterator[str]:
    """Why some reply of this script is not as it should be."""
    yield from _sizes(script)
    yield from _order(script)
    frame = [catalogue.greeting, catalogue.sign_off]
    for name, snapshot in (("", example_for(script)), (" zonder bekende waarden", _KNOWS_NOTHING)):
        yield from (f"{reason}{name}" for reason in _length(script, frame, snapshot))
    for slot in script.slots:
        for line in slot.lines:
            for sentence in sentences(_filled(script, line.text, example_for(script))):
                if len(words(sentence)) > LONGEST_SENTENCE:
                    yield f"{len(words(sentence))} woorden in één zin: ‘{sentence}’"


def of_a_theme(script: Script) -> bool:
    """Whether a script is that of one theme in one situation, `theme.situation`."""
    theme, _, situation = script.id.partition(".")
    return theme in THEMES and situation in SITUATIONS


def _sizes(script: Script) -> Iterator[str]:
    crisis = script.process == "crisis"
    for slot in script.slots:
        least = 1 if crisis and slot.name in ("stap", "afsluiting") else 2
        if not least <= len(slot.lines) <= MOST_LINES:
            yield f"{slot.name} heeft {_lines_said(slot)}, er horen er {least} tot {MOST_LINES} te zijn"
        wanted = _CORE_SIZES.get(slot.name, 0) if of_a_theme(script) else 0
        if len(slot.lines) < wanted:
            yield f"{slot.name} heeft {_lines_said(slot)}, een tekst van een thema heeft er minstens {wanted}"


def _lines_said(slot: Slot) -> str:
    return f"{len(slot.lines)} {'regel' if len(slot.lines) == 1 else 'regels'}"


def _order(script: Script) -> Iterator[str]:
    slots = {slot.name: slot for slot in script.slots}
    for line in slots["reflectie"].lines:
        if question_count(line.text):
            yield f"een reflectie stelt geen vraag: ‘{line.text}’"
    for line in slots["kern"].lines:
        if not question_count(line.text):
            yield f"de kern is een vraag: ‘{line.text}’"


def _length(script: Script, frame: list[str], snapshot: Snapshot) -> Iterator[str]:
    texts = [_Sums(_filled(script, text, snapshot)) for text in frame]
    slots = [_Range(script, slot, snapshot) for slot in script.slots]
    low = sum(each.words for each in texts) + sum(each.least(lambda sums: sums.words) for each in slots)
    high = sum(each.words for each in texts) + sum(each.most(lambda sums: sums.words) for each in slots)
    if low < SHORTEST or high > LONGEST:
        yield f"een antwoord heeft {low} tot {high} woorden, het horen er {SHORTEST} tot {LONGEST} te zijn"
    over = sum(each.over for each in texts) + sum(each.most(lambda sums: sums.over) for each in slots)
    if over > 0:
        yield f"de zinnen van een antwoord kunnen gemiddeld meer dan {MEAN_SENTENCE} woorden hebben"
    asked = sum(each.most(lambda sums: sums.questions) for each in slots)
    if not 1 <= sum(each.least(lambda sums: sums.questions) for each in slots) <= asked <= 2:
        yield f"een antwoord kan {asked} vragen stellen, het hoort er 1 of 2 te stellen"


class _Sums:
    """What one text adds to a reply; `over` is how far its sentences are above the mean that is wanted."""

    def __init__(self, text: str) -> None:
        self.words = len(words(text))
        self.questions = question_count(text)
        self.over = self.words - MEAN_SENTENCE * len(sentences(text))


class _Range:
    """The least and the most that one slot adds; a slot whose lines all wait for a fact may add nothing."""

    def __init__(self, script: Script, slot: Slot, snapshot: Snapshot) -> None:
        self._sums = [_Sums(_filled(script, line.text, snapshot)) for line in slot.lines]
        self._absent = all(line.condition.all or line.condition.any for line in slot.lines)

    def least(self, measure: Callable[[_Sums], int]) -> int:
        return 0 if self._absent else min(map(measure, self._sums))

    def most(self, measure: Callable[[_Sums], int]) -> int:
        return max(map(measure, self._sums))


def _filled(script: Script, text: str, snapshot: Snapshot) -> str:
    kept = without_unknown(text, script.placeholders, snapshot)
    return PLACEHOLDER.sub(
        lambda match: str(TEXTS.get(script.placeholders[match[1]].source, "een paar")), kept
    )


def _alike(catalogue: Catalogue) -> Iterator[Finding]:
    replies = {line.key: line for script in catalogue.scripts.values() for line in _lines(script)}
    prompts = {line.key: line for prompt in catalogue.prompts.values() for line in prompt.lines}
    for lines in (replies, prompts):
        places = {line.text: catalogue.places.get(key, key) for key, line in lines.items()}
        for one, other in alike(places):
            yield Finding(places[one], f"‘{one}’", f"bijna hetzelfde als ‘{other}’ ({places[other]})")


def _lines(script: Script) -> Iterator[Line]:
    for slot in script.slots:
        yield from slot.lines


def alike(texts: Iterable[str], limit: float = ALIKE) -> list[tuple[str, str]]:
    """Pairs of texts that share nearly all their words.

    Two texts can only be alike when they share one of their rarest words, so only those are laid side by side.
    """
    bags = {text: frozenset(words(text)) for text in texts}
    seen_in: dict[str, list[str]] = {}
    for text, bag in bags.items():
        for word in bag:
            seen_in.setdefault(word, []).append(text)
    found: list[tuple[str, str]] = []
    for text, bag in bags.items():
        rare = sorted(bag, key=lambda word: (len(seen_in[word]), word))[
            : len(bag) - int(limit * len(bag)) + 1
        ]
        near = {
            other
            for word in rare
            for other in seen_in[word]
            if other > text and limit * len(bag) <= len(bags[other]) <= len(bag) / limit
        }
        found.extend((text, other) for other in near if overlap(text, other) >= limit)
    return sorted(found)
