"""The debts of a dossier on one paper, for who works out a schuldregeling: told, confirmed, rank, doubles. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schuldhulp.budget.document import Sender
from schuldhulp.debts.owed import Owed
from schuldhulp.debts.settling import RANK_LABELS
from schuldhulp.schuldregeling.proposal import Claim


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One claim or letter; amounts are eurocents, None is not known. `counts` is false for a double."""

    creditor: str
    collector: str
    reference: str
    told_cents: int | None
    confirmed_cents: int | None
    rank: str
    takes_part: bool
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewDocument:
    """Everything templates/pdf/schuldenoverzicht.html prints."""

    sender: Sender
    whose: str
    reference: str
    made_on: date
    lines: tuple[OverviewLine, ...]

    @property
    def title(self) -> str:
        """The title of the document, without a name."""
        return "Overzicht van schulden"

    @property
    def told_cents(self) -> int:
        """What was told of the counted claims together."""
        return sum(line.told_cents or 0 for line in self.lines if line.counts)

    @property
    def confirmed_cents(self) -> int:
        """What creditors confirmed of the counted claims together."""
        return sum(line.confirmed_cents or 0 for line in self.lines if line.counts)


def overview_lines(owed: Owed, claims: Sequence[Claim]) -> tuple[OverviewLine, ...]:
    """The debts in order of entry, each with its rank where it counts."""
    by_debt = {claim.debt_id: claim for claim in claims}
    found = []
    for debt in owed.debts:
        claim = by_debt.get(debt.id)
        found.append(
            OverviewLine(
                creditor=debt.name, collector=debt.told.collector, reference=debt.told.reference,
                told_cents=debt.told.claimed_cents, confirmed_cents=debt.confirmed_cents,
                rank=RANK_LABELS[claim.rank] if claim else "", takes_part=bool(claim and claim.takes_part),
                counts=claim is not None,
            )
        )  # fmt: skip
    return tuple(found)
