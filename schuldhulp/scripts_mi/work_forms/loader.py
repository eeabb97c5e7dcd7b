"""Reads the library of work forms and refuses, with file, line and reason, what breaks its rules."""

import json
from collections.abc import Collection
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator

from schuldhulp.scripts_mi.reading_conditions import read_condition
from schuldhulp.scripts_mi.schemas import schema_sentence
from schuldhulp.scripts_mi.work_forms.checking import check_form
from schuldhulp.scripts_mi.work_forms.form import (
    AnswerCondition,
    AnswerTest,
    Computed,
    FeedbackRule,
    Field,
    FieldKind,
    FollowUp,
    Library,
    Ruler,
    Suggestion,
    WorkForm,
)
from schuldhulp.scripts_mi.yaml_lines import CatalogueFault, Path, Source, read_source

HERE = FilePath(__file__).parent
WERKVORMEN = HERE.parent / "werkvormen"
_SCHEMA = Draft202012Validator(json.loads((HERE / "work_form.schema.json").read_text(encoding="utf-8")))
_OF_FILE = {"status": "reviewed", "lang": "nl", "register": "u"}
_APART = ("theme", "reviewed_by", "lang", "register")

__all__ = ["WERKVORMEN", "CatalogueFault", "load_work_forms", "read_forms_beside"]


@cache
def load_work_forms(steps: Collection[str], folder: FilePath = WERKVORMEN) -> Library:
    """Load every `*.yaml` of a folder once. `steps` (hashable) are the slugs of the steps there are.

    Raises CatalogueFault (file, line, reason) for a form that breaks the schema, names a question or a fact that is
    not there, says something back that was not answered, or holds forbidden wording.
    """
    forms: dict[str, WorkForm] = {}
    seen: dict[str, str] = {}
    for file in sorted(folder.glob("*.yaml")):
        source = read_source(file)
        _check_schema(source)
        if source.data["theme"] != file.stem:
            raise source.fault(("theme",), f"het bestand van een thema heet {source.data['theme']}.yaml")
        for index, form in enumerate(_forms(source, steps)):
            _once(source, ("forms", index), form, seen)
            forms[form.id] = form
    offered = {name: form for name, form in forms.items() if form.status == "reviewed"}
    retired = {name: form for name, form in forms.items() if form.status == "retired"}
    return Library(MappingProxyType(offered), MappingProxyType(retired))


def read_forms_beside(
    base: Library, steps: Collection[str], source: Source
) -> tuple[dict[str, WorkForm], list[CatalogueFault]]:
    """Read the `forms` of a package or of one copy beside a library; the first fault of each is named.

    Each form says its own theme and who reviewed it, and comes in the place of the one with its id.
    """
    found: dict[str, WorkForm] = {}
    faults: list[CatalogueFault] = []
    items: Any = source.data.get("forms")
    if not isinstance(items, list):
        return {}, [source.fault(("forms",), "forms is een lijst van werkvormen")]
    own = {str(item.get("id")) for item in items if isinstance(item, dict)}
    others = [form for form in base.forms.values() if form.id not in own]
    seen = {what: form.id for form in others for what in _unique(form)}
    for index, item in enumerate(items):
        try:
            part = _as_file(source, index, item)
            _check_schema(part)
            (form,) = _forms(part, steps)
            _once(part, ("forms", 0), form, seen)
        except CatalogueFault as fault:
            faults.append(fault)
        else:
            found[form.id] = form
    return found, faults


def _as_file(source: Source, index: int, item: object) -> Source:
    """One form of a list as a file of its own, with the lines it stands on."""
    if not isinstance(item, dict):
        raise source.fault(("forms", index), "een werkvorm bestaat uit namen met hun inhoud")
    apart = {name: value for name, value in item.items() if name in _APART}
    data = {**apart, "forms": [{name: value for name, value in item.items() if name not in _APART}]}
    here = [
        (path[2:], line)
        for path, line in source.lines.items()
        if path[:2] == ("forms", index) and len(path) > 1
    ]
    lines = {rest if rest and rest[0] in _APART else ("forms", 0, *rest): line for rest, line in here}
    return Source(source.file, data, {(): lines.get(("forms", 0), 1), **lines})


