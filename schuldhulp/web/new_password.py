"""The field in which somebody chooses a password: one length, one sentence, the same on every page."""

from typing import Any

from wtforms.validators import Length

from schuldhulp.accounts.passwords import MINIMUM_LENGTH
from schuldhulp.web.forms import InputRequired, PasswordField

SHORT = f"Kies een wachtwoord van {MINIMUM_LENGTH} tekens of meer. Een paar woorden achter elkaar werkt goed."


class NewPasswordField(PasswordField):
    """A password to go on with."""

    def __init__(self, label: str = "Kies een wachtwoord", **kwargs: Any) -> None:
        super().__init__(
            label, [InputRequired(SHORT), Length(min=MINIMUM_LENGTH, message=SHORT)], autocomplete="new-password",
            description="Tien tekens of meer. Een paar woorden achter elkaar werkt goed.", **kwargs,
        )  # fmt: skip
        self.type = "PasswordField"  # what templates know it by: typed unseen, never put back
