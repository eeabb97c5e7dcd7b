"""The field in which somebody chooses a password: one length, one set of sentences, the same on every page."""

from typing import Any

import wtforms
from wtforms.validators import Length, ValidationError

from schuldhulp.accounts.guessable import why_guessable
from schuldhulp.accounts.passwords import MINIMUM_LENGTH
from schuldhulp.web.forms import InputRequired, PasswordField

SHORT = f"Kies een wachtwoord van {MINIMUM_LENGTH} tekens of meer. Een paar woorden achter elkaar werkt goed."
_ABOUT_ONESELF = ("email", "called", "name")


class NewPasswordField(PasswordField):
    """A password to go on with. `own` is what the page knows of this person and place and does not ask."""

    def __init__(self, label: str = "Kies een wachtwoord", **kwargs: Any) -> None:
        super().__init__(
            label, [InputRequired(SHORT), Length(min=MINIMUM_LENGTH, message=SHORT), _not_guessable],
            autocomplete="new-password",
            description="Tien tekens of meer. Een paar woorden achter elkaar werkt goed.", **kwargs,
        )  # fmt: skip
        self.type = "PasswordField"  # what templates know it by: typed unseen, never put back
        self.own: tuple[str | None, ...] = ()


def _not_guessable(form: wtforms.Form, field: NewPasswordField) -> None:
    """Raises ValidationError with the sentence, when somebody else would try this password early."""
    if field.errors:
        return
    told = (form[name].data for name in _ABOUT_ONESELF if name in form)
    sentence = why_guessable(field.data, (said for said in (*field.own, *told) if said))
    if sentence:
        raise ValidationError(sentence)
