"""A work form as an invented client fills it in, and its conditions in plain words: for who looks a form over."""

from schuldhulp.scripts_mi.work_forms.answers import in_words
from schuldhulp.scripts_mi.work_forms.form import (
    OTHER,
    AnswerCondition,
    AnswerTest,
    AnswerValue,
    Field,
    FieldKind,
    WorkForm,
)

_ORDER = {"lt": "minder dan", "lte": "hoogstens", "gt": "meer dan", "gte": "minstens"}
_ANSWERS: dict[FieldKind, AnswerValue] = {
    FieldKind.SHORT_TEXT: "de stapel op de trap",
    FieldKind.LONG_TEXT: "Op zaterdag na de koffie is het rustig in huis.",
    FieldKind.RULER: 6,
    FieldKind.DATE: "2030-03-12",
    FieldKind.WEEKDAY: "zaterdag",
    FieldKind.EURO: 4_500,
    FieldKind.YES_NO: True,
}


def example_answers(form: WorkForm) -> dict[str, AnswerValue]:
    """An answer to every question, the same each time."""
    return {field.name: _answer(field) for field in form.fields}


def _answer(field: Field) -> AnswerValue:
    keys = list(field.options)
    if field.kind is FieldKind.CHOICE:
        return keys[0]
    if field.kind is FieldKind.CHOICES:
        return keys[:2]
    if field.kind is FieldKind.LINES:
        return ["de post", "een telefoontje"][: field.most]
    if field.kind is FieldKind.AMOUNTS:
        return [["boodschappen", 6_500], ["bus", 1_800]][: field.most]
    if field.kind is FieldKind.IF_THEN:
        situation, action = (
            field.examples[0] if field.examples else ("ik thuis ben", "maak ik één brief open")
        )
        return {"als": situation, "dan": action}
    return _ANSWERS[field.kind]


def condition_said(form: WorkForm, condition: AnswerCondition) -> str:
    """When a rule is said, in Dutch; a rule without condition is said when no other is."""
    parts = [_test(form, test) for test in condition.all]
    if condition.any:
        parts.append(" of ".join(_test(form, test) for test in condition.any))
    parts += [f"niet: {_test(form, test)}" for test in condition.none]
    return "Als " + ", en ".join(parts) + "." if parts else "In elk ander geval."


def _test(form: WorkForm, test: AnswerTest) -> str:
    field = next((each for each in form.fields if each.name == test.field), None)
    asked = f"‘{field.ask.rstrip('?. ')}’" if field else f"‘{test.field}’"
    if test.op == "exists":
        return f"{asked} {'leeg is' if test.value is False else 'is ingevuld'}"
    if test.op in _ORDER:
        return f"{asked} {_ORDER[test.op]} {_amount(field, test.value)} is"
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    words = " of ".join(_value(field, value) for value in values)
    return f"{asked} {'iets anders is dan' if test.op == 'ne' else 'is'} {words}"


def _amount(field: Field | None, value: object) -> str:
    if not isinstance(value, int):
        return str(value)
    if field is None or field.kind in (FieldKind.EURO, FieldKind.AMOUNTS):
        return f"{value // 100} euro" if field or value >= 100 else str(value)
    return str(value) if field.kind is FieldKind.RULER else f"{in_words(value)} antwoorden"


def _value(field: Field | None, value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if value == OTHER:
        return "iets anders"
    return f"‘{field.options[str(value)]}’" if field and str(value) in field.options else str(value)
