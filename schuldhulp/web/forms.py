"""The form every page builds on, and the fields it can hold.

`token` is made when the form is first shown and comes back with each post, so one form has one effect.
`version` is the version of what is being edited; absent where nothing is.
"""

import re
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import wtforms
from flask import g
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import validators as wtf

from schuldhulp.web.asked import Asked, InputRequired
from schuldhulp.web.choice_fields import (
    BooleanField,
    CheckboxesField,
    ChoiceField,
    DropdownField,
    PeriodField,
    RulerField,
)
from schuldhulp.web.date_fields import DateField
from schuldhulp.web.fields import (
    MAX_LINE,
    MAX_TEXT,
    EmailField,
    EuroField,
    IntegerField,
    LongTextField,
    PasswordField,
    PercentField,
    TextField,
)

__all__ = [
    "MAX_LINE", "MAX_TEXT", "Asked", "BooleanField", "CheckboxesField", "ChoiceField", "DateField",
    "DropdownField", "EmailField", "EuroField", "InputRequired", "IntegerField", "LongTextField", "PageForm",
    "PasswordField", "PercentField", "PeriodField", "RulerField", "TextField",
]  # fmt: skip

STALE = "Deze pagina is verouderd. Wat u invulde staat er nog. Sla het nog een keer op."


class TokenField(wtforms.HiddenField):
    """The idempotency token: 32 hexadecimal digits."""

    data: Any

    def pre_validate(self, form: wtforms.Form) -> None:
        """Refuse anything else, and put a fresh token in its place."""
        if not re.fullmatch(r"[0-9a-f]{32}", str(self.data or "")):
            self.data = uuid4().hex
            self.raw_data = None
            raise wtf.StopValidation(STALE)


class VersionField(wtforms.HiddenField):
    """The version of the thing that is edited, or None."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read a whole number. Raises ValueError for anything else."""
        if not valuelist:
            return
        self.data = None
        if valuelist[0]:
            if not re.fullmatch(r"[0-9]{1,9}", valuelist[0]):
                raise ValueError(STALE)
            self.data = int(valuelist[0])

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)


def _typed_before(form: wtforms.Form) -> MultiDict[str, str] | None:
    """The kept form of this page, if it was this form: it has one of its questions."""
    kept = g.get("typed_form")
    if not kept or not any(field.name in kept for field in form if isinstance(field, Asked)):
        return None
    return MultiDict(kept)


class PageForm(FlaskForm):
    """A form with a token and a version, whose own messages are Dutch."""

    class Meta(FlaskForm.Meta):
        locales = ("nl",)

        def get_translations(self, form: wtforms.Form) -> Any:
            """WTForms' own Dutch catalogue, whatever language the page has."""
            return wtforms.meta.DefaultMeta.get_translations(self, form)

        def wrap_formdata(self, form: wtforms.Form, formdata: Any) -> Any:
            """What was posted; on a page that gives back a kept form, what was typed then."""
            posted = super().wrap_formdata(form, formdata)
            return _typed_before(form) if posted is None else posted

    token = TokenField(default=lambda: uuid4().hex)
    version = VersionField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what was posted; a text that looks like a BSN is right, and remarked on after it was saved."""
        if any(isinstance(field, LongTextField) and field.remark for field in self):
            g.remark = True
        return bool(super().validate(extra_validators))

    @property
    def asked(self) -> list[Asked]:
        """The fields a person fills, in order."""
        return [field for field in self if isinstance(field, Asked)]

    def answers(self) -> dict[str, Any]:
        """Field name to value, without token, version and CSRF."""
        return {field.short_name: field.data for field in self.asked}
