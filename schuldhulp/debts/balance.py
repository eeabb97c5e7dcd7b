"""What a claim comes to, by whom it was said: the client, the creditor, or staff; and whether its costs fit the law.

The three stand side by side with their day and source. For an offer the newest established balance counts, of the
creditor or of staff; without one only the client's own word is there. Amounts are eurocents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schuldhulp.budget.incassokosten import Incassokosten, incassokosten
from schuldhulp.budget.normen import Normen
from schuldhulp.budget.uitkomst import Berekening
from schuldhulp.debts.ladder import Stage

NO_SCALE = frozenset(
    {"belastingdienst", "toeslagen", "cjib", "duo", "uwv", "svb", "cak", "lbio", "gemeente", "lokale-belasting",
     "waterschap"}
)  # fmt: skip
"""Kinds whose claims do not come from a contract: the scale of the BIK is not for them."""
_AFTER_COURT = frozenset(
    {Stage.SUMMONS, Stage.JUDGMENT, Stage.ATTACHMENT, Stage.BANK_ATTACHMENT, Stage.LAST_STEP}
)


class Said(StrEnum):
    """Whose word a balance is."""

    CLIENT = "client"
    CREDITOR = "creditor"
    STAFF = "staff"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"client": "verteld door de cliënt", "creditor": "bevestigd door de schuldeiser",
                "staff": "vastgesteld door ons"}[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One balance with its parts as far as they were given; the parts add up to the total or are all unknown."""

    said: Said
    total_cents: int
    on: date | None = None
    source: str = ""
    principal_cents: int | None = None
    interest_cents: int | None = None
    costs_cents: int | None = None

    @property
    def split(self) -> bool:
        """Whether it is known what the total is made of."""
        return self.principal_cents is not None


class PartsDiffer(ValueError):
    """Principal, interest and costs do not add up to the balance."""


def check_parts(total: int, principal: int | None, interest: int | None, costs: int | None) -> None:
    """Raises PartsDiffer when parts were given that do not make the total."""
    parts = (principal, interest, costs)
    if any(part is not None for part in parts) and sum(part or 0 for part in parts) != total:
        raise PartsDiffer


def established(balances: Sequence[Balance]) -> Balance | None:
    """The balance for an offer: the newest of creditor and staff; of one day the later in the row. Or None."""
    known = [balance for balance in balances if balance.said is not Said.CLIENT]
    return max(known, key=lambda balance: balance.on or date.min, default=None) if known else None


class Verdict(StrEnum):
    """What the law says about the costs in a balance."""

    WITHIN = "binnen"
    ONLY_WITH_VAT = "alleen_met_btw"
    ABOVE = "boven"
    UNKNOWN = "onbekend"
    OTHER_RULES = "andere_regels"
    COURT = "rechter"


@dataclass(frozen=True, slots=True)
class CostCheck:
    """The costs that are asked beside the most that the scale gives; `scale` opens into its lines."""

    verdict: Verdict
    asked_cents: int | None = None
    most_cents: int | None = None
    scale: Berekening[Incassokosten] | None = None

    @property
    def sentence(self) -> str:
        """What to do with it, for both sides."""
        return _SENTENCES[self.verdict]


_SENTENCES = {
    Verdict.WITHIN: (
        "De kosten passen in de wettelijke schaal. Zij gelden pas na een goede brief met veertien dagen. Bij termijnen,"
        " zoals huur of premie, kan de grens lager zijn: controleer."
    ),
    Verdict.ONLY_WITH_VAT: (
        "De kosten passen alleen in de wettelijke schaal met btw erbij. Dat mag als de schuldeiser de btw niet kan"
        " verrekenen; vraag of dat zo is."
    ),
    Verdict.ABOVE: "De kosten zijn meer dan de wettelijke schaal: vraag uitleg.",
    Verdict.UNKNOWN: "Hoofdsom, rente en kosten zijn nog niet apart bekend: vraag een specificatie.",
    Verdict.OTHER_RULES: "Voor deze schuldeiser geldt de schaal van incassokosten niet: die heeft eigen regels.",
    Verdict.COURT: (
        "De kosten zijn meer dan de wettelijke schaal. Er kunnen kosten van de rechter of deurwaarder bij zitten: vraag"
        " een specificatie."
    ),
}


def check_costs(balance: Balance, kind: str, position: Stage, norms: Normen) -> CostCheck:
    """Compare the costs in a balance with the legal scale, for a kind of creditor and a place on the ladder."""
    if kind in NO_SCALE:
        return CostCheck(Verdict.OTHER_RULES)
    if balance.principal_cents is None or balance.costs_cents is None:
        return CostCheck(Verdict.UNKNOWN)
    scale = incassokosten([balance.principal_cents], norms, vat_reclaimable=False)
    asked, most = balance.costs_cents, scale.uitkomst.total_cents
    if asked > most:
        verdict = Verdict.COURT if position in _AFTER_COURT else Verdict.ABOVE
    else:
        verdict = Verdict.ONLY_WITH_VAT if asked > scale.uitkomst.scale_cents else Verdict.WITHIN
    return CostCheck(verdict, asked, most, scale)
