"""What the rules of the werkboek look at: a frozen picture of one dossier, counts and codes only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Mark(StrEnum):
    """What was last done with a step; stored as it is."""

    BEGUN = "begun"
    DONE = "done"
    LATER = "later"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class StoredStep:
    """The stored answers of one step: a record (None while only its rows were touched) and its mark."""

    record: object | None
    mark: Mark


Stored = Mapping[str, StoredStep]


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What is known. A count is 0 and a yes-or-no None while nobody said anything.

    `threat_open`: a threat was reported and nobody of ours answered it yet; `threat_handled`: one
    was, and somebody did. `rows` counts live rows by step
    slug (household, incomes, expenses, debts, papers, mandates), `lines_open` those of them whose amount is not known.
    `has_children` is None while home is unknown. `own_order`: steps as the client put them, first to do first.
    Amounts in eurocents.
    """

    threat_open: bool = False
    threat_handled: bool = False
    phase: str = "aanmelding"
    first_talk_held: bool = False
    has_children: bool | None = None
    has_partner: bool | None = None
    housing: str | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    incomes: int = 0
    expenses: int = 0
    income_month_cents: int = 0
    debts: int = 0
    debts_cents: int = 0
    debts_detailed: int = 0
    attachments: int = 0
    papers_needed: int = 0
    papers_received: int = 0
    mandates: int = 0
    identity_known: bool = False
    budget_plan_made: bool = False
    homework: tuple[str, ...] = ()
    own_order: tuple[str, ...] = ()
    lines_open: Mapping[str, int] = field(default_factory=dict)

    def row_count(self, slug: str) -> int:
        """How many rows were entered in this step."""
        return self.rows.get(slug, 0)
