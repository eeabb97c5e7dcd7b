"""What every event is."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DossierEvent:
    """The base of all events."""
