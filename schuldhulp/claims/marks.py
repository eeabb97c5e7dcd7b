"""What is done beside the program and how long ago: what `/klaar` and `configuratie` tell."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class Mark(StrEnum):
    """The job of a claim that is kept until the next one takes its place."""

    COPY = "copy"
    DRILL = "restore drill"


LAST = "last"
"""The one slot of a mark."""


def overdue(
    marks: Mapping[Mark, datetime], within: Mapping[Mark, timedelta], now: datetime
) -> frozenset[Mark]:
    """The marks that are older than wished, or were never made. What is not in `within` is not looked at."""
    return frozenset(
        mark for mark, wished in within.items() if mark not in marks or now - marks[mark] > wished
    )
