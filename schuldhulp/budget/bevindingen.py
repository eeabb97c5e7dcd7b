"""What a check of the budget is told of a household, and what it finds. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much attention a finding asks, lightest first."""

    HINT = "hint"
    QUESTION = "question"
    WARNING = "warning"
    SERIOUS = "serious"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the checks know of the household; None means not known, and the check that needs it is skipped."""

    couple: bool | None = None
    aow: bool = False
    children_ages: tuple[int, ...] = ()
    cost_sharers: bool = False
    adult: bool = True
    beslagvrije_voet_cents: int | None = None
    attached_income_cents: int | None = None
    capacity_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: a stable code, its level, a neutral Dutch sentence, the source and the amounts used."""

    code: str
    level: Level
    sentence: str
    source: str
    inputs: tuple[tuple[str, int], ...] = ()
    url: str = ""
