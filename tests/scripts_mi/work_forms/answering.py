"""Answers that somebody could give: made up so that a certain rule of feedback is the first that holds."""

from collections.abc import Iterator
from itertools import islice, product

from schuldhulp.scripts_mi.work_forms.feedback import said_back
from schuldhulp.scripts_mi.work_forms.form import WEEKDAYS, AnswerValue, Field, FieldKind, WorkForm

_MOST_TRIES = 60_000
Maybe = AnswerValue | None


def answers_for(form: WorkForm, rule: int) -> dict[str, AnswerValue] | None:
    """Find answers to which `rule` is what is said back; None when no combination that was tried gives it."""
    tested = _tested(form)
    choices = [_possible(field, tested) for field in form.fields]
    for values in islice(product(*choices), _MOST_TRIES):
        answers: dict[str, AnswerValue] = {
            field.name: value for field, value in zip(form.fields, values, strict=True) if value is not None
        }
        if answers and said_back(form, answers).rule == rule:
            return answers
    return None


def _tested(form: WorkForm) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    of = {computed.name: (*computed.plus, *computed.minus) for computed in form.computed}
    for each in form.feedback:
        for test in (*each.when.all, *each.when.any, *each.when.none):
            values = test.value if isinstance(test.value, tuple) else (test.value,)
            for name in of.get(test.field, (test.field,)):
                found.setdefault(name, set()).update(values)
    return found


def _possible(field: Field, tested: dict[str, set[object]]) -> list[Maybe]:
    """A few answers to one question: around each value a rule looks at; one only when no rule looks at it."""
    limits = tested.get(field.name)
    made = list(_made(field, sorted(each for each in limits or () if type(each) is int)))
    if limits is None:
        return made[:1] if field.required else [None]
    if field.kind is FieldKind.CHOICE:
        made = [key for key in made if key in limits] + [key for key in made if key not in limits][:1]
    if field.kind is FieldKind.CHOICES:
        others = [[key] for key in field.options if key not in limits][:1]
        made = [[key] for key in field.options if key in limits] + others + made
    return made if field.required else [*made, None]


def _made(field: Field, limits: list[int]) -> Iterator[AnswerValue]:
    kind = field.kind
    if kind in (FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT):
        yield "eigen woorden"
    elif kind is FieldKind.CHOICE:
        yield from [*field.options, *(["anders"] if field.other else [])]
    elif kind is FieldKind.CHOICES:
        yield from (list(field.options)[:size] for size in _around(limits, 1, len(field.options)))
    elif kind is FieldKind.RULER:
        yield from _around(limits, 0, 10)
    elif kind is FieldKind.DATE:
        yield "2030-03-12"
    elif kind is FieldKind.WEEKDAY:
        yield from WEEKDAYS
    elif kind is FieldKind.EURO:
        yield from _around([*limits, 100_00], 0, 10_000_00)
    elif kind is FieldKind.LINES:
        yield from ([f"regel {n}" for n in range(size)] for size in _around(limits, 1, field.most))
    elif kind is FieldKind.AMOUNTS:
        yield from ([["iets", cents]] for cents in _around([*limits, 100_00, 900_00], 1, 10_000_00))
    elif kind is FieldKind.YES_NO:
        yield from (True, False)
    else:
        yield {"als": "ik thuis ben", "dan": "maak ik één brief open"}


def _around(limits: list[int], least: int, most: int) -> list[int]:
    near = {min(max(limit + step, least), most) for limit in limits for step in (-1, 0, 1)}
    return sorted(near | {least, most})
