"""A form that fills one record: its fields carry the names of the record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, ClassVar

from wtforms import Field, Form
from wtforms.validators import ValidationError

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.web.forms import PageForm

_YES_NO = {answer.value: answer for answer in YesNo}


class ConditionalForm(PageForm):
    """A page form in which a question can wait for another answer (`conditions`: field, values)."""

    conditions: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]] = {}
    remembered: ClassVar[
        tuple[str, ...]
    ] = ()  # questions with a plain ja or nee that no column of a line holds
    first: ClassVar[
        tuple[str, ...]
    ] = ()  # questions that stand in sight; the others open (empty: all in sight)
    more = (
        "Meer over dit bedrag",
        "Gaat er iets af, van wie is het, in welke maand? Dit hoeft niet allemaal.",
    )  # what stands above the others: summary and a line

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.asked:
            field.only_if = self.conditions.get(field.short_name)

    def is_hidden(self, name: str) -> bool:
        """Whether this question does not apply, given the other answers."""
        condition = self.conditions.get(name)
        if condition is None:
            return False
        other = self[condition[0]].data
        held = other if isinstance(other, (tuple, list)) else (other,)
        return not any(
            value in condition[1] for value in held if value is not None and not isinstance(value, Open)
        )

    @property
    def asked_first(self) -> list[Any]:
        """The questions that stand in sight at once."""
        return [field for field in self.asked if not self.first or field.short_name in self.first]

    @property
    def asked_more(self) -> list[Any]:
        """The questions that open on demand."""
        return [field for field in self.asked if self.first and field.short_name not in self.first]

    @property
    def more_in_use(self) -> bool:
        """Whether one of those was answered, or asks attention."""
        return any(
            field.errors or field.data not in (None, False, field.default) for field in self.asked_more
        )

    def open_answers(self) -> tuple[tuple[str, str], ...]:
        """What was left open, and the plain answers that no column holds, by the name of the question."""
        held = [
            (field.short_name, field.data) for field in self.asked if not self.is_hidden(field.short_name)
        ]
        return tuple(
            (name, answer.value)
            for name, answer in held
            if isinstance(answer, Open) or (name in self.remembered and isinstance(answer, YesNo))
        )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the questions that apply; what was typed at another one stops nobody."""
        for field in self.asked:
            if self.is_hidden(field.short_name):
                field.data = None if field.process_errors else field.data
                field.process_errors = []
                field.validators = []
        return bool(super().validate(extra_validators))


class StepForm(ConditionalForm):
    """The form of one step. `record` is the record it fills; fields and record hold the same names.

    `in_part` says that it asks only a part of a record that has a form of its own.
    """

    record: ClassVar[type]
    in_part: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        cls.conditions = {
            part.name: part.metadata["only_if"] for part in fields(cls.record) if part.metadata["only_if"]
        }


def record_from(form: StepForm, previous: Any = None) -> Any:
    """The record of a validated form; fields that the form does not ask keep their previous answer."""
    base = form.record() if previous is None else previous
    return replace(base, **form.answers())


def form_data(record: Any) -> dict[str, Any]:
    """The answers of a record, to fill a form with: `FORM_FOR[slug](data=form_data(record))`."""
    return {} if record is None else {part.name: getattr(record, part.name) for part in fields(record)}


def with_open_answers(fields: dict[str, Any], kept: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The fields of a line with the answers that were kept open; a given answer stands before a kept ja or nee."""
    for name, code in kept:
        if code in set(Open):
            fields[name] = Open(code)
        elif fields.get(name) is None:
            fields[name] = _YES_NO[code]
    return fields


class NoneAlone:
    """ "Nee, niets daarvan" does not go together with another answer."""

    def __init__(self, value: str = "geen") -> None:
        self.value = value

    def __call__(self, form: Form, field: Field) -> None:
        """Raise ValidationError when both are ticked."""
        if field.data and self.value in field.data and len(field.data) > 1:
            raise ValidationError("U koos iets, en ook dat er niets is. Laat een van de twee staan.")
