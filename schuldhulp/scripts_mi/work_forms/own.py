"""Work forms beside those of the library: a form as plain content, changed by hand, read back and put in its place."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import yaml

from schuldhulp.scripts_mi.work_forms.form import Library, WorkForm
from schuldhulp.scripts_mi.work_forms.loader import read_forms_beside
from schuldhulp.scripts_mi.yaml_lines import parse_source

Item = dict[str, Any]
OWN_QUESTION = "eigen_vraag"
_OF_FIELD = ("ask", "help", "low", "high")


def form_item(form: WorkForm) -> Item:
    """A work form as plain content, with its theme and who reviewed it."""
    return dict(form.content)


def form_lines(item: Item) -> list[str]:
    """Every text in it that somebody reads."""
    return [" ".join(text.split()) for text in _lines(item)]


def _lines(item: Item) -> Iterator[str]:
    yield from (item["title"], item["purpose"], item["intro"])
    for field in item["fields"]:
        yield from (field[name] for name in _OF_FIELD if name in field)
        yield from field.get("options", {}).values()
        yield from (f"Als {each['als']}, dan {each['dan']}." for each in field.get("examples", ()))
    yield from (rule["text"] for rule in item["feedback"])
    yield item["evoke"]
    if "suggest" in item:
        yield item["suggest"]["reason"]


def edited_form(item: Item, texts: Mapping[str, str], *, reviewed_by: str, version: int) -> Item:
    """The content with other words.

    `texts` by place: title, purpose, intro, evoke, reason, `ask_<question>` (and help_, low_, high_),
    `options_<question>` with one on each row, `said_<n>` for what is said back, and `own` for one open question more.
    A place that is not named stays as it is; a question or a rule without words is left out, and so is a help text.
    """
    fields = [_field(field, texts) for field in item["fields"]]
    kept = [field for field in fields if field["ask"]]
    if own := texts.get("own", ""):
        kept = [*kept, {"name": OWN_QUESTION, "kind": "long_text", "ask": own}]
    rules = [
        {**rule, "text": texts.get(f"said_{n}", rule["text"])} for n, rule in enumerate(item["feedback"])
    ]
    made: Item = {
        **item, **{name: texts.get(name, item[name]) for name in ("title", "purpose", "intro", "evoke")},
        "fields": kept, "feedback": [rule for rule in rules if rule["text"]], "version": version,
        "reviewed_by": [reviewed_by],
    }  # fmt: skip
    if "suggest" in item:
        made["suggest"] = {**item["suggest"], "reason": texts.get("reason", item["suggest"]["reason"])}
    return made


def _field(field: Item, texts: Mapping[str, str]) -> Item:
    made = dict(field)
    for part in _OF_FIELD:
        words = texts.get(f"{part}_{field['name']}")
        if words is not None and (words or part in field):
            made[part] = words
    if not made.get("help", "-"):
        del made["help"]
    typed = texts.get(f"options_{field['name']}")
    if "options" in field and typed is not None:
        made["options"] = _options(field["options"], typed)
    return made


def _options(old: Mapping[str, str], typed: str) -> dict[str, str]:
    """The answers to choose from: what stayed keeps its key, what was written otherwise takes one that came free."""
    rows = [row for line in typed.splitlines() if (row := " ".join(line.split()))]
    by_words = {" ".join(words.split()): key for key, words in old.items()}
    free = [key for words, key in by_words.items() if words not in rows]
    free += [f"eigen_{n}" for n in range(1, len(rows) + 1) if f"eigen_{n}" not in old]
    return {by_words.get(row) or free.pop(0): row for row in dict.fromkeys(rows)}


def form_faults(base: Library, steps: Collection[str], item: Item) -> tuple[WorkForm | None, list[str]]:
    """The work form of this content beside a library, and why it cannot be published; no reasons means it can."""
    text = yaml.safe_dump({"forms": [item]}, allow_unicode=True, sort_keys=False, width=1000)
    forms, faults = read_forms_beside(base, steps, parse_source(text, "werkvorm"))
    return forms.get(item["id"]), [fault.reason for fault in faults]


def with_own_forms(base: Library, forms: Iterable[WorkForm], earlier: Iterable[WorkForm] = ()) -> Library:
    """The library with a municipality's own forms, each in the place of the one with its id.

    `earlier` are versions that were in force: who is busy with one goes on with it. New ids come after the others.
    """
    own, before = {form.id: form for form in forms}, tuple(earlier)
    replaced = [form for name in (*own, *(each.id for each in before)) if (form := base.find(name))]
    versions = {(form.id, form.version): form for form in (*replaced, *before, *own.values())}
    return replace(
        base,
        forms=MappingProxyType({**base.forms, **own}),
        versions=MappingProxyType({**base.versions, **versions}),
    )
