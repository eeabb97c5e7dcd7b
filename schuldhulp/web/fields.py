"""The kinds of question a page can ask: each reads Dutch input and answers in Dutch.

Every field takes `description=` (a line under the question), `help=` (opens beside it), `autocomplete=` and
`open_allowed=`: then "Weet ik niet" and "Later" are answers too, posted as `<name>--open`, and `data` is an
`Open`. A field that is left empty has `data` None (text too), unless it carries `InputRequired`. What was
typed stays on the page when it cannot be read.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import wtforms
from wtforms.utils import unset_value

from schuldhulp.calendar import local_date, say_date
from schuldhulp.dossier.open_answers import Open
from schuldhulp.money import MAX_CENTS, NotAnAmount, format_euro, format_input, parse_euro
from schuldhulp.web.asked import Asked
from schuldhulp.web.typed_text import NotADate, clean_line, clean_text, format_date, parse_date

MAX_LINE = 200
SURE = "--zeker"
_LONG_PAST, _FAR_OFF = 92, 366  # days
MAX_TEXT = 4_000
_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class _Typed(Asked):
    """A field somebody types into: keeps the typed text when it cannot be read."""

    widget = wtforms.widgets.TextInput()

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


class TextField(_Typed):
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

    widget = wtforms.widgets.TextArea()

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


def _too_long(length: int, limit: int) -> str:
    return (
        f"Uw tekst heeft {_thousands(length)} tekens. Hier passen er {_thousands(limit)}. "
        "Maak de tekst korter. Wat u schreef, staat er nog."
    )


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class EmailField(TextField):
    """An e-mail address; only its form is looked at."""

    widget = wtforms.widgets.EmailInput()

    def read(self, typed: str) -> str | None:
        """The address without space. Raises ValueError when it cannot be one."""
        address = super().read(typed)
        if address and not _EMAIL.fullmatch(address):
            raise ValueError("Kijk het e-mailadres na. Het ziet eruit als naam@voorbeeld.nl.")
        return address


class PasswordField(_Typed):
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


class EuroField(_Typed):
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


class IntegerField(_Typed):
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


class DateField(_Typed):
    """A day, typed as dd-mm-jjjj; `not_future` and `not_past` look at today in Amsterdam.

    With `near` a day more than three months past or a year off is asked about once: sent again unchanged, it counts.
    There the year may also be left out: it is then the first such day that is not asked about.
    """

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] = (),
        *,
        not_future: bool = False,
        not_past: bool = False,
        near: bool = False,
        earliest: date = date(1900, 1, 1),
        latest: date = date(2100, 12, 31),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.not_future = not_future
        self.not_past = not_past
        self.near = near
        self.doubted = ""
        self.earliest = earliest
        self.latest = latest

    def read(self, typed: str) -> date:
        """The day. Raises ValueError with the sentence for the screen."""
        today = local_date(datetime.now(UTC))
        try:
            day = parse_date(typed, since=today - timedelta(days=_LONG_PAST) if self.near else None)
        except NotADate as error:
            raise ValueError(str(error)) from None
        if self.not_future and day > today:
            raise ValueError("Deze dag komt nog. Vul vandaag in, of een dag die is geweest.")
        if self.not_past and day < today:
            raise ValueError("Deze dag is al geweest. Vul vandaag in, of een dag die nog komt.")
        if not self.earliest <= day <= self.latest:
            raise ValueError(
                f"Vul een dag in tussen {format_date(self.earliest)} en {format_date(self.latest)}."
            )
        return day

    @property
    def sure_name(self) -> str:
        """The posted name of the day that was asked about before."""
        return f"{self.name}{SURE}"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the day, and ask once about one that lies far away."""
        super().process(formdata, data, extra_filters)
        known = self.data == self.object_data
        if not (self.near and self.raw_data and isinstance(self.data, date)) or known:
            return
        off = (self.data - local_date(datetime.now(UTC))).days
        if -_LONG_PAST <= off <= _FAR_OFF:
            return
        self.doubted = format_date(self.data)
        if formdata.get(self.sure_name) != self.doubted:
            when = "langer dan drie maanden geleden" if off < 0 else "meer dan een jaar verder"
            self.process_errors.append(
                f"Er staat {say_date(self.data, year=True)}. Dat is {when}. Klopt het jaar? Verander de dag, of "
                "laat hem zo staan en druk nog een keer op de knop."
            )

    def shown(self, value: date) -> str:
        """The day as dd-mm-jjjj."""
        return format_date(value)


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
