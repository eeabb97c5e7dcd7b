"""Reads the catalogue of texts and refuses, with file and line, what breaks its rules."""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator

from schuldhulp.scripts_mi.facts import FACTS
from schuldhulp.scripts_mi.reading_conditions import read_condition, read_test
from schuldhulp.scripts_mi.script import (
    SLOTS,
    Block,
    Catalogue,
    Line,
    Measure,
    Placeholder,
    Prompt,
    Script,
    Slot,
)
from schuldhulp.scripts_mi.variants import PLACEHOLDER
from schuldhulp.scripts_mi.wording import forbidden, question_count, sentences
from schuldhulp.scripts_mi.yaml_lines import CatalogueFault, Path, Source, read_source

HERE = FilePath(__file__).parent
CATALOGUE = HERE / "catalogue"
_SCHEMA = Draft202012Validator(json.loads((HERE / "script.schema.json").read_text(encoding="utf-8")))
_NO_LINES_FIT = {"ruler_question"}

__all__ = ["CATALOGUE", "CatalogueFault", "load_catalogue"]


def load_catalogue(steps: Collection[str], folder: FilePath = CATALOGUE) -> Catalogue:
    """Load every `*.yaml` of a folder. `steps` are the slugs of the steps there are.

    Raises CatalogueFault (file, line, reason) for a text that breaks the schema, looks at an unknown fact or step,
    holds forbidden wording or has a placeholder that nobody fills.
    """
    sources = [_with_defaults(read_source(file)) for file in sorted(folder.rglob("*.yaml"))]
    for source in sources:
        _check_schema(source)
    return _Builder(sources, frozenset(steps)).catalogue()


def _with_defaults(source: Source) -> Source:
    data = dict(source.data)
    defaults = data.get("defaults")
    if isinstance(defaults, dict):
        for kind in ("scripts", "prompts"):
            items = data.get(kind)
            if isinstance(items, list):
                data[kind] = [{**defaults, **item} if isinstance(item, dict) else item for item in items]
    return Source(source.file, data, source.lines)


def _check_schema(source: Source) -> None:
    errors = sorted(_SCHEMA.iter_errors(source.data), key=lambda error: list(map(str, error.absolute_path)))
    for error in errors:
        deepest = max(error.context, key=lambda each: len(each.absolute_path)) if error.context else error
        raise source.fault(tuple(deepest.absolute_path), deepest.message)


