"""Questions with given answers: one of them, some of them, a ruler, a period, a tick.

`choices` is an Enum whose members have `.label` (then `data` is a member), or pairs (posted value, words).
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

import wtforms
from wtforms.fields.choices import Choice, SelectChoice

from schuldhulp.dossier.open_answers import Open
from schuldhulp.money import Period
from schuldhulp.web.asked import Asked

Choices = type[Enum] | Iterable[tuple[str, str]]


def _listed(choices: Choices) -> list[tuple[str, str]]:
    if isinstance(choices, type):
        return [(str(member.value), str(member.label)) for member in choices]  # type: ignore[attr-defined]
    return [(str(value), words) for value, words in choices]


class _Choosing(Asked):
    """Shared by the fields with given answers; replaces the English messages."""

    data: Any
    coerce: Any

    def __init__(
        self, label: str = "", validators: Sequence[Any] = (), *, choices: Choices = (), **kwargs: Any
    ) -> None:
        listed = [SelectChoice(value=value, label=words) for value, words in _listed(choices)]
        coerce = choices if isinstance(choices, type) else str
        super().__init__(
            label,
            validators,
            choices=listed,
            coerce=coerce,
            invalid_value_message="Kies een van de antwoorden.",
            invalid_choice_message="Kies een van de antwoorden.",
            **kwargs,
        )

    def offer(self, choices: Choices) -> None:
        """Give the answers once the form exists, for answers that differ by dossier."""
        self.choices = [SelectChoice(value=value, label=words) for value, words in _listed(choices)]

    def pre_validate(self, form: wtforms.Form) -> None:
        """Nothing chosen is no error here; InputRequired decides about that."""
        if self.data is not None and not isinstance(self.data, Open):
            super().pre_validate(form)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the chosen answer; blank is None."""
        chosen = [value for value in valuelist if str(value).strip()]
        self.data = None
        super().process_formdata(chosen)


class ChoiceField(_Choosing, wtforms.RadioField):
    """One of a few answers, all in sight."""


class DropdownField(_Choosing, wtforms.SelectField):
    """One of many answers; the first line is "Kies" unless `blank` is empty. `coerce_to` types the value."""

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] = (),
        *,
        choices: Choices = (),
        blank: str = "Kies",
        coerce_to: type | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, choices=choices, **kwargs)
        self.blank = blank
        self.coerce = coerce_to or self.coerce

    def iter_choices(self) -> list[Any]:
        """The answers, after the blank line."""
        listed = super().iter_choices()
        if not self.blank:
            return listed
        return [Choice("", self.blank, self.data is None, {}), *listed]


class PeriodField(_Choosing, wtforms.SelectField):
    """Per week, maand, kwartaal …; `data` is a `Period`."""

    def __init__(self, label: str = "Per", validators: Sequence[Any] = (), **kwargs: Any) -> None:
        kwargs.setdefault("default", Period.MONTH)
        super().__init__(label, validators, choices=Period, **kwargs)


class CheckboxesField(_Choosing, wtforms.SelectMultipleField):
    """Some of the answers; `data` is a tuple, or None when nothing is ticked."""

    widget = wtforms.widgets.ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.CheckboxInput()

    def __init__(
        self, label: str = "", validators: Sequence[Any] = (), *, choices: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(label, validators, choices=choices, **kwargs)
        self.label.field_id = False

    def iter_choices(self) -> list[Any]:
        """The answers; an open answer ticks none."""
        kept, self.data = self.data, () if isinstance(self.data, Open) else self.data
        try:
            return list(super().iter_choices())
        finally:
            self.data = kept

    def process_data(self, value: Any) -> None:
        """What was stored, as a tuple."""
        super().process_data(value)
        self.data = tuple(self.data) if self.data else None

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """What is ticked, as a tuple; nothing ticked is None."""
        super().process_formdata(valuelist)
        self.data = tuple(self.data) if self.data else None


class RulerField(_Choosing, wtforms.RadioField):
    """A ruler from 0 to 10; `low` and `high` say what its ends mean."""

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] = (),
        *,
        low: str = "helemaal niet",
        high: str = "heel erg",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, choices=[(str(n), str(n)) for n in range(11)], **kwargs)
        self.low = low
        self.high = high
        self.coerce = int


class BooleanField(Asked, wtforms.BooleanField):
    """One tick; `data` is True or False."""
