"""What one client was sent before, so that nobody reads the same text twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Use:
    """One text that was sent: which script or prompt, on which day, with which lines."""

    script_id: str
    used_on: date
    line_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All uses for one client, in any order."""

    uses: tuple[Use, ...] = ()

    def count(self, script_id: str) -> int:
        """Return how often this script was sent."""
        return sum(1 for use in self.uses if use.script_id == script_id)

    def days_since(self, script_id: str, today: date) -> int | None:
        """Return the days since this script was last sent, None when it never was."""
        days = [(today - use.used_on).days for use in self.uses if use.script_id == script_id]
        return min(days) if days else None

    def line_counts(self) -> dict[str, int]:
        """Return how often each line was sent, by whatever script."""
        counts: dict[str, int] = {}
        for use in self.uses:
            for key in use.line_keys:
                counts[key] = counts.get(key, 0) + 1
        return counts

    def as_record(self) -> list[list[object]]:
        """Return the ledger as JSON-able rows in a fixed order."""
        ordered = sorted(self.uses, key=lambda use: (use.used_on, use.script_id, use.line_keys))
        return [[use.script_id, use.used_on.isoformat(), list(use.line_keys)] for use in ordered]


def ledger_of(record: Iterable[tuple[str, str, Iterable[str]]]) -> Ledger:
    """Read back what `Ledger.as_record` wrote."""
    return Ledger(
        tuple(Use(script_id, date.fromisoformat(day), tuple(keys)) for script_id, day, keys in record)
    )
