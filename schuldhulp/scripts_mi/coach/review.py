"""One reply read along with: labelled sentences, what to look at and why. Never a mark, never a total."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schuldhulp.scripts_mi.analysis.features import overlap
from schuldhulp.scripts_mi.analysis.labels import Labelled, Tables, label_counsellor
from schuldhulp.scripts_mi.analysis.splitting import fold, split_sentences, words
from schuldhulp.scripts_mi.analysis.topics import Lexicon
from schuldhulp.scripts_mi.coach.answered import Said, left_open, read_client
from schuldhulp.scripts_mi.coach.measures import Measures, measure
from schuldhulp.scripts_mi.coach.wordlists import Wording, unexplained

QUESTIONS = ("open_question", "closed_question")
REFLECTIONS = ("simple_reflection", "complex_reflection", "summary")
_PRESSING = {"confront": "verwijt", "direct": "sturend", "advice_without_permission": "advies"}
_TASKS = ("direct", "advice_with_permission", "advice_without_permission")
_MOST_WORDS, _MOST_QUESTIONS, _MEAN, _LONGEST, _REFLECT_FROM = 140, 2, 14, 20, 25


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence of the reply with its label in Dutch and the words that led to it."""

    sentence: str
    label: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: `level` is stop, let_op or tip; `about` are the words it is about."""

    level: str
    rule: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What the coach saw in one reply."""

    marked: tuple[Marked, ...]
    remarks: tuple[Remark, ...]
    measures: Measures
    counts: str

    def of(self, level: str) -> tuple[Remark, ...]:
        """The remarks of one level, in their order."""
        return tuple(remark for remark in self.remarks if remark.level == level)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the reply answers: the client's words, and earlier replies; in a crisis a directive sentence is right."""

    said: str = ""
    earlier: Sequence[str] = field(default_factory=tuple)
    crisis: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    sentences: tuple[str, ...]
    labels: tuple[Labelled, ...]
    said: tuple[Said, ...]
    situation: Situation
    wording: Wording

    def labelled(self, *names: str) -> list[str]:
        return [s for s, found in zip(self.sentences, self.labels, strict=True) if found.label in names]

    def remark(self, level: str, rule: str, about: str = "", **more: object) -> Remark:
        return Remark(level, rule, self.wording.says[level][rule].format(**more), about)


def review_reply(
    text: str, tables: Tables, wording: Wording, lexicon: Lexicon, situation: Situation | None = None
) -> Review:
    """Read a reply. It changes nothing and keeps nothing; hard stops of a dossier are added by the caller."""
    situation = situation or Situation()
    sentences = split_sentences(text)
    labels, before = [], ""
    for sentence in sentences:
        labels.append(label_counsellor(sentence, tables, situation.said, before))
        before = sentence
    said = read_client(situation.said, tables)
    reading = _Reading(sentences, tuple(labels), said, situation, wording)
    measured = measure(sentences)
    remarks = [
        *_pressing(reading), *_amounts(reading, measured), *_words(reading), *_balance(reading),
        *_mirrors(reading),
    ]  # fmt: skip
    open_words = left_open(said, sentences, tables, lexicon, dict(wording.says["onderwerp"]))
    remarks += [reading.remark("tip", left.kind, left.words) for left in open_words]
    return Review(_marked(reading), tuple(remarks), measured, _counts(reading))


def _marked(reading: _Reading) -> tuple[Marked, ...]:
    names = reading.wording.says["label"]
    return tuple(
        Marked(
            sentence, found.label, names[found.label] if _sure(found) else f"misschien: {names[found.label]}",
            tuple(dict.fromkeys(word for reason in found.reasons for word in reason.words if word)),
        )
        for sentence, found in zip(reading.sentences, reading.labels, strict=True)
    )  # fmt: skip


def _pressing(reading: _Reading) -> Iterator[Remark]:
    judging = re.compile(reading.wording.says["oordeel"]["patroon"])
    for sentence, found in zip(reading.sentences, reading.labels, strict=True):
        rule = _PRESSING.get(found.label) if _pointed_at(found) else None
        if rule and not (reading.situation.crisis and rule != "verwijt"):
            yield reading.remark("let_op", rule, sentence)
        elif found.label != "confront" or not _pointed_at(found):
            match = judging.search(fold(sentence))
            if match:
                yield reading.remark("let_op", "oordeel", sentence[match.start() : match.end()])


