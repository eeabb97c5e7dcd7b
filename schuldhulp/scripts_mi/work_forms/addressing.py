"""A work form as a client chose to be addressed: the je-form of each of its texts."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from schuldhulp.scripts_mi.register import in_je
from schuldhulp.scripts_mi.work_forms.form import Field, WorkForm


def in_je_form(form: WorkForm) -> WorkForm:
    """Give the same form with every text in the je-form; answers and conditions are the same."""
    return replace(
        form,
        purpose=in_je(form.purpose),
        intro=in_je(form.intro),
        evoke=in_je(form.evoke),
        fields=tuple(_field(each) for each in form.fields),
        feedback=tuple(replace(rule, text=in_je(rule.text)) for rule in form.feedback),
        suggest=form.suggest and replace(form.suggest, reason=in_je(form.suggest.reason)),
        register="je",
    )


def _field(field: Field) -> Field:
    return replace(
        field,
        ask=in_je(field.ask),
        help=in_je(field.help),
        low=in_je(field.low),
        high=in_je(field.high),
        options=MappingProxyType({key: in_je(label) for key, label in field.options.items()}),
    )


def texts_of(form: WorkForm) -> Iterator[str]:
    """Every text of a form that speaks to the client, with placeholders as they stand."""
    yield from (form.purpose, form.intro, form.evoke)
    for field in form.fields:
        yield from (
            text for text in (field.ask, field.help, field.low, field.high, *field.options.values()) if text
        )
    yield from (rule.text for rule in form.feedback)
    if form.suggest:
        yield form.suggest.reason
