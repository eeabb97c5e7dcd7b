"""A form that fills one record: its fields carry the names of the record."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, ClassVar

from wtforms import Field, Form
from wtforms.validators import ValidationError

from schuldhulp.dossier.open_answers import Open
from schuldhulp.web.forms import PageForm


class ConditionalForm(PageForm):
    """A page form in which a question can wait for another answer (`conditions`: field, values)."""

    conditions: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]] = {}

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


class NoneAlone:
    """ "Nee, niets daarvan" does not go together with another answer."""

    def __init__(self, value: str = "geen") -> None:
        self.value = value

    def __call__(self, form: Form, field: Field) -> None:
        """Raise ValidationError when both are ticked."""
        if field.data and self.value in field.data and len(field.data) > 1:
            raise ValidationError("U koos iets, en ook dat er niets is. Laat een van de twee staan.")
