"""Balances confirmed, and still to be confirmed: what a list of debts comes to before and after. Pure.

A debt counts for what was established; as long as nothing was, for what the client told. Amounts are eurocents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from schuldhulp.debts.owed import Owed, StoredDebt


def state_of(version: int, facts: int) -> str:
    """The state in which a debt was shown: another version or one more established fact is another state."""
    return f"{version}-{facts}"


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What the counted debts come to: `confirmed_cents` over `confirmed` debts, the others as the client told them."""

    count: int
    confirmed: int
    confirmed_cents: int
    told_cents: int
    unknown: int

    @property
    def open(self) -> int:
        """How many debts wait for a balance."""
        return self.count - self.confirmed

    @property
    def all_cents(self) -> int:
        """What a proposal would count with now."""
        return self.confirmed_cents + self.told_cents


def totals(value: Owed, typed: Mapping[UUID, int] | None = None) -> Totals:
    """What the counted debts come to, with typed balances in the place of what stands."""
    typed = typed or {}

    def confirmed(debt: StoredDebt) -> int | None:
        return typed.get(debt.id, debt.confirmed_cents)

    sure = [cents for debt in value.counted if (cents := confirmed(debt)) is not None]
    rest = [debt.told.claimed_cents for debt in value.counted if confirmed(debt) is None]
    return Totals(
        count=len(value.counted), confirmed=len(sure), confirmed_cents=sum(sure),
        told_cents=sum(cents or 0 for cents in rest), unknown=sum(cents is None for cents in rest),
    )  # fmt: skip
