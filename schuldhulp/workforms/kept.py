"""What is kept of a work form: the answers with the questions and the words that were read then, as JSON. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from schuldhulp.scripts_mi.work_forms.answers import answered, said
from schuldhulp.scripts_mi.work_forms.feedback import said_back
from schuldhulp.scripts_mi.work_forms.form import Answers, WorkForm

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """One form as it was filled in: it reads the same whatever becomes of the form.

    `shown` are questions with their answers in words, `asked` the questions that came back with what the client
    wrote to them (empty: nothing).
    """

    title: str
    answers: Answers
    shown: tuple[Pair, ...]
    said: str
    asked: tuple[Pair, ...] = field(default=())


def keep(form: WorkForm, answers: Answers, before: Kept | None = None) -> Kept:
    """Put together what is kept; thoughts that were written to a question that comes back again stay."""
    back = said_back(form, answers)
    thoughts = dict(before.asked) if before else {}
    asked = tuple((question, thoughts.pop(question, "")) for question in (*back.rulers, back.evoke))
    asked += tuple((question, words) for question, words in thoughts.items() if words)
    shown = tuple((each.ask, said(each, answers)) for each in answered(form, answers))
    return Kept(form.title, answers, shown, back.text, asked)


def with_thoughts(kept: Kept, thoughts: Mapping[str, str]) -> Kept:
    """The same, with what was written to the questions that came back."""
    return replace(
        kept, asked=tuple((question, thoughts.get(question, words)) for question, words in kept.asked)
    )


def own_words(kept: Kept) -> str:
    """Everything the client wrote, a sentence a line: what is looked through for signs of a crisis."""
    return "\n".join(words for _, words in (*kept.shown, *kept.asked) if words)


def to_text(kept: Kept) -> str:
    """As it is sealed."""
    return json.dumps(
        {"title": kept.title, "answers": dict(kept.answers), "shown": kept.shown, "said": kept.said,
         "asked": kept.asked},
        ensure_ascii=False,
    )  # fmt: skip


def from_text(text: str | None) -> Kept | None:
    """As it was sealed; None for nothing."""
    if not text:
        return None
    found: dict[str, Any] = json.loads(text)
    return Kept(
        found["title"], found["answers"], _pairs(found["shown"]), found["said"], _pairs(found["asked"])
    )


def _pairs(found: list[list[str]]) -> tuple[Pair, ...]:
    return tuple((question, words) for question, words in found)
