"""The package in words: sections with lines that a person reads, of the same values as the JSON. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from schuldhulp.calendar import local
from schuldhulp.money import format_euro
from schuldhulp.privacy.register import Register
from schuldhulp.takeout.said import in_words

PER_PAPER = 240
"""Lines in one PDF: each has a time of its own to be set in, also on a server that has much else to do."""
_FIRST = ("dossier", "identity", "message", "step_answer", "household_member", "budget_post", "debt", "paper")
_ELSEWHERE = frozenset({"event", "paper_file"})
_FOR_MACHINES = frozenset({"id", "body", "content", "record_version", "language", "step_order", "changes"})
"""What stands on its own, or says nothing to a person: it goes along in the data."""
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Questions = Mapping[str, Mapping[str, tuple[str, Mapping[str, str]]]]
"""By step and by name: what was asked, and what each answer that could be chosen is called."""
_ROLES = {
    "client": "u", "counsellor": "schuldhulpverlener", "team_lead": "teamleider", "system": "het systeem",
    "supporter": "supporter",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing: a heading, pairs of label and text, and words of somebody."""

    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section with lines."""

    title: str
    lines: tuple[Line, ...]


def parts_of(
    register: Register, account: Mapping[str, Any], rows: Mapping[str, Sequence[Mapping[str, Any]]],
    happened: Sequence[tuple[datetime, str, str]], looked: Sequence[Mapping[str, Any]],
    files: Sequence[Mapping[str, Any]], questions: Questions,
) -> tuple[Part, ...]:  # fmt: skip
    """All sections. `happened` is moment, sentence and words, oldest first."""
    order = [*_FIRST, *(name for name in register.tables if name not in _FIRST)]
    tables = tuple(
        Part(
            title=register.tables[name].what,
            lines=tuple(_line(register, n, row, questions) for n, row in enumerate(rows[name], 1)),
        )
        for name in order
        if rows.get(name) and name not in _ELSEWHERE
    )
    return (
        Part(title="Uw account", lines=(Line(title="Account", pairs=_pairs(register, account)),)),
        *tables,
        Part(
            title="Bestanden",
            lines=tuple(
                Line(title=str(f["naam"]), pairs=(("Plaats in dit pakket", str(f["pad"])),)) for f in files
            ),
        ),
        Part(
            title="Wat er gebeurde",
            lines=tuple(
                Line(title=_moment(at), words=f"{told} {words}".strip()) for at, told, words in happened
            ),
        ),
        Part(title="Wie keek in uw dossier", lines=tuple(_look(one) for one in looked)),
    )


def in_papers(parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    """The sections divided over papers of at most `PER_PAPER` lines; a long section goes on in the next."""
    papers: list[list[Part]] = [[]]
    room = PER_PAPER
    for part in parts:
        rest = part.lines
        while rest:
            if room == 0:
                papers.append([])
                room = PER_PAPER
            papers[-1].append(Part(title=part.title, lines=rest[:room]))
            taken = min(room, len(rest))
            rest, room = rest[taken:], room - taken
    return [tuple(paper) for paper in papers]


def _look(one: Mapping[str, Any]) -> Line:
    reason = f" De reden: {one['reden']}." if one["reden"] else ""
    words = f"Een {one['wie']} {one['deed']} {one['wat']}.{reason}"
    return Line(title=_moment(datetime.fromisoformat(one["wanneer"])), words=words)


def _line(register: Register, number: int, row: Mapping[str, Any], questions: Questions) -> Line:
    words = row.get("body") if isinstance(row.get("body"), str) else ""
    told = {key: value for key, value in row.items() if key not in _FOR_MACHINES}
    answers: tuple[tuple[str, str], ...] = ()
    if isinstance(row.get("answer"), Mapping) and isinstance(row["answer"].get("fields"), Mapping):
        answers = _answers(told.pop("answer")["fields"], questions.get(str(row.get("step")), {}))
    return Line(title=_title(number, row), pairs=(*answers, *_pairs(register, told)), words=words or "")


def _answers(
    fields: Mapping[str, Any], asked: Mapping[str, tuple[str, Mapping[str, str]]]
) -> tuple[tuple[str, str], ...]:
    """What was answered in a step, under the question as the step asks it."""
    found = []
    for name, value in fields.items():
        question, choices = asked.get(name, (name.replace("_", " "), {}))
        chosen = [
            choices.get(str(each), say(name, each))
            for each in (value if isinstance(value, list) else [value])
        ]
        if any(chosen):
            found.append((question.rstrip(":?"), ", ".join(chosen)))
    return tuple(found)


def _title(number: int, row: Mapping[str, Any]) -> str:
    for name in (
        "name",
        "creditor",
        "creditor_id",
        "code",
        "label",
        "subject",
        "step",
        "kind",
        "template",
        "author",
    ):
        if isinstance(row.get(name), str) and row[name]:
            return f"{number}. {say(name, row[name])}"
    return f"{number}."


def _pairs(register: Register, values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    told = ((_label(register, key), say(key, value)) for key, value in values.items())
    return tuple((label, text) for label, text in told if text)


def _label(register: Register, key: str) -> str:
    label = register.label(key)
    return label[:1].upper() + label[1:]


def say(key: str, value: Any) -> str:
    """A value as a person reads it: euros, days, yes and no; an empty text for nothing."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int):
        return format_euro(value) if key.endswith("cents") else str(value)
    if isinstance(value, Mapping) and set(value) == {"open"}:
        return str(value["open"])
    if isinstance(value, Mapping) and key == "withheld":
        return "; ".join(f"{k}: {format_euro(v)}" for k, v in value.items())
    if isinstance(value, Mapping):
        return "; ".join(f"{k.replace('_', ' ')}: {say(k, v)}" for k, v in value.items() if say(k, v))
    if isinstance(value, list | tuple):
        return ", ".join(say(key, each) for each in value)
    return _say_text(key, str(value))


def _say_text(key: str, text: str) -> str:
    if key.endswith("role") or key == "author":
        return _ROLES.get(text, text)
    if _ID.fullmatch(text):
        return ""
    if (words := in_words(key, text)) is not None:
        return words
    try:
        if key.endswith(("_at", "op")) or key == "at":
            return _moment(datetime.fromisoformat(text))
        if key.endswith(("_on", "_due", "_date")):
            return f"{date.fromisoformat(text):%d-%m-%Y}"
    except ValueError:
        return text
    return text.replace("_", " ") if text.isascii() and " " not in text and "@" not in text else text


def _moment(at: datetime) -> str:
    return f"{local(at):%d-%m-%Y %H.%M} uur"
