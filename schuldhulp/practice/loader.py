"""Reads the made-up clients and the lessons from their files, in the order of the files' names."""

import json
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator

from schuldhulp.practice.course import LABEL_WORDS, Exercise, Lesson, Option, Part, Wish
from schuldhulp.practice.people import MadeUpClient, Mood, Touch
from schuldhulp.scripts_mi.schemas import schema_sentence
from schuldhulp.scripts_mi.yaml_lines import CatalogueFault, Source, read_source

HERE = FilePath(__file__).parent
_SCHEMA = json.loads((HERE / "practice.schema.json").read_text(encoding="utf-8"))

__all__ = ["CatalogueFault", "course", "made_up_clients", "read_clients", "read_lessons"]


@cache
def made_up_clients() -> tuple[MadeUpClient, ...]:
    """All clients to practise with. Raises CatalogueFault."""
    return read_clients(HERE / "clients")


@cache
def course() -> tuple[Lesson, ...]:
    """All lessons, first one first. Raises CatalogueFault."""
    return read_lessons(HERE / "lessons")


def read_clients(folder: FilePath) -> tuple[MadeUpClient, ...]:
    """Read every file of a folder as a client. Raises CatalogueFault with file, line and reason."""
    return tuple(_client(_checked(file, "client"), _slug(file)) for file in sorted(folder.glob("*.yaml")))


def read_lessons(folder: FilePath) -> tuple[Lesson, ...]:
    """Read every file of a folder as a lesson. Raises CatalogueFault with file, line and reason."""
    return tuple(_lesson(_checked(file, "lesson"), _slug(file)) for file in sorted(folder.glob("*.yaml")))


def _slug(file: FilePath) -> str:
    return file.stem.split("_", 1)[1].replace("_", "-")


def _checked(file: FilePath, kind: str) -> Source:
    source = read_source(file)
    validator = Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": _SCHEMA["$defs"]})
    for error in sorted(
        validator.iter_errors(source.data), key=lambda each: list(map(str, each.absolute_path))
    ):
        deepest = max(error.context, key=lambda each: len(each.absolute_path)) if error.context else error
        raise source.fault(tuple(deepest.absolute_path), schema_sentence(deepest))
    return source


def _client(source: Source, slug: str) -> MadeUpClient:
    raw: dict[str, Any] = source.data
    return MadeUpClient(
        slug=slug,
        name=raw["name"],
        about=raw["about"].strip(),
        learn=raw["learn"],
        opening=raw["opening"].strip(),
        openness=raw["openness"],
        crisis=raw.get("crisis", False),
        touches=tuple(
            Touch(tuple(each["words"]), each["change"], each["because"]) for each in raw.get("touches", ())
        ),
        answers=tuple(_moods(each) for each in raw["answers"]),
        ends=_moods(raw["ends"]),
    )


def _moods(raw: dict[str, str]) -> MappingProxyType[Mood, str]:
    return MappingProxyType({mood: raw[mood.value].strip() for mood in Mood})


def _lesson(source: Source, slug: str) -> Lesson:
    raw: dict[str, Any] = source.data
    exercises = []
    for number, given in enumerate(raw["exercises"]):
        exercises.append(_exercise(given))
        if reason := _wrong(exercises[-1]):
            raise source.fault(("exercises", number), reason)
    text = tuple((part["heading"], tuple(part["paragraphs"])) for part in raw["text"])
    return Lesson(slug, raw["title"], raw["minutes"], raw["about"], text, tuple(exercises))


def _exercise(raw: dict[str, Any]) -> Exercise:
    return Exercise(
        kind=raw["kind"],
        task=raw["task"].strip(),
        message=raw.get("message", ""),
        options=tuple(Option(**each) for each in raw.get("options", ())),
        baskets=MappingProxyType(raw.get("baskets", {})),
        parts=tuple(Part(**each) for each in raw.get("parts", ())),
        wishes=tuple(
            Wish(each["missing"], tuple(each.get("labels", ())), tuple(each.get("words", ())))
            for each in raw.get("wishes", ())
        ),
        refused=MappingProxyType(raw.get("refused", {})),
        most_words=raw.get("most_words", 0),
        most_questions=raw.get("most_questions", 0),
        model=raw.get("model", ""),
    )


def _wrong(exercise: Exercise) -> str:
    if exercise.kind == "choose" and sum(option.fits for option in exercise.options) != 1:
        return "bij een keuze past precies één antwoord"
    if unknown := {part.belongs for part in exercise.parts} - set(exercise.baskets or ()):
        return f"het bakje {', '.join(sorted(unknown))} bestaat niet"
    labels = {label for wish in exercise.wishes for label in wish.labels} | set(exercise.refused or ())
    if unknown := labels - set(LABEL_WORDS):
        return f"het label {', '.join(sorted(unknown))} bestaat niet"
    return ""
