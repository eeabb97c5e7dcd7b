"""What the steps ask, in the words of their forms, for whoever reads the answers elsewhere."""

from collections.abc import Mapping

from wtforms import Field

from schuldhulp.web.steps.forms import FORM_FOR


def questions() -> Mapping[str, Mapping[str, tuple[str, Mapping[str, str]]]]:
    """By step and by name of the field: its question, and what each answer that can be chosen is called."""
    return {
        slug: {f.name: (f.label.text, _choices(f)) for f in form(formdata=None)}
        for slug, form in FORM_FOR.items()
    }


def _choices(field: Field) -> Mapping[str, str]:
    choices = getattr(field, "choices", None) or ()
    return {str(choice[0]): str(choice[1]) for choice in choices if isinstance(choice, tuple)}
