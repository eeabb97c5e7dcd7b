"""A day, typed as people write it; one that lies far off is asked about once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from wtforms.utils import unset_value

from schuldhulp.calendar import local_date, say_date
from schuldhulp.web.fields import Typed
from schuldhulp.web.typed_text import NotADate, format_date, parse_date

SURE = "--zeker"
_LONG_PAST, _FAR_OFF = 92, 366  # days


class DateField(Typed):
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
