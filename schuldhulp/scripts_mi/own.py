"""Scripts beside those of the catalogue: a script as plain content, changed by hand and put in its place."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

import yaml

from schuldhulp.scripts_mi.conditions import Condition, Test
from schuldhulp.scripts_mi.linting import script_reasons
from schuldhulp.scripts_mi.loader import SCRIPT_FIELDS, read_beside
from schuldhulp.scripts_mi.script import Catalogue, Script
from schuldhulp.scripts_mi.yaml_lines import parse_source

Item = dict[str, Any]
NEW_LINE_LABEL: Mapping[str, str] = MappingProxyType(
    {
        "opening": "greeting_other",
        "waardering": "affirmation",
        "reflectie": "complex_reflection",
        "kern": "open_question",
        "stap": "information_with_permission",
        "autonomie": "autonomy",
        "afsluiting": "support",
    }
)


def item_of(script: Script) -> Item:
    """A script as plain content, with the lines of shared blocks written out."""
    item: Item = {name: getattr(script, name) for name in SCRIPT_FIELDS if getattr(script, name) is not None}
    own = {name: each for name, each in script.placeholders.items() if name in _used(script)}
    return {
        **item,
        "reviewed_by": list(script.reviewed_by),
        "when": _condition(script.when),
        "prefer": [_test(test) for test in script.prefer],
        "slots": {
            slot.name: [
                {
                    "t": line.text,
                    "label": line.label,
                    **({"je": line.je} if line.je else {}),
                    **({"if": _condition(line.condition)} if line.condition != Condition() else {}),
                }
                for line in slot.lines
            ]
            for slot in script.slots
        },
        "placeholders": {
            name: {
                "type": each.type, "from": each.source, "ask": each.ask, "fallback": each.fallback,
                "max_words": each.max_words,
            }
            for name, each in own.items()
        },
        "measure": asdict(script.measure),
        "never": list(script.never),
    }  # fmt: skip


def _used(script: Script) -> str:
    return " ".join(f"{line.text} {line.je}" for slot in script.slots for line in slot.lines)


def _condition(condition: Condition) -> Item:
    parts = {name: getattr(condition, name) for name in ("all", "any", "none")}
    return {name: [_test(test) for test in tests] for name, tests in parts.items() if tests}


def _test(test: Test) -> Item:
    value = list(test.value) if isinstance(test.value, tuple) else test.value
    return {
        "fact": test.fact,
        "op": test.op,
        "value": value,
        **({"weight": test.weight} if test.weight else {}),
    }


def edited(
    item: Item, *, title: str, why: str, lines: Mapping[str, str], reviewed_by: str, version: int
) -> Item:
    """The content with other words: per slot a text with one line on each row.

    A line that stays keeps what it waits for; a new one gets the label of its slot. An empty slot is left out.
    """
    slots = {}
    for name, old in item["slots"].items():
        known = {" ".join(line["t"].split()): line for line in old}
        rows = [" ".join(row.split()) for row in lines.get(name, "").splitlines()]
        kept = [known.get(row, {"t": row, "label": NEW_LINE_LABEL[name]}) for row in rows if row]
        if kept:
            slots[name] = kept
    return {
        **item, "title": title, "why": why, "slots": slots, "version": version, "reviewed_by": [reviewed_by],
        "status": "reviewed",
    }  # fmt: skip


def faults_of(base: Catalogue, steps: Collection[str], item: Item) -> tuple[Script | None, list[str]]:
    """The script of this content beside a catalogue, and why it cannot be published; no reasons means it can."""
    text = yaml.safe_dump({"scripts": [item]}, allow_unicode=True, sort_keys=False, width=1000)
    scripts, faults = read_beside(base, steps, parse_source(text, "tekst"))
    if faults:
        return None, [fault.reason for fault in faults]
    script = scripts[item["id"]]
    return script, list(dict.fromkeys(script_reasons(base, script)))


def with_own(base: Catalogue, scripts: Iterable[Script]) -> Catalogue:
    """The catalogue with a municipality's own scripts, each in the place of the one with its id."""
    own = {script.id: script for script in scripts}
    if not own:
        return base
    body = json.dumps([item_of(own[name]) for name in sorted(own)], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(f"{base.digest}{body}".encode()).hexdigest()
    return replace(
        base, scripts=MappingProxyType(dict(sorted({**base.scripts, **own}.items()))), digest=digest
    )


def changed_lines(before: Collection[str], after: Collection[str]) -> tuple[list[str], list[str]]:
    """What goes and what comes: the lines of the old text that the new one lacks, and the other way round."""
    return [line for line in before if line not in after], [line for line in after if line not in before]


def lines_of(item: Item) -> list[str]:
    """Every text in it that somebody reads: title, reason, and the lines."""
    return [item["title"], item["why"], *(line["t"] for lines in item["slots"].values() for line in lines)]
