"""The periods a report can be about: a calendar quarter or a calendar year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

_CODE = re.compile(r"(\d{4})(?:-k([1-4]))?")
_ORDINALS = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde"}


class NotAPeriod(ValueError):
    """The text names neither a quarter nor a year; `str()` is a sentence for the screen."""


@dataclass(frozen=True, order=True)
class ReportPeriod:
    """A calendar year, or one quarter (1 to 4) of it."""

    year: int
    quarter: int | None = None

    @property
    def code(self) -> str:
        """The period as it stands in an address: `2026-k3` or `2026`."""
        return f"{self.year}-k{self.quarter}" if self.quarter else str(self.year)

    @property
    def label(self) -> str:
        """The period in words: "derde kwartaal 2026" or "het jaar 2026"."""
        return f"{_ORDINALS[self.quarter]} kwartaal {self.year}" if self.quarter else f"het jaar {self.year}"

    @property
    def short(self) -> str:
        """The period for a narrow column: "3e kwartaal 2026" or "2026"."""
        return f"{self.quarter}e kwartaal {self.year}" if self.quarter else str(self.year)

    @cached_property
    def first(self) -> date:
        """The first day of the period."""
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @cached_property
    def last(self) -> date:
        """The last day of the period."""
        if self.quarter in (None, 4):
            return date(self.year, 12, 31)
        return date(self.year, 3 * self.quarter + 1, 1) - timedelta(days=1)

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def previous(self) -> "ReportPeriod":
        """The period of the same length just before this one."""
        if self.quarter is None:
            return ReportPeriod(self.year - 1)
        return (
            ReportPeriod(self.year - 1, 4) if self.quarter == 1 else ReportPeriod(self.year, self.quarter - 1)
        )

    def year_before(self) -> "ReportPeriod":
        """The same period one year earlier."""
        return ReportPeriod(self.year - 1, self.quarter)

    def quarters(self) -> tuple["ReportPeriod", ...]:
        """The quarters the period is made of: four for a year, itself for a quarter."""
        return (self,) if self.quarter else tuple(ReportPeriod(self.year, number) for number in range(1, 5))


def parse_period(text: str) -> ReportPeriod:
    """Read `2026-k3` or `2026`.

    Raises NotAPeriod for anything else and for years outside 2000–2100.
    """
    match = _CODE.fullmatch(text.strip())
    if match is None or not 2000 <= int(match[1]) <= 2100:
        raise NotAPeriod("Kies een kwartaal, bijvoorbeeld 2026-k3, of een jaar, bijvoorbeeld 2026.")
    return ReportPeriod(int(match[1]), int(match[2]) if match[2] else None)
