"""Reads the catalogue of texts and refuses, with file and line, what breaks its rules."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from schuldhulp.scripts_mi.reading_conditions import read_condition, read_test
from schuldhulp.scripts_mi.reading_lines import Lines, placeholders
from schuldhulp.scripts_mi.schemas import read_schema, schema_fault
from schuldhulp.scripts_mi.script import SLOTS, Block, Catalogue, Measure, Placeholder, Prompt, Script
from schuldhulp.scripts_mi.variants import PLACEHOLDER
from schuldhulp.scripts_mi.wording import question_count
from schuldhulp.scripts_mi.yaml_lines import CatalogueFault, Path, Source, read_source

HERE = FilePath(__file__).parent
CATALOGUE = HERE / "catalogue"
SCHEMA = read_schema(HERE / "script.schema.json")
_NO_LINES_FIT = {"ruler_question"}

__all__ = ["CATALOGUE", "CatalogueFault", "examine_catalogue", "load_catalogue", "read_catalogue"]


def load_catalogue(steps: Collection[str], folder: FilePath = CATALOGUE) -> Catalogue:
    """Load every `*.yaml` of a folder. `steps` are the slugs of the steps there are.

    Raises CatalogueFault (file, line, reason) for a text that breaks the schema, looks at an unknown fact or step,
    holds forbidden wording or has a placeholder that nobody fills.
    """
    catalogue, faults = examine_catalogue(steps, folder)
    if faults:
        raise faults[0]
    return catalogue


def examine_catalogue(
    steps: Collection[str], folder: FilePath = CATALOGUE
) -> tuple[Catalogue, list[CatalogueFault]]:
    """Load a folder and name everything for which it is refused: the first fault of each text, or of a whole file.

    With a fault the catalogue is not to be used.
    """
    sources, faults = [], []
    for file in sorted(folder.rglob("*.yaml")):
        try:
            sources.append(read_source(file, folder))
        except CatalogueFault as fault:
            faults.append(fault)
    catalogue, more = read_catalogue(steps, sources)
    return catalogue, faults or more


def read_catalogue(
    steps: Collection[str], sources: Iterable[Source]
) -> tuple[Catalogue, list[CatalogueFault]]:
    """Make a catalogue of files that were read, with all faults; with a fault the catalogue is not to be used."""
    builder = _Builder(frozenset(steps))
    good = []
    for source in sources:
        full = _with_defaults(source)
        fault = schema_fault(full, SCHEMA)
        if fault:
            builder.faults.append(fault)
        else:
            good.append(full)
    return builder.catalogue(good), builder.faults


def read_beside(
    base: Catalogue, steps: Collection[str], source: Source
) -> tuple[dict[str, Script], list[CatalogueFault]]:
    """Read scripts that stand beside a catalogue and use its placeholders, with all faults; blocks are written out."""
    builder = _Builder(frozenset(steps), base)
    full = _with_defaults(source)
    fault = schema_fault(full, SCHEMA)
    if fault:
        return {}, [fault]
    return dict(builder.catalogue([full]).scripts), builder.faults


def _with_defaults(source: Source) -> Source:
    data = dict(source.data)
    defaults = data.get("defaults")
    if isinstance(defaults, dict):
        for kind in ("scripts", "prompts"):
            items = data.get(kind)
            if isinstance(items, list):
                data[kind] = [{**defaults, **item} if isinstance(item, dict) else item for item in items]
    return Source(source.file, data, source.lines)


class _Builder:
    """Turns checked files into frozen values; blocks and shared placeholders first."""

    def __init__(self, steps: frozenset[str], base: Catalogue | None = None) -> None:
        self._steps = steps
        self._lines = Lines(steps)
        self.faults = self._lines.faults
        self._placeholders: dict[str, Placeholder] = dict(base.placeholders) if base else {}
        self._blocks: dict[str, Block] = {}
        self._frame: dict[str, str] = {"greeting": base.greeting, "sign_off": base.sign_off} if base else {}
        self._seen: dict[str, str] = {}

    def catalogue(self, sources: list[Source]) -> Catalogue:
        scripts: dict[str, Script] = {}
        prompts: dict[str, Prompt] = {}
        for source in sources:
            self._frame = source.data.get("frame") or self._frame  # type: ignore[assignment]
            self._each(source, "placeholders", self._shared_placeholders)
            self._each(source, "blocks", self._block)
        for source in sources:
            self._each(source, "scripts", self._script, scripts)
            self._each(source, "prompts", self._prompt, prompts)
        self._check_frame()
        digest = hashlib.sha256(repr([(source.file, source.data) for source in sources]).encode())
        return Catalogue(
            MappingProxyType(dict(sorted(scripts.items()))),
            MappingProxyType(dict(sorted(prompts.items()))),
            self._frame.get("greeting", ""),
            self._frame.get("sign_off", ""),
            MappingProxyType(dict(self._placeholders)),
            MappingProxyType(self._lines.places),
            digest.hexdigest(),
        )

    def _each(
        self, source: Source, kind: str, read: Callable[..., Any], into: dict[str, Any] | None = None
    ) -> None:
        """Read all of one kind in a file; what cannot be read is noted as a fault and left out."""
        items = source.data.get(kind) or ()
        entries = [items] if isinstance(items, dict) else list(items) if isinstance(items, list) else []
        for index, item in enumerate(entries):
            path: Path = (kind,) if isinstance(items, dict) else (kind, index)
            try:
                if len(path) > 1:
                    self._once(source, path, item["id"])
                made = read(source, path, item)
            except CatalogueFault as fault:
                self.faults.append(fault)
            else:
                if into is not None:
                    into[item["id"]] = made

    def _check_frame(self) -> None:
        if not self._frame:
            self.faults.append(
                CatalogueFault(
                    "catalogue", 1, "in geen bestand staan de aanhef en de groet (frame: greeting, sign_off)"
                )
            )
        for name in PLACEHOLDER.findall(" ".join(self._frame.values())):
            if name not in self._placeholders:
                why = f"de invulplek {{{name}}} van aanhef of groet is nergens beschreven"
                self.faults.append(CatalogueFault("catalogue", 1, why))

    def _once(self, source: Source, path: Path, name: str) -> None:
        if name in self._seen:
            raise source.fault((*path, "id"), f"{name} staat ook in {self._seen[name]}")
        self._seen[name] = source.file
        self._lines.places[name] = f"{source.file}:{source.line(path)}"

    def _shared_placeholders(self, source: Source, path: Path, raw: object) -> None:
        self._placeholders.update({each.name: each for each in placeholders(source, path, raw)})

    def _block(self, source: Source, path: Path, item: dict[str, Any]) -> None:
        self._blocks[item["id"]] = self._lines.block(source, path, item)

    def _script(self, source: Source, path: Path, item: dict[str, Any]) -> Script:
        own = placeholders(source, (*path, "placeholders"), item.get("placeholders"))
        crisis = item["process"] == "crisis"
        slots = tuple(
            self._lines.slot(source, (*path, "slots", name), item["slots"][name], self._blocks, crisis=crisis)
            for name in SLOTS
            if name in item["slots"]
        )
        step = item.get("target_step")
        if step is not None and step not in self._steps:
            raise source.fault((*path, "target_step"), f"de stap ‘{step}’ bestaat niet")
        prefer = enumerate(item.get("prefer", ()))
        script = Script(
            when=read_condition(source, (*path, "when"), item["when"], self._steps),
            prefer=tuple(read_test(source, (*path, "prefer", n), raw, self._steps) for n, raw in prefer),
            slots=slots,
            placeholders=MappingProxyType({**self._placeholders, **{each.name: each for each in own}}),
            measure=Measure(**item["measure"]),
            never=tuple(item.get("never", ())),
            reviewed_by=tuple(item["reviewed_by"]),
            **{name: item[name] for name in SCRIPT_FIELDS if name in item},
        )
        self._check_script(source, path, script)
        return script

    def _check_script(self, source: Source, path: Path, script: Script) -> None:
        for slot in script.slots:
            here = (*path, "slots", slot.name)
            for line in slot.lines:
                for name in PLACEHOLDER.findall(line.text):
                    if name not in script.placeholders:
                        raise source.fault(here, f"de invulplek {{{name}}} is nergens beschreven")
                if script.at_threat and line.label in _NO_LINES_FIT:
                    raise source.fault(here, "bij een dreiging hoort geen schaalvraag")
        most = sum(max(question_count(line.text) for line in slot.lines) for slot in script.slots)
        if most > 2:
            raise source.fault(
                (*path, "slots"), f"een antwoord stelt ten hoogste 2 vragen, dit kan er {most} stellen"
            )

    def _prompt(self, source: Source, path: Path, item: dict[str, Any]) -> Prompt:
        if item["step"] not in self._steps:
            raise source.fault((*path, "step"), f"de stap ‘{item['step']}’ bestaat niet")
        if item["step"] == "dreigt-er-iets":
            raise source.fault((*path, "step"), "bij de vragen over een dreiging hoort geen vraag erbij")
        return Prompt(
            when=read_condition(source, (*path, "when"), item["when"], self._steps),
            lines=self._lines.of_prompt(source, (*path, "lines"), item["lines"]),
            **{name: item[name] for name in _PLAIN_OF_PROMPT},
        )


SCRIPT_FIELDS = (
    "id", "version", "title", "why", "status", "lang", "register", "niveau", "process", "phase", "priority",
    "target_step", "at_threat", "repair", "cooldown_days", "max_uses_per_client", "audience",
)  # fmt: skip
_PLAIN_OF_PROMPT = ("id", "version", "step", "moment", "priority", "status", "lang", "register")