def _unique(form: WorkForm) -> tuple[str, ...]:
    return form.id, form.title.lower(), form.evoke.lower()


def _once(source: Source, path: Path, form: WorkForm, seen: dict[str, str]) -> None:
    for what in _unique(form):
        if what in seen:
            raise source.fault(path, f"‘{what}’ staat ook in {seen[what]}")
        seen[what] = form.id


def _check_schema(source: Source) -> None:
    for error in sorted(
        _SCHEMA.iter_errors(source.data), key=lambda each: list(map(str, each.absolute_path))
    ):
        raise source.fault(tuple(error.absolute_path), schema_sentence(error))


def _forms(source: Source, steps: Collection[str]) -> list[WorkForm]:
    found = []
    items: Any = source.data["forms"]
    for index, item in enumerate(items):
        path: Path = ("forms", index)
        form = _form(source, path, item, steps)
        check_form(source, path, form)
        found.append(form)
    return found


def _form(source: Source, path: Path, item: dict[str, Any], steps: Collection[str]) -> WorkForm:
    shared: dict[str, Any] = {name: source.data.get(name, usual) for name, usual in _OF_FILE.items()}
    shared["reviewed_by"] = tuple(str(each) for each in _list(source.data["reviewed_by"]))
    fields = tuple(_field(raw) for raw in item["fields"])
    suggest = item.get("suggest")
    return WorkForm(
        id=item["id"],
        version=item["version"],
        theme=str(source.data["theme"]),
        title=_line(item["title"]),
        minutes=item["minutes"],
        purpose=_line(item["purpose"]),
        intro=_line(item["intro"]),
        fields=fields,
        computed=tuple(_computed(raw, fields) for raw in item.get("computed", ())),
        feedback=tuple(FeedbackRule(_line(raw["text"]), _condition(raw.get("when") or {})) for raw in item["feedback"]),
        evoke=_line(item["evoke"]),
        follow_up=FollowUp(**item["follow_up"]) if "follow_up" in item else None,
        suggest=suggest
        and Suggestion(
            read_condition(source, (*path, "suggest", "when"), suggest["when"], steps),
            _line(suggest["reason"]),
            suggest.get("priority", 50),
        ),
        real_choice=tuple(item.get("real_choice", ())),
        words=tuple(item.get("words", ())),
        content=MappingProxyType(
            {**item, "theme": source.data["theme"], "reviewed_by": list(shared["reviewed_by"])}
        ),
        **{**shared, **({"status": item["status"]} if "status" in item else {})},
    )  # fmt: skip


def _field(raw: dict[str, Any]) -> Field:
    rest = {name: raw[name] for name in ("required", "other", "low", "high", "most") if name in raw}
    return Field(
        name=raw["name"],
        kind=FieldKind(raw["kind"]),
        ask=_line(raw["ask"]),
        help=_line(raw.get("help", "")),
        options=MappingProxyType({key: _line(label) for key, label in raw.get("options", {}).items()}),
        measures=Ruler(raw.get("measures", "other")),
        examples=tuple((_line(each["als"]), _line(each["dan"])) for each in raw.get("examples", ())),
        **rest,
    )


def _computed(raw: dict[str, Any], fields: tuple[Field, ...]) -> Computed:
    kinds = {each.name: each.kind for each in fields}
    first = kinds.get(raw["plus"][0], FieldKind.EURO)
    of = FieldKind.EURO if first in (FieldKind.EURO, FieldKind.AMOUNTS) else first
    return Computed(
        raw["name"],
        of,
        tuple(raw["plus"]),
        tuple(raw.get("minus", ())),
        raw.get("divide_by", 1),
        raw.get("times", 1),
    )


def _condition(raw: dict[str, Any]) -> AnswerCondition:
    return AnswerCondition(**{part: tuple(_test(each) for each in tests) for part, tests in raw.items()})


def _test(raw: dict[str, Any]) -> AnswerTest:
    value = raw.get("value")
    return AnswerTest(raw["field"], raw["op"], tuple(value) if isinstance(value, list) else value)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _line(text: str) -> str:
    return " ".join(text.split())
