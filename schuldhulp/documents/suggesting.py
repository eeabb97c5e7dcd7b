"""Which papers to ask for, from what was told, each with its reason. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from schuldhulp.dossier.paper_kinds import PAPER_KINDS


@dataclass(frozen=True, slots=True)
class Told:
    """What the suggestions look at: budget categories, housing, and what the debts tell."""

    categories: frozenset[str] = frozenset()
    housing: str | None = None
    debts: int = 0
    bailiffs: int = 0
    judgments: int = 0


@dataclass(frozen=True, slots=True)
class Suggested:
    """A kind of paper, its name, and why it is asked."""

    kind: str
    title: str
    reason: str


_BENEFITS = frozenset(f"benefit_{code}" for code in ("pw", "ww", "zw", "wia", "wajong", "anw")) | {
    "aow",
    "pension",
}
_ALLOWANCES = frozenset({"care_allowance", "rent_allowance", "child_budget", "childcare_allowance"})


def _any(*codes: str) -> Callable[[Told], bool]:
    return lambda told: bool(told.categories & frozenset(codes))


_RULES: tuple[tuple[str, str, Callable[[Told], bool]], ...] = (
    ("bank_statements", "Hiermee ziet u wat er echt in en uit gaat.", lambda told: True),
    ("payslip", "U gaf aan dat u loon krijgt.", _any("wage")),
    ("benefit_decision", "U gaf aan dat u een uitkering of pensioen krijgt.", _any(*_BENEFITS)),
    ("allowances", "U gaf aan dat u toeslagen krijgt.", _any(*_ALLOWANCES)),
    ("provisional_refund", "U gaf aan dat u geld terugkrijgt van de belasting.", _any("provisional_refund")),
    ("alimony", "U gaf aan dat er alimentatie is.",
     _any("alimony_received_child", "alimony_received_partner", "alimony_paid")),
    ("board", "U gaf aan dat u kostgeld krijgt.", _any("board_received")),
    ("rent", "U gaf aan dat u huurt.", lambda told: told.housing in ("huur", "kamer") or "rent" in told.categories),
    ("mortgage", "U gaf aan dat u een koophuis heeft.",
     lambda told: told.housing == "koop" or "mortgage" in told.categories),
    ("energy", "U gaf aan wat u voor energie of water betaalt.", _any("energy", "heat", "water")),
    ("health_insurance", "U gaf aan wat u voor de zorgverzekering betaalt.", _any("health_premium", "cak_premium")),
    ("childcare", "U gaf aan dat u kinderopvang betaalt.", _any("childcare")),
    ("car", "U gaf aan dat u een auto heeft.", _any("car_ins", "car_tax", "fuel")),
    ("bewind", "U gaf aan dat iemand uw geld beheert.", _any("bewind", "budget_management")),
    ("creditor_letter", "Er staat een schuld op uw lijst. De nieuwste brief is genoeg.", lambda told: told.debts > 0),
    ("bailiff_letter", "Er is een deurwaarder bij een schuld op uw lijst.", lambda told: told.bailiffs > 0),
    ("judgment", "Er is een vonnis of dwangbevel bij een schuld op uw lijst.", lambda told: told.judgments > 0),
)  # fmt: skip


def suggested_papers(told: Told, listed: Iterable[str]) -> tuple[Suggested, ...]:
    """The papers that fit what was told and are not on the list yet, in a fixed order."""
    known = frozenset(listed)
    return tuple(
        Suggested(kind, PAPER_KINDS[kind], reason)
        for kind, reason, fits in _RULES
        if kind not in known and fits(told)
    )
