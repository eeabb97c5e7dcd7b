"""A box reads as the one of WTForms that it stands for."""

from typing import Any

import pytest
import wtforms
from markupsafe import Markup
from wtforms import validators, widgets

from schuldhulp.web.boxes import Box, EmailBox, LongBox

AWKWARD = "\nQ \"<&' é"


class Page(wtforms.Form):
    """One field of each kind, with what a field may ask of its box."""

    line = wtforms.StringField(
        "Regel", [validators.InputRequired(), validators.Length(max=9)], default=AWKWARD
    )
    text = wtforms.TextAreaField("Tekst", [validators.Length(min=2, max=9)], default=AWKWARD)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"class": "k l", "aria_describedby": "z", "data_x_y": AWKWARD, "class_": "e"},
        {"required": False, "checked": True, "rows": 4, "aria-invalid": "true", "title": Markup("&amp; '")},
    ],
)
@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("line", Box(), widgets.TextInput()),
        ("line", EmailBox(), widgets.EmailInput()),
        ("text", LongBox(), widgets.TextArea()),
    ],
)
def test_a_box_reads_as_that_of_wtforms(field: str, ours: Any, theirs: Any, given: dict[str, Any]) -> None:
    asked = Page()[field]
    assert ours(asked, **given) == theirs(asked, **given)
