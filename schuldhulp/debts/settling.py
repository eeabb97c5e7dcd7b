"""The rank of a claim and whether it can be settled: a default per kind of creditor, and what a counsellor chose.

A default is a first guess ("standaard, controleer"): the counsellor looks at the claim itself before an offer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schuldhulp.budget.aanbod import Rank
from schuldhulp.debts.register import CHECK, KINDS, creditor_by_id


class Settleable(StrEnum):
    """Whether a claim can be part of a schuldregeling."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"yes": "doet mee", "partly": "doet voor een deel mee", "no": "blijft buiten de regeling"}[
            self.value
        ]


RANK_LABELS: Mapping[Rank, str] = {
    Rank.PREFERENT: "preferent: gaat voor",
    Rank.CONCURRENT: "concurrent: gewone schuldeiser",
    Rank.SECURED: "hypotheek of pand: loopt apart",
}

OTHER_KIND = "anders"

_DEFAULTS: Mapping[str, tuple[Settleable, str]] = {
    "belastingdienst": (Settleable.YES, "Belasting is preferent."),
    "toeslagen": (
        Settleable.YES,
        (
            "Controleer de rang: de wet over toeslagen (Awir artikel 32) noemt het voorrecht van de Invorderingswet"
            " (artikel 21) niet. Zonder voorrecht is de vordering concurrent. Een partner kan aansprakelijk zijn"
            " (artikel 33)."
        ),
    ),
    "gemeente": (
        Settleable.YES,
        (
            "Teruggevorderde bijstand is preferent (Participatiewet artikel 60). Bij opzet of grove schuld met een"
            " boete of strafzaak mag de gemeente niet meewerken aan kwijtschelding (artikel 60c): zet de schuld dan"
            " buiten de regeling. Zolang gevraagde gegevens ontbreken, geldt bij het terugvorderen geen beslagvrije"
            " voet (artikel 60, zesde lid, onder b)."
        ),
    ),
    "uwv": (Settleable.YES, "UWV werkt mee onder voorwaarden, niet bij fraude."),
    "svb": (Settleable.YES, "De SVB werkt mee onder voorwaarden, niet bij fraude."),
    "cak": (Settleable.YES, "De bestuursrechtelijke premie is voor een deel preferent."),
    "duo": (
        Settleable.PARTLY,
        (
            "Alleen de achterstand doet mee; het gewone terugbetalen van de studielening loopt door"
            " (Faillissementswet artikel 299a)."
        ),
    ),
    "lbio": (Settleable.NO, "Alimentatie blijft meestal buiten de regeling; kinderalimentatie is preferent."),
    "cjib": (
        Settleable.PARTLY,
        (
            "Verkeersboetes doen mee. Een strafboete, ontneming of schadevergoeding aan een slachtoffer niet"
            " (Faillissementswet artikel 358, vierde lid)."
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessment:
    """Rank and settleability as they count now; `chosen_*` is false for a default, which has to be checked."""

    rank: Rank
    settleable: Settleable
    chosen_rank: bool
    chosen_settleable: bool
    note: str

    @property
    def is_default(self) -> bool:
        """Whether something here was not chosen by staff."""
        return not (self.chosen_rank and self.chosen_settleable)

    @property
    def mark(self) -> str:
        """What stands beside a default on screen."""
        return f"standaard, {CHECK}" if self.is_default else ""

    @property
    def takes_part(self) -> bool:
        """Whether the claim can be in an offer: settleable at least in part, and not secured."""
        return self.settleable is not Settleable.NO and self.rank is not Rank.SECURED


def kind_of(creditor_id: str | None, local_kind: str | None = None) -> str:
    """The kind of creditor: of the register, else of the municipality's own list, else 'anders'."""
    found = creditor_by_id(creditor_id) if creditor_id else None
    return found.kind if found else local_kind or OTHER_KIND


def assess(kind: str, rank: str | None, settleable: str | None) -> Assessment:
    """What counts for a claim of this kind of creditor; `rank` and `settleable` are what staff chose, or None."""
    usual, note = _DEFAULTS.get(kind, (Settleable.YES, ""))
    return Assessment(
        Rank(rank) if rank else KINDS[kind][1],
        Settleable(settleable) if settleable else usual,
        bool(rank), bool(settleable), note,
    )  # fmt: skip
