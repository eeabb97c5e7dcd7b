"""What every question shares: its help, the open answers, and when an answer is needed."""

from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms import validators as wtf
from wtforms.utils import unset_value

from schuldhulp.dossier.open_answers import Open


class InputRequired(wtf.InputRequired):
    """An answer is needed here; zero and "nee" are answers."""

    def __init__(self, message: str = "Vul hier iets in.") -> None:
        super().__init__(message)

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        """Raise StopValidation when nothing was posted, or only space and signs that nobody sees."""
        posted = any(isinstance(raw, str) and raw.strip() for raw in field.raw_data or ())
        if not posted or (field.data in (None, "") and not field.process_errors):
            field.errors[:] = []
            raise wtf.StopValidation(self.message)


class Asked(wtforms.Field):
    """What all our fields share: help, the open answers, and empty means None."""

    data: Any
    process_errors: list[str]

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] = (),
        *,
        help: str = "",
        open_allowed: bool = False,
        autocomplete: str = "",
        **kwargs: Any,
    ) -> None:
        chain = list(validators)
        if not any(isinstance(v, wtf.InputRequired) for v in chain):
            chain.insert(0, wtf.Optional())
        super().__init__(label, chain, **kwargs)
        self.help = help
        self.open_allowed = open_allowed
        self.autocomplete = autocomplete
        self.only_if: tuple[str, tuple[str, ...]] | None = None

    @property
    def open_name(self) -> str:
        """The posted name of the open answer."""
        return f"{self.name}--open"

    @property
    def open_choices(self) -> list[tuple[str, str]]:
        """The open answers as (posted value, words); empty where none is allowed."""
        return [(answer.value, answer.label) for answer in Open] if self.open_allowed else []

    @property
    def open_value(self) -> str:
        """The open answer that is chosen now, or an empty string."""
        return self.data.value if isinstance(self.data, Open) else ""

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take posted data, else what was stored; a typed answer wins from a stored open one."""
        stored_open = data if isinstance(data, Open) else None
        super().process(formdata, None if stored_open else data, extra_filters)
        if stored_open:
            self.object_data = stored_open
        if not formdata:
            self.data = stored_open or self.data
            return
        posted = formdata.get(self.open_name) if self.open_allowed else None
        typed = any(isinstance(raw, str) and raw.strip() for raw in self.raw_data or ())
        if posted in set(Open) and not (typed and stored_open == posted):
            self.data = Open(posted)
            self.process_errors = []

    def validate(self, form: wtforms.Form, extra_validators: Sequence[Any] = ()) -> bool:
        """Check the answer; an open answer is always right."""
        if isinstance(self.data, Open):
            self.errors: list[str] = []
            return True
        return bool(super().validate(form, extra_validators))