class _Builder:
    """Turns checked files into frozen values; blocks and shared placeholders first."""

    def __init__(self, sources: list[Source], steps: frozenset[str]) -> None:
        self._sources, self._steps = sources, steps
        self._placeholders: dict[str, Placeholder] = {}
        self._blocks: dict[str, Block] = {}
        self._frame: dict[str, str] = {}
        self._seen: dict[str, str] = {}

    def catalogue(self) -> Catalogue:
        for source in self._sources:
            self._shared(source)
        scripts: dict[str, Script] = {}
        prompts: dict[str, Prompt] = {}
        for source in self._sources:
            for index, item in enumerate(_items(source, "scripts")):
                self._once(source, ("scripts", index), item["id"])
                scripts[item["id"]] = self._script(source, ("scripts", index), item)
            for index, item in enumerate(_items(source, "prompts")):
                self._once(source, ("prompts", index), item["id"])
                prompts[item["id"]] = self._prompt(source, ("prompts", index), item)
        if not self._frame:
            raise CatalogueFault("catalogue", 1, "no file holds the frame (greeting, sign_off)")
        for name in PLACEHOLDER.findall(" ".join(self._frame.values())):
            if name not in self._placeholders:
                raise CatalogueFault("catalogue", 1, f"placeholder {{{name}}} of the frame is not declared")
        return Catalogue(
            MappingProxyType(dict(sorted(scripts.items()))),
            MappingProxyType(dict(sorted(prompts.items()))),
            self._frame["greeting"],
            self._frame["sign_off"],
            MappingProxyType(dict(self._placeholders)),
        )

    def _once(self, source: Source, path: Path, name: str) -> None:
        if name in self._seen:
            raise source.fault((*path, "id"), f"{name} stands in {self._seen[name]} too")
        self._seen[name] = source.file

    def _shared(self, source: Source) -> None:
        self._placeholders.update(
            _placeholders(source, ("placeholders",), source.data.get("placeholders") or {})
        )
        frame = source.data.get("frame")
        if isinstance(frame, dict):
            self._frame = frame
        for index, item in enumerate(_items(source, "blocks")):
            path: Path = ("blocks", index)
            self._once(source, path, item["id"])
            slot = item["id"].split(".")[0]
            if slot not in SLOTS:
                raise source.fault((*path, "id"), "the id of a block starts with the name of its slot")
            lines = [self._line(source, (*path, "lines", n), raw) for n, raw in enumerate(item["lines"])]
            for n, line in enumerate(lines):
                for reason in forbidden(line.text):
                    raise source.fault((*path, "lines", n), reason)
            self._blocks[item["id"]] = Block(item["id"], slot, tuple(lines))

    def _script(self, source: Source, path: Path, item: dict[str, Any]) -> Script:
        known = {
            **self._placeholders,
            **_placeholders(source, (*path, "placeholders"), item.get("placeholders") or {}),
        }
        slots = tuple(
            self._slot(source, (*path, "slots", name), name, item["slots"][name])
            for name in SLOTS
            if name in item["slots"]
        )
        step = item.get("target_step")
        if step is not None and step not in self._steps:
            raise source.fault((*path, "target_step"), f"unknown step {step}")
        script = Script(
            when=read_condition(source, (*path, "when"), item["when"], self._steps),
            prefer=tuple(
                read_test(source, (*path, "prefer", n), raw, self._steps)
                for n, raw in enumerate(item.get("prefer", ()))
            ),
            slots=slots,
            placeholders=MappingProxyType(known),
            measure=Measure(**item["measure"]),
            never=tuple(item.get("never", ())),
            reviewed_by=tuple(item["reviewed_by"]),
            **{name: item[name] for name in _PLAIN if name in item},
        )
        self._check_script(source, path, script)
        return script

    def _slot(self, source: Source, path: Path, name: str, items: list[Any]) -> Slot:
        lines: list[Line] = []
        for index, raw in enumerate(items):
            here = (*path, index)
            if not isinstance(raw, str):
                lines.append(self._line(source, here, raw))
                continue
            block = self._blocks.get(raw[1:])
            if block is None or block.slot != name:
                raise source.fault(here, f"no block {raw[1:]} for the slot {name}")
            lines.extend(block.lines)
        if len({line.key for line in lines}) < len(lines):
            raise source.fault(path, "a line stands here twice")
        return Slot(name, tuple(lines))

    def _check_script(self, source: Source, path: Path, script: Script) -> None:
        crisis = script.process == "crisis"
        for slot in script.slots:
            for line in slot.lines:
                here = (*path, "slots", slot.name)
                for name in PLACEHOLDER.findall(line.text):
                    if name not in script.placeholders:
                        raise source.fault(here, f"placeholder {{{name}}} is not declared")
                for reason in forbidden(line.text, crisis=crisis):
                    raise source.fault(here, reason)
                if script.at_threat and line.label in _NO_LINES_FIT:
                    raise source.fault(here, "no ruler at a threat")
        most = sum(max(question_count(line.text) for line in slot.lines) for slot in script.slots)
        if most > 2:
            raise source.fault((*path, "slots"), f"a reply asks at most 2 questions, this one can ask {most}")

    def _prompt(self, source: Source, path: Path, item: dict[str, Any]) -> Prompt:
        if item["step"] not in self._steps:
            raise source.fault((*path, "step"), f"unknown step {item['step']}")
        if item["step"] == "dreigt-er-iets":
            raise source.fault((*path, "step"), "no prompt beside the questions about a threat")
        lines = tuple(self._line(source, (*path, "lines", n), raw) for n, raw in enumerate(item["lines"]))
        for n, line in enumerate(lines):
            here = (*path, "lines", n)
            for reason in forbidden(line.text):
                raise source.fault(here, reason)
            if PLACEHOLDER.search(line.text):
                raise source.fault(here, "a prompt has no placeholders: nobody reads it before it is shown")
            if len(sentences(line.text)) > 2 or question_count(line.text) > 1:
                raise source.fault(here, "a prompt has at most two sentences and one question")
        return Prompt(
            when=read_condition(source, (*path, "when"), item["when"], self._steps),
            lines=lines,
            **{
                name: item[name]
                for name in ("id", "version", "step", "moment", "priority", "status", "lang", "register")
            },
        )

    def _line(self, source: Source, path: Path, raw: dict[str, Any]) -> Line:
        text = " ".join(raw["t"].split())
        key = hashlib.sha256(text.encode()).hexdigest()[:12]
        return Line(
            key, text, raw["label"], read_condition(source, (*path, "if"), raw.get("if") or {}, self._steps)
        )


_PLAIN = (
    "id", "version", "title", "why", "status", "lang", "register", "niveau", "process", "phase", "priority",
    "target_step", "at_threat", "repair", "cooldown_days", "max_uses_per_client", "audience",
)  # fmt: skip


def _items(source: Source, kind: str) -> list[dict[str, Any]]:
    items = source.data.get(kind)
    return items if isinstance(items, list) else []


def _placeholders(source: Source, path: Path, raw: object) -> dict[str, Placeholder]:
    found: dict[str, Placeholder] = {}
    for name, spec in raw.items() if isinstance(raw, dict) else ():
        if spec["from"] not in FACTS:
            raise source.fault((*path, name), f"unknown fact {spec['from']}")
        rest = {key: spec[key] for key in ("fallback", "max_words") if key in spec}
        found[name] = Placeholder(name, spec["type"], spec["from"], spec["ask"], **rest)
    return found
