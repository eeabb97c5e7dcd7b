"""Answers to a work form: which conditions hold, what they come to, and how they are said in Dutch."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from schuldhulp.calendar import say_date
from schuldhulp.money import format_euro
from schuldhulp.scripts_mi.comparing import compares
from schuldhulp.scripts_mi.work_forms.form import (
    OTHER,
    OTHER_SUFFIX,
    AnswerCondition,
    Answers,
    AnswerTest,
    Computed,
    Field,
    FieldKind,
    WorkForm,
)

NUMBERS = (
    "geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
_MOST_WORDS = 24
_FIRST_PERSON = re.compile(r"\b(ik|mij|mijn|me|mezelf|mijzelf|wij|we|ons|onze)\b", re.IGNORECASE)


def answered(form: WorkForm, answers: Answers) -> tuple[Field, ...]:
    """The questions that have an answer, in order."""
    return tuple(each for each in form.fields if _filled(answers.get(each.name)))


def holds(condition: AnswerCondition, form: WorkForm, answers: Answers) -> bool:
    """Tell whether a condition is true; without an answer every test is false but `exists: false`."""
    return (
        all(_test(each, form, answers) for each in condition.all)
        and (not condition.any or any(_test(each, form, answers) for each in condition.any))
        and not any(_test(each, form, answers) for each in condition.none)
    )


def if_then_sentence(plan: dict[str, str]) -> str:
    """The one form of an als-dan plan: "Als ik koffie heb gezet, dan maak ik één brief open."."""
    return f"Als {_inside(plan['als'], 'als')}, dan {_inside(plan['dan'], 'dan')}."


def clean_if_then(situation: str, action: str) -> dict[str, str]:
    """A plan as it is kept: the words "als" and "dan" themselves, capitals and the last dot are ours."""
    return {"als": _inside(situation, "als"), "dan": _inside(action, "dan")}


def said(field: Field, answers: Answers) -> str:
    """An answer in full, as the notebook shows it; empty without an answer."""
    value = answers.get(field.name)
    if not _filled(value):
        return ""
    if field.kind is FieldKind.YES_NO:
        return "ja" if value else "nee"
    if field.kind is FieldKind.LINES and isinstance(value, list):
        return "\n".join(str(each) for each in value)
    if field.kind is FieldKind.AMOUNTS and isinstance(value, list):
        lines = [f"{each[0]}: {format_euro(int(str(each[1])))}" for each in value if isinstance(each, list)]
        return "\n".join([*lines, f"samen: {format_euro(total(value))}"])
    if field.options:
        return "\n".join(_labels(field, answers, lower=False))
    if field.kind is FieldKind.RULER:
        return f"{value} van 10"
    return _one(field, value)


def quoted(field: Field, answers: Answers) -> str:
    """An answer as it fits in a sentence said back: short, options with a small letter, lists with "en"."""
    value = answers.get(field.name)
    if field.options:
        return listed(_labels(field, answers, lower=True))
    if field.kind is FieldKind.LINES and isinstance(value, list):
        return listed([f"‘{_short(str(each))}’" for each in value])
    if field.kind is FieldKind.AMOUNTS and isinstance(value, list):
        return format_euro(total(value))
    if field.kind in (FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT):
        return f"‘{_short(str(value))}’"
    if field.kind is FieldKind.IF_THEN and isinstance(value, dict):
        return if_then_sentence({name: str(words) for name, words in value.items()})
    return _one(field, value)


def how_many(field: Field, answers: Answers) -> int:
    """The number of lines or options that were given; 1 for another answer, 0 for none."""
    value = answers.get(field.name)
    if not _filled(value):
        return 0
    return len(value) if isinstance(value, list) else 1


def in_words(number: int) -> str:
    """Numbers up to twelve as people write them: "drie"."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def total(lines: list[str] | list[list[object]]) -> int:
    """The sum of amounts with a name, in eurocents."""
    return sum(int(str(each[1])) for each in lines if isinstance(each, list))


def worked_out(computed: Computed, form: WorkForm, answers: Answers) -> int | None:
    """The value of a computed name, or None while nothing of it was answered."""
    known = [value for name in computed.plus if (value := _number(form, answers, name)) is not None]
    if not known:
        return None
    taken = sum(_number(form, answers, name) or 0 for name in computed.minus)
    by = computed.divide_by or len(known)
    return int((Decimal((sum(known) - taken) * computed.times) / by).quantize(Decimal(1), ROUND_HALF_UP))


def listed(parts: list[str]) -> str:
    """ "a, b en c"."""
    return " en ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _filled(value: object) -> bool:
    return value is not None and value not in ("", [], {})


def _number(form: WorkForm, answers: Answers, name: str) -> int | None:
    value = answers.get(name)
    if isinstance(value, list):
        return total(value) if form.field(name).kind is FieldKind.AMOUNTS else len(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _test(test: AnswerTest, form: WorkForm, answers: Answers) -> bool:
    computed = next((each for each in form.computed if each.name == test.field), None)
    value: object = worked_out(computed, form, answers) if computed else answers.get(test.field)
    if test.op == "exists":
        return _filled(value) is (test.value is not False)
    size = value if computed else _number(form, answers, test.field)
    return _filled(value) and compares(test.op, value, test.value, size)


def _labels(field: Field, answers: Answers, *, lower: bool) -> list[str]:
    value = answers.get(field.name)
    keys = [str(each) for each in value] if isinstance(value, list) else [str(value)]
    own = str(answers.get(field.name + OTHER_SUFFIX) or "")
    labels = [own or "iets anders" if key == OTHER else field.options.get(key, "") for key in keys]
    if not lower:
        return [label for label in labels if label]
    return [_as_said(label, own=label == own) for label in labels if label]


def _as_said(label: str, *, own: bool) -> str:
    """An option within a sentence: between quotation marks when it speaks in the first person."""
    words = _short(label) if own else _small(label)
    return f"‘{words}’" if own or _FIRST_PERSON.search(words) else words


def _small(label: str) -> str:
    """A label with a small first letter, unless its first word is a name or letters: "DigiD", "UWV", "IJburg"."""
    first = label.split(" ", 1)[0]
    if first == "Eén":
        return "één" + label[3:]
    return label if any(letter.isupper() for letter in first[1:]) else label[:1].lower() + label[1:]


def _one(field: Field, value: object) -> str:
    if field.kind is FieldKind.EURO and isinstance(value, int):
        return format_euro(value)
    if field.kind is FieldKind.DATE:
        return say_date(date.fromisoformat(str(value)))
    if field.kind is FieldKind.IF_THEN and isinstance(value, dict):
        return if_then_sentence({name: str(words) for name, words in value.items()})
    return str(value)


def _short(text: str) -> str:
    """At most so many words of the first line, without the dot at its end."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    words = first.split()
    cut = " ".join(words[:_MOST_WORDS])
    return cut + " …" if len(words) > _MOST_WORDS else cut.rstrip(".!?, ")


def _inside(words: str, opening: str) -> str:
    """Words as they stand within the sentence: no "als" before it, no capital, no dot after it."""
    plain = " ".join(words.split()).rstrip(".!?, ")
    if plain.lower().startswith(opening + " "):
        plain = plain[len(opening) + 1 :]
    return _small(plain)
