"""The words of the steps in Dutch, by slug: one file a theme."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.steps import STEP, STEPS, Step

FOLDER = Path(__file__).parent


class BadContent(ValueError):
    """A step without its words, or words without a step."""


@dataclass(frozen=True, slots=True)
class StepText:
    """What a client reads at a step.

    `readers` is empty where the usual sentence fits ("Alleen u en Noor lezen dit."); `none` is the button of
    "ik heb dit niet"; `success` is said when the whole step was answered, and empty where the facts say it better.
    The question and the affirmation beside a step are scripts (`scripts_mi/catalogue/stappen.yaml`).
    """

    title: str
    question: str
    why: str
    help: str
    after: str
    success: str = ""
    readers: str = ""
    none: str = ""
    urgent_title: str = ""
    urgent_question: str = ""
    urgent_why: str = ""
    urgent_after: str = ""


@cache
def step_texts() -> Mapping[str, StepText]:
    """All texts by slug, in the order of the files; a step that is still without words gets plain ones.

    Raises BadContent when texts and steps do not match.
    """
    found: dict[str, StepText] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for slug, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            try:
                found[slug] = StepText(**words)
            except TypeError as error:
                raise BadContent(f"{path.name}, {slug}: {error}") from None
    if stray := set(found) - set(STEP):
        raise BadContent(f"texts without a step: {sorted(stray)}")
    for step in STEPS:
        if step.slug not in found:
            found[step.slug] = _plain_words(step.slug)
    return MappingProxyType(found)


def unwritten() -> tuple[str, ...]:
    """The slugs of steps that make do with plain words."""
    return tuple(slug for slug, text in step_texts().items() if text == _plain_words(slug))


def _plain_words(slug: str) -> StepText:
    return StepText(
        title=slug.replace("-", " ").capitalize(),
        question="Wat wilt u hierover vertellen?",
        why="Zo kunnen wij u beter helpen.",
        help="Wat u niet weet, slaat u over. Ongeveer is ook goed.",
        after="U kunt dit later altijd aanpassen.",
    )


def text_of(step: Step, facts: DossierFacts) -> StepText:
    """The words of a step as they are shown now: at an open threat the urgent ones."""
    text = step_texts()[step.slug]
    if not facts.threat_open:
        return text
    return StepText(
        title=text.urgent_title or text.title,
        question=text.urgent_question or text.question,
        why=text.urgent_why or text.why,
        help=text.help,
        after=text.urgent_after or text.after,
        readers=text.readers,
        none=text.none,
    )
