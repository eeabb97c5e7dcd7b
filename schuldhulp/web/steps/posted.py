"""What a form holds as it would be posted, as a person reads it, and how two versions become one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from werkzeug.datastructures import MultiDict

from schuldhulp.dossier.open_answers import Open
from schuldhulp.web.date_fields import SURE
from schuldhulp.web.forms import Asked, BooleanField, CheckboxesField, PageForm

NOT_AN_ANSWER = frozenset({"csrf_token", "token", "version", "do"})
CHOICE = "--keuze"
TOGETHER = "--samen"


def posted_of(form: PageForm) -> dict[str, list[str]]:
    """The answers of a form as posted fields."""
    found: dict[str, list[str]] = {}
    for field in form.asked:
        found |= posted_field(field)
    return found


def posted_field(field: Asked) -> dict[str, list[str]]:
    """One answer as posted fields: the open answer under its own name."""
    value = field.data
    if isinstance(value, Open):
        return {field.open_name: [value.value]}
    if value is None or value is False:
        return {}
    if isinstance(field, BooleanField):
        return {field.name: ["y"]}
    if isinstance(value, tuple):
        return {field.name: [_code(item) for item in value]}
    if hasattr(field, "choices"):
        return {field.name: [_code(value)]}
    return {field.name: [str(field._value())]}


def _code(value: Any) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def answers_in(posted: Any) -> dict[str, list[str]]:
    """The answers in a posted form, without token, version and button; empty ones are left out."""
    return {
        name: values
        for name in posted
        if name not in NOT_AN_ANSWER and not name.endswith((CHOICE, TOGETHER, SURE))
        and (values := [v for v in posted.getlist(name) if v.strip()])
    }  # fmt: skip


def last_changed(
    form: PageForm, typed: Mapping[str, Sequence[str]], before: Mapping[str, Sequence[str]]
) -> str:
    """The last question, in the order of the page, whose answer differs from what was kept before; or ""."""
    last = ""
    for field in form.asked:
        names = (field.name, field.open_name)
        if any(list(typed.get(n, ())) != list(before.get(n, ())) for n in names):
            last = field.short_name
    return last


def shown(field: Asked) -> str:
    """An answer as a person reads it."""
    value = field.data
    if isinstance(value, Open):
        return value.label
    if value is None or value is False or value == ():
        return ""
    if value is True:
        return "Ja"
    if hasattr(field, "choices"):
        words = {str(choice.value): str(choice.label) for choice in field.choices}
        held = value if isinstance(value, tuple) else (value,)
        return ", ".join(words.get(_code(item), _code(item)) for item in held)
    return str(field._value())


@dataclass(frozen=True, slots=True)
class Difference:
    """One question with two answers. `combine`: both can become one text, `together`, or one list of ticks."""

    name: str
    label: str
    mine: str
    theirs: str
    combine: bool
    together: str


def differences(mine: PageForm, theirs: PageForm) -> list[Difference]:
    """The questions that two people answered differently, in the order of the page."""
    found = []
    for field, other in zip(mine.asked, theirs.asked, strict=True):
        if posted_field(field) == posted_field(other):
            continue
        ticks = isinstance(field, CheckboxesField)
        typed = not hasattr(field, "choices") and not isinstance(field, BooleanField)
        both = [text for text in (shown(field), shown(other)) if text]
        found.append(
            Difference(
                field.short_name, field.label.text, shown(field), shown(other), combine=typed or ticks,
                together="" if ticks else "\n".join(dict.fromkeys(both)),
            )
        )  # fmt: skip
    return found


def chosen(posted: Any, theirs: PageForm) -> MultiDict[str, str]:
    """The posted choice of a conflict page as a form: mine, the other's, or both, per question."""
    merged: MultiDict[str, str] = MultiDict(
        (name, value)
        for name in posted
        if not name.endswith((CHOICE, TOGETHER))
        for value in posted.getlist(name)
    )
    for field in theirs.asked:
        choice = posted.get(field.short_name + CHOICE)
        if choice == "ander":
            _replace(merged, field, posted_field(field).items())
        elif choice == "samen" and isinstance(field, CheckboxesField):
            both = [*merged.getlist(field.name), *posted_field(field).get(field.name, [])]
            _replace(merged, field, [(field.name, list(dict.fromkeys(both)))])
        elif choice == "samen":
            _replace(merged, field, [(field.name, [posted.get(field.short_name + TOGETHER, "")])])
    return merged


def _replace(merged: MultiDict[str, str], field: Asked, fields: Iterable[tuple[str, Sequence[str]]]) -> None:
    for name in (field.name, field.open_name):
        merged.poplist(name)
    for name, values in fields:
        merged.setlist(name, list(values))


def made_of_choices(posted: Any) -> bool:
    """Whether this post comes from a conflict page."""
    return any(name.endswith(CHOICE) for name in posted)
