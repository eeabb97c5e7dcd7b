"""The course for counsellors: lessons of a few minutes with exercises that check themselves. Pure values and rules."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from schuldhulp.practice.reading import labelled_sentences
from schuldhulp.scripts_mi.analysis.labels import Tables
from schuldhulp.scripts_mi.analysis.splitting import fold, words


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, whether it fits best, and why (not)."""

    text: str
    fits: bool
    because: str


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence to sort: where it belongs, and why."""

    text: str
    belongs: str
    because: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a written answer should hold: one of `labels`, or one of `words`; `missing` says so when it does not."""

    missing: str
    labels: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: choose an answer, sort sentences, or write."""

    kind: Literal["choose", "sort", "write"]
    task: str
    message: str = ""
    options: tuple[Option, ...] = ()
    baskets: Mapping[str, str] | None = None
    parts: tuple[Part, ...] = ()
    wishes: tuple[Wish, ...] = ()
    refused: Mapping[str, str] | None = None
    most_words: int = 0
    most_questions: int = 0
    model: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: `text` holds headings and paragraphs, in order; the exercises come after it."""

    slug: str
    title: str
    minutes: int
    about: str
    text: tuple[tuple[str, tuple[str, ...]], ...]
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about an answer; `good` is whether it is as wished."""

    good: bool
    text: str
    about: str = ""


def check_choice(exercise: Exercise, chosen: int) -> tuple[Remark, ...]:
    """Say why the chosen option fits best or not. Raises IndexError for an option that is not there."""
    option = exercise.options[chosen]
    return (Remark(option.fits, option.because, option.text),)


def check_sorted(exercise: Exercise, baskets: Sequence[str]) -> tuple[Remark, ...]:
    """Say of each sentence whether it lies where it belongs; `baskets` are the codes in the order of the parts."""
    names = exercise.baskets or {}
    return tuple(
        Remark(True, part.because, part.text) if given == part.belongs
        else Remark(False, f"Hoort eerder bij ‘{names[part.belongs]}’. {part.because}", part.text)
        for part, given in zip(exercise.parts, baskets, strict=True)
    )  # fmt: skip


def check_written(exercise: Exercise, text: str, tables: Tables) -> tuple[Remark, ...]:
    """Say what a written answer holds, what it misses and what stands in its way."""
    labelled = labelled_sentences(text, exercise.message, tables)
    remarks = [_wished(wish, labelled, fold(text)) for wish in exercise.wishes]
    for label, reason in (exercise.refused or {}).items():
        remarks += [Remark(False, reason, sentence) for found, sentence in labelled if found == label]
    count = len(words(text))
    if exercise.most_words and count > exercise.most_words:
        remarks.append(Remark(False, f"{count} woorden. Probeer het in {exercise.most_words} of minder."))
    counts = Counter(label for label, _ in labelled)
    questions = counts["open_question"] + counts["closed_question"]
    if exercise.most_questions and questions > exercise.most_questions:
        remarks.append(Remark(False, f"{questions} vragen. Kies er {exercise.most_questions}."))
    return tuple(remarks)


def _wished(wish: Wish, labelled: Sequence[tuple[str, str]], told: str) -> Remark:
    for label, sentence in labelled:
        if label in wish.labels:
            return Remark(True, f"{LABEL_WORDS[label]}.", sentence)
    word = next((each for each in wish.words if fold(each) in told), None)
    return Remark(True, "Dit noemt u.", word) if word else Remark(False, wish.missing)


LABEL_WORDS = {
    "open_question": "Een open vraag",
    "closed_question": "Een gesloten vraag",
    "simple_reflection": "Een spiegelende zin",
    "complex_reflection": "Een spiegelende zin die een laag dieper gaat",
    "affirmation": "Een bevestiging van iets sterks",
    "summary": "Een samenvatting",
    "autonomy": "Ruimte om zelf te kiezen",
    "support": "Steun",
    "information_with_permission": "Informatie met toestemming",
    "information_without_permission": "Informatie",
    "advice_with_permission": "Raad met toestemming",
    "advice_without_permission": "Raad zonder te vragen",
    "confront": "Een verwijt",
    "direct": "Een opdracht",
    "greeting_other": "Een groet of aankondiging",
}