def _pointed_at(found: Labelled) -> bool:
    """Whether a rule points at the sentence; on a sum of weights alone nobody is told off."""
    return any(not reason.rule.startswith("gewicht:") for reason in found.reasons)


def _sure(found: Labelled) -> bool:
    return found.label not in _PRESSING or _pointed_at(found)


def _amounts(reading: _Reading, measured: Measures) -> Iterator[Remark]:
    questions = len(reading.labelled(*QUESTIONS))
    if questions > _MOST_QUESTIONS:
        yield reading.remark("let_op", "vragen", aantal=questions)
    if measured.words > _MOST_WORDS:
        yield reading.remark("let_op", "lang", aantal=measured.words)
    tasks = sum(found.label in _TASKS and _pointed_at(found) for found in reading.labels)
    if tasks > 1 and not reading.situation.crisis:
        yield reading.remark("let_op", "taken", aantal=tasks)
    if measured.mean > _MEAN:
        yield reading.remark("let_op", "zinnen", aantal=round(measured.mean))
    for sentence in reading.sentences:
        length = len(words(sentence))
        if length > _LONGEST:
            yield reading.remark("let_op", "lange_zin", sentence, aantal=length)


def _words(reading: _Reading) -> Iterator[Remark]:
    told: set[str] = set()
    for sentence in reading.sentences:
        for term in unexplained(sentence, reading.wording):
            if term.plain not in told and fold(term.written) not in fold(reading.situation.said):
                told.add(term.plain)
                yield reading.remark("let_op", "vaktaal", term.written, woorden=term.plain)


def _balance(reading: _Reading) -> Iterator[Remark]:
    length = sum(len(words(sentence)) for sentence in reading.sentences)
    if reading.said and length >= _REFLECT_FROM and not reading.labelled(*REFLECTIONS):
        yield reading.remark("let_op", "geen_reflectie")
    asked = reading.labelled(*QUESTIONS)
    if asked and not reading.labelled("open_question"):
        yield reading.remark("tip", "gesloten")
    if reading.labelled(*_TASKS) and not reading.labelled("autonomy") and not reading.situation.crisis:
        yield reading.remark("tip", "geen_keuze")
    for sentence, found in zip(reading.sentences, reading.labels, strict=True):
        if any(reason.rule == "kale-lof" for reason in found.reasons):
            yield reading.remark("tip", "kale_lof", sentence)
    for sentence in reading.labelled("affirmation"):
        plain = " ".join(words(sentence))
        if sum(plain in " ".join(words(text)) for text in reading.situation.earlier) >= 2:
            yield reading.remark("tip", "herhaling", sentence)


def _mirrors(reading: _Reading) -> Iterator[Remark]:
    """Reflections that only parrot, and sustain talk reflected last while the client also looked ahead."""
    mirrored = reading.labelled("simple_reflection", "complex_reflection")
    if not mirrored or not reading.said:
        return
    for sentence in mirrored:
        content = [word for word in words(sentence) if len(word) > 3]
        best = max(len(set(overlap(sentence, one.sentence))) for one in reading.said)
        if len(content) >= 3 and best / len(set(content)) > 0.8:
            yield reading.remark("tip", "napraten", sentence)
    sides = {
        label: " ".join(one.sentence for one in reading.said if one.labelled.label == label)
        for label in ("sustain_talk", "change_talk")
    }
    if not all(sides.values()):
        return
    last = {label: len(overlap(mirrored[-1], text)) for label, text in sides.items()}
    if last["sustain_talk"] > last["change_talk"]:
        yield reading.remark("tip", "behoud_laatst", mirrored[-1])


def _counts(reading: _Reading) -> str:
    """'2 reflecties, 1 open vraag, 0 sturende zinnen'."""
    mirrored = len(reading.labelled(*REFLECTIONS))
    open_asked, closed_asked = (len(reading.labelled(name)) for name in QUESTIONS)
    pressing = sum(found.label in ("confront", "direct") and _pointed_at(found) for found in reading.labels)
    parts = [
        f"{mirrored} {'reflectie' if mirrored == 1 else 'reflecties'}",
        f"{open_asked} open {'vraag' if open_asked == 1 else 'vragen'}",
        f"{closed_asked} gesloten {'vraag' if closed_asked == 1 else 'vragen'}",
        f"{pressing} sturende {'zin' if pressing == 1 else 'zinnen'}",
    ]
    return ", ".join(parts)
