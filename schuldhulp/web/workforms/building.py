"""The web form of a work form: built from its data once, read back as the answers that are kept."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from schuldhulp.scripts_mi.work_forms.answers import clean_if_then
from schuldhulp.scripts_mi.work_forms.form import (
    OTHER,
    OTHER_SUFFIX,
    WEEKDAYS,
    Answers,
    AnswerValue,
    Field,
    FieldKind,
    WorkForm,
)
from schuldhulp.web.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    EuroField,
    LongTextField,
    PageForm,
    RulerField,
    TextField,
)
from schuldhulp.web.workforms.fields import MOST_IN_LINE, LinesField, without_answer

ANSWER_HERE = "Vul hier iets in, of bewaar voor later."
BOTH_HALVES = "Een plan heeft twee helften. Vul beide in, of laat beide leeg."
AMOUNT_TOO = "Zet bij elke regel een bedrag. Ongeveer is goed."


@dataclass(frozen=True, slots=True)
class Question:
    """One question on the page: the fields of the form it is made of, in order, and whether own words follow."""

    field: Field
    names: tuple[str, ...]
    own_words: str = ""


class WorkFormPage(PageForm):
    """The form of one work form. `questions` say which fields belong together."""

    questions: tuple[Question, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in self.questions:
            if question.own_words:
                self[question.own_words].only_if = (question.names[0], (OTHER,))

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then what a question asks of its fields together."""
        good = super().validate(extra_validators)
        for question in self.questions:
            if reason := _reason(self, question):
                first = self[question.names[0]]
                first.errors = [*first.errors, reason]
                good = False
        return good

    def answers_given(self) -> dict[str, AnswerValue]:
        """What was answered, as it is kept."""
        found: dict[str, AnswerValue] = {}
        for question in self.questions:
            value = _value(self, question)
            if value is not None:
                found[question.field.name] = value
                own = self[question.own_words].data if question.own_words else None
                if own and (value == OTHER or (isinstance(value, list) and OTHER in value)):
                    found[question.field.name + OTHER_SUFFIX] = own
        return found


@lru_cache(maxsize=1024)
def form_of(form: WorkForm) -> type[WorkFormPage]:
    """The class of a work form's page, made once."""
    fields: dict[str, Any] = {}
    questions = []
    for each in form.fields:
        made = _fields(each)
        fields |= made
        own = (
            _name(each.name) + OTHER_SUFFIX if each.other else ""
        )  # a question may itself be called 'anders'
        questions.append(
            Question(each, tuple(name for name in made if name != own), own if own in made else "")
        )
    return type("WorkFormPage", (WorkFormPage,), {**fields, "questions": tuple(questions)})


def data_of(form: WorkForm, answers: Answers) -> dict[str, Any]:
    """Stored answers as the data of the form; what no longer fits a question is left out."""
    found: dict[str, Any] = {}
    for each in form.fields:
        value = answers.get(each.name)
        if value is not None:
            found |= _data(each, value)
        own = answers.get(each.name + OTHER_SUFFIX)
        if own:
            found[_name(each.name) + OTHER_SUFFIX] = own
    return found


def _name(name: str) -> str:
    return f"v_{name}"


def _fields(field: Field) -> dict[str, Any]:
    name = _name(field.name)
    words: dict[str, Any] = {"description": field.help}
    if field.kind is FieldKind.IF_THEN:
        return {
            f"{name}__als": TextField("Als …", max_length=MOST_IN_LINE),
            f"{name}__dan": TextField("dan …", max_length=MOST_IN_LINE),
        }
    if field.kind is FieldKind.AMOUNTS:
        return _amounts(field)
    made: dict[str, Any] = {name: _single(field, words)}
    if field.other:
        made[name + OTHER_SUFFIX] = TextField("Iets anders, namelijk", max_length=MOST_IN_LINE)
    return made


