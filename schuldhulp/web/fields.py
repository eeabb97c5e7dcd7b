"""The kinds of question a page can ask: each reads Dutch input and answers in Dutch.

Every field takes `description=` (a line under the question), `help=` (opens beside it), `autocomplete=` and
`open_allowed=`: then "Weet ik niet" and "Later" are answers too, posted as `<name>--open`, and `data` is an
`Open`. A field that is left empty has `data` None (text too), unless it carries `InputRequired`. What was
typed stays on the page when it cannot be read.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import wtforms

from schuldhulp.dossier.open_answers import Open
from schuldhulp.identifiers import NotAnEmail, bsn_in, mail_address
from schuldhulp.money import MAX_CENTS, NotAnAmount, format_euro, format_input, parse_euro
from schuldhulp.web.asked import Asked
from schuldhulp.web.boxes import Box, EmailBox, LongBox
from schuldhulp.web.typed_text import clean_line, clean_text

LOOKS_LIKE_BSN = (
    "Dit lijkt een burgerservicenummer. Is het dat? Dan hoeft het hier niet te staan: u kunt het weghalen. Het nummer "
    "heeft een eigen, afgeschermde plek."
)
MAX_LINE = 200
MAX_TEXT = 4_000
_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?")


class Typed(Asked):
    """A field somebody types into: keeps the typed text when it cannot be read."""

    widget = Box()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None or isinstance(self.data, Open) else self.shown(self.data)

    def shown(self, value: Any) -> str:
        """The value as somebody would type it."""
        return str(value)

    def read(self, typed: str) -> Any:
        """The value of typed text that is not blank. Raises ValueError with the sentence."""
        return typed

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read what was posted; blank is None."""
        if valuelist:
            typed = str(valuelist[0])
            self.data = None
            if typed.strip():
                self.data = self.read(typed)


class TextField(Typed):
    """One line of text in any script; `suggestions` become a list to choose from."""

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] = (),
        *,
        max_length: int = MAX_LINE,
        suggestions: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.max_length = max_length
        self.suggestions = None if suggestions is None else list(suggestions)

    def read(self, typed: str) -> str | None:
        """The cleaned text, or None. Raises ValueError when it is too long."""
        text = self.cleaned(typed)
        if len(text) > self.max_length:
            raise ValueError(_too_long(len(text), self.max_length))
        return text or None

    def cleaned(self, typed: str) -> str:
        """One line."""
        return clean_line(typed)


class LongTextField(TextField):
    """Text of several lines, at most 4,000 characters."""

    widget = LongBox()

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] = (),
        *,
        max_length: int = MAX_TEXT,
        rows: int = 5,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, max_length=max_length, **kwargs)
        self.rows = rows

    def cleaned(self, typed: str) -> str:
        """Several lines."""
        return clean_text(typed)

    @property
    def remark(self) -> str:
        """What is said beside the field of what stands in it; it stops nothing."""
        return LOOKS_LIKE_BSN if bsn_in(self._value()) else ""


def _too_long(length: int, limit: int) -> str:
    return (
        f"Uw tekst heeft {_thousands(length)} tekens. Hier passen er {_thousands(limit)}. "
        "Maak de tekst korter. Wat u schreef, staat er nog."
    )


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class EmailField(TextField):
    """An e-mail address; only its form is looked at."""

    widget = EmailBox()

    def read(self, typed: str) -> str | None:
        """The address without space. Raises ValueError when it cannot be one."""
        address = super().read(typed)
        try:
            return mail_address(address) if address else address
        except NotAnEmail:
            raise ValueError("Kijk het e-mailadres na. Het ziet eruit als naam@voorbeeld.nl.") from None


class PasswordField(Typed):
    """A password: taken as it is and never shown again."""

    widget = wtforms.widgets.PasswordInput()

    def __init__(
        self, label: str = "", validators: Sequence[Any] = (), *, max_length: int = MAX_LINE, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.max_length = max_length

    def read(self, typed: str) -> str:
        """The password untouched. Raises ValueError when it is too long to hash."""
        if len(typed) > self.max_length:
            raise ValueError(f"Neem een wachtwoord van hoogstens {self.max_length} tekens.")
        return typed

    def _value(self) -> str:
        return ""


class EuroField(Typed):
    """An amount in eurocents, typed as people write money."""

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] = (),
        *,
        min_cents: int = 0,
        max_cents: int = MAX_CENTS,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.min_cents = min_cents
        self.max_cents = max_cents

    def read(self, typed: str) -> int:
        """Cents. Raises ValueError with the sentence for the screen."""
        try:
            cents = parse_euro(clean_line(typed))
        except NotAnAmount as error:
            raise ValueError(str(error)) from None
        if cents < self.min_cents:
            raise ValueError(f"Dit bedrag is lager dan {format_euro(self.min_cents)}. Kijk het nog eens na.")
        if cents > self.max_cents:
            raise ValueError(f"Dit bedrag is hoger dan {format_euro(self.max_cents)}. Kijk het nog eens na.")
        return cents

    def shown(self, value: int) -> str:
        """118000 as "1180,00"."""
        return format_input(value)


class IntegerField(Typed):
    """A whole number between two bounds."""

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] = (),
        *,
        min: int = 0,
        max: int = 1_000_000,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.min = min
        self.max = max

    def read(self, typed: str) -> int:
        """The number. Raises ValueError with the sentence for the screen."""
        plain = clean_line(typed)
        if not re.fullmatch(r"-?[0-9]{1,12}", plain):
            raise ValueError("Schrijf een heel getal in cijfers, bijvoorbeeld 2.")
        number = int(plain)
        if not self.min <= number <= self.max:
            raise ValueError(f"Schrijf een getal van {self.min} tot en met {self.max}.")
        return number


class PercentField(TextField):
    """A percentage with at most two decimals; `data` is the text with a dot, as Fraction reads it."""

    def __init__(
        self, label: str = "", validators: Sequence[Any] = (), *, most: int = 99, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.most = most

    def read(self, typed: str) -> str:
        """The percentage. Raises ValueError with the sentence."""
        found = _PERCENT.fullmatch(clean_line(typed))
        if found is None:
            raise ValueError("Schrijf het percentage in cijfers, bijvoorbeeld 6 of 6,5.")
        if int(found[1]) > self.most:
            raise ValueError(f"Dit percentage is hoger dan {self.most}. Kijk het nog eens na.")
        return f"{found[1]}.{found[2] or '0'}"

    def shown(self, value: str) -> str:
        """The percentage with a comma."""
        return value.removesuffix(".0").replace(".", ",")
