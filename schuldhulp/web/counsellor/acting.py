"""What the pages of acts of staff share: a time, a moment, and the way back to the case."""

import re
from datetime import date, datetime, time

from flask import url_for

from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.forms import TextField
from schuldhulp.web.typed_text import clean_line

_TIME = re.compile(r"([01]?\d|2[0-3])(?:[.:u ]?([0-5]\d))?(?: ?uur)?")


class TimeField(TextField):
    """A time of day, typed as 14.30, 14:30, 1430 or 14."""

    def read(self, typed: str) -> time:  # type: ignore[override]
        """The time. Raises ValueError with the sentence."""
        found = _TIME.fullmatch(clean_line(typed).lower())
        if found is None:
            raise ValueError("Schrijf de tijd als 14.30.")
        return time(int(found[1]), int(found[2] or 0))

    def shown(self, value: time) -> str:
        """The time as people write it: '14.30'."""
        return f"{value:%H.%M}"


def moment_of(day: date, at: time) -> datetime:
    """A day and a time in Amsterdam as one moment."""
    return utc_at(day, at)


def case_address(dossier: DossierView, notice: str = "vastgelegd") -> str:
    """The address of the case page after an act."""
    return url_for("counsellor.case", kenmerk=dossier.kenmerk, melding=notice)