def _amounts(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for nth in range(field.most):
        made[f"{_name(field.name)}__{nth}"] = TextField(f"Regel {nth + 1}", max_length=MOST_IN_LINE)
        made[f"{_name(field.name)}__{nth}_euro"] = EuroField(f"Bedrag {nth + 1}")
    return made


def _single(field: Field, words: dict[str, Any]) -> Any:
    kind, ask = field.kind, field.ask
    options = [*field.options.items(), *([(OTHER, "Iets anders")] if field.other else [])]
    if kind is FieldKind.LONG_TEXT:
        return LongTextField(ask, rows=5, **words)
    if kind is FieldKind.CHOICE:
        return ChoiceField(ask, choices=options, **words)
    if kind is FieldKind.CHOICES:
        return CheckboxesField(ask, choices=options, **words)
    if kind is FieldKind.RULER:
        return RulerField(ask, low=field.low, high=field.high, **words)
    if kind is FieldKind.DATE:
        return DateField(ask, **words)
    if kind is FieldKind.WEEKDAY:
        return ChoiceField(ask, choices=[(day, day.capitalize()) for day in WEEKDAYS], **words)
    if kind is FieldKind.EURO:
        return EuroField(ask, **words)
    if kind is FieldKind.LINES:
        hint = f"Zet elk op een eigen regel. Er passen er {field.most}."
        return LinesField(ask, most=field.most, description=f"{field.help} {hint}".strip())
    if kind is FieldKind.YES_NO:
        return ChoiceField(ask, choices=[("ja", "Ja"), ("nee", "Nee")], **words)
    return TextField(ask, **words)


def _reason(form: WorkFormPage, question: Question) -> str:
    """Why a question asks attention, beyond its single fields; empty when it does not."""
    held = [form[name] for name in question.names]
    if any(each.errors for each in held):
        return ""
    empty = [without_answer(each) for each in held]
    if question.field.required and all(empty):
        return ANSWER_HERE
    if question.field.kind is FieldKind.IF_THEN and any(empty) and not all(empty):
        return BOTH_HALVES
    if question.field.kind is FieldKind.AMOUNTS and any(
        not empty[nth] and empty[nth + 1] for nth in range(0, len(held), 2)
    ):
        return AMOUNT_TOO
    return ""


def _value(form: WorkFormPage, question: Question) -> AnswerValue | None:
    held = [form[name].data for name in question.names]
    kind = question.field.kind
    if kind is FieldKind.IF_THEN:
        return clean_if_then(held[0], held[1]) if held[0] and held[1] else None
    if kind is FieldKind.AMOUNTS:
        pairs = zip(held[::2], held[1::2], strict=True)
        return [[name or "Zonder naam", cents] for name, cents in pairs if cents is not None] or None
    value = held[0]
    if value is None or value == "":
        return None
    if kind is FieldKind.YES_NO:
        return bool(value == "ja")
    if isinstance(value, date):
        return value.isoformat()
    found: AnswerValue = list(value) if isinstance(value, tuple) else value
    return found


def _data(field: Field, value: Any) -> dict[str, Any]:
    name, kind = _name(field.name), field.kind
    if kind is FieldKind.IF_THEN and isinstance(value, dict):
        return {f"{name}__als": value.get("als"), f"{name}__dan": value.get("dan")}
    if kind is FieldKind.AMOUNTS and isinstance(value, list):
        found: dict[str, Any] = {}
        for nth, (words, cents) in enumerate(value[: field.most]):
            found |= {f"{name}__{nth}": words, f"{name}__{nth}_euro": cents}
        return found
    if kind is FieldKind.YES_NO:
        return {name: "ja" if value else "nee"}
    if kind is FieldKind.DATE:
        return {name: date.fromisoformat(str(value))}
    if kind is FieldKind.CHOICES and isinstance(value, list):
        known = {*field.options, OTHER}
        return {name: tuple(each for each in value if each in known)}
    if kind is FieldKind.CHOICE and value not in {*field.options, OTHER}:
        return {}
    return {name: value}
