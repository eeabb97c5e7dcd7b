"""The boxes that somebody types in. They read as those of WTForms, which makes a template of each attribute.

A page of three boxes spends a tenth of its time on that.
"""

from functools import lru_cache
from typing import Any

import wtforms
from markupsafe import Markup, escape
from wtforms.widgets.core import clean_key

_name = lru_cache(maxsize=256)(clean_key)


def attributes(**given: Any) -> Markup:
    """Attributes of an element, by name; True stands without a value and False is left out."""
    told = (
        _name(key) if value is True else f'{_name(key)}="{_quoted(value)}"'
        for key, value in sorted(given.items())
        if value is not False
    )
    return Markup(" ".join(told))  # nosec B704: each value is escaped


def _quoted(value: Any) -> str:
    return str(escape(value)).replace('"', "&quot;")


class Box(wtforms.widgets.TextInput):
    """A box of one line."""

    html_params = staticmethod(attributes)


class EmailBox(wtforms.widgets.EmailInput):
    """A box for an e-mail address."""

    html_params = staticmethod(attributes)


class LongBox(wtforms.widgets.TextArea):
    """A box of several lines."""

    def __call__(self, field: wtforms.Field, **given: Any) -> Markup:
        """The element; what the field asks of its length and so on stands in it."""
        given.setdefault("id", field.id)
        for flag in dir(field.flags):
            if flag in self.validation_attrs and flag not in given:
                given[flag] = getattr(field.flags, flag)
        # The line break after the tag is dropped by a browser; without it, it would drop the writer's own.
        told = attributes(name=field.name, **given)
        return Markup(f"<textarea {told}>\r\n{escape(field._value())}</textarea>")  # nosec B704: escaped
