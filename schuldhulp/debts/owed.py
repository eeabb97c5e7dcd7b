"""All debts of a dossier as one frozen value: totals, doubles and the payments that run on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from schuldhulp.budget.inhoudingen import DebtPayment, Kind
from schuldhulp.debts.doubles import Claim, DoubleProposal, Total, propose_doubles, total
from schuldhulp.debts.register import CreditorRole, creditor_by_id, folded, parties
from schuldhulp.debts.told import DebtTold
from schuldhulp.money import Period, format_euro

Known = Callable[[str], tuple[str, bool] | None]
"""A name as a key, and whether it only writes for others (see `creditors.book`); None for a name it does not know."""

SAME, DIFFERENT = "same", "different"
_KIND_OF_ATTACHMENT = {"income": Kind.BESLAG, "bank": Kind.BESLAG, "set_off": Kind.VERREKENING}


@dataclass(frozen=True, kw_only=True)
class StoredDebt:
    """One debt as it stands: what was told, what the creditor confirmed (eurocents), and by whom it was entered.

    `rank`, `settleable` and `claim_kind` are what staff chose; None leaves the default of the kind of creditor.
    """

    id: UUID
    version: int
    told: DebtTold
    confirmed_cents: int | None
    entered_by_role: str
    entered_at: datetime
    removed_at: datetime | None = None
    rank: str | None = None
    settleable: str | None = None
    claim_kind: str | None = None
    assessed_at: datetime | None = None

    @property
    def name(self) -> str:
        """Who gets the money."""
        return self.told.creditor

    @property
    def roughly(self) -> bool:
        """Whether the told amount is a guess still: nobody confirmed just this amount."""
        return self.told.approximate and self.confirmed_cents != self.told.claimed_cents

    @property
    def kind(self) -> str:
        """The kind of creditor in words, or empty when the register does not know it."""
        found = creditor_by_id(self.told.creditor_id) if self.told.creditor_id else None
        return found.kind_label if found else ""

    @property
    def collector_kind(self) -> str:
        """'deurwaarder' or 'incassobureau', as far as the register knows; otherwise empty."""
        found = creditor_by_id(self.told.collector_id) if self.told.collector_id else None
        if found is None:
            return ""
        return {CreditorRole.BAILIFF: "deurwaarder", CreditorRole.COLLECTOR: "incassobureau"}.get(
            found.role, ""
        )


@dataclass(frozen=True, kw_only=True)
class Owed:
    """The debts in order of entry, what they add up to, and the pairs that may be one claim."""

    debts: tuple[StoredDebt, ...]
    total: Total
    proposals: tuple[DoubleProposal, ...]
    same: tuple[tuple[UUID, UUID], ...] = ()

    @property
    def confirmed_cents(self) -> int:
        """What was established of the counted debts together."""
        return sum(debt.confirmed_cents or 0 for debt in self.counted)

    @property
    def unconfirmed(self) -> tuple[StoredDebt, ...]:
        """The counted debts of which nothing was established."""
        return tuple(debt for debt in self.counted if debt.confirmed_cents is None)

    def same_as(self, debt_id: UUID) -> tuple[StoredDebt, ...]:
        """The other letters that were called the same claim as this one."""
        ids = {other for pair in self.same for other in pair if debt_id in pair} - {debt_id}
        return tuple(debt for debt in self.debts if debt.id in ids)

    @property
    def count(self) -> int:
        """How many claims are counted: one of each pair, also those without an amount."""
        return len(self.total.counted) + len(self.total.unknown)

    def counts(self, debt: StoredDebt) -> bool:
        """Whether this debt is in the total (or would be, once its amount is known)."""
        return str(debt.id) not in self.total.spare

    def debt(self, debt_id: str | UUID) -> StoredDebt:
        """One debt of the list. Raises StopIteration when it is not there."""
        return next(debt for debt in self.debts if str(debt.id) == str(debt_id))

    @property
    def sentence(self) -> str:
        """What is owed in one Dutch sentence."""
        if not self.debts:
            return "Er staan nog geen schulden in uw lijst."
        who = "organisatie of persoon" if self.count == 1 else "organisaties of personen"
        about = "ongeveer " if any(debt.roughly for debt in self.counted) else ""
        return f"Bij elkaar staat er {about}{format_euro(self.total.cents)} open, bij {self.count} {who}."

    @property
    def counted(self) -> tuple[StoredDebt, ...]:
        """The debts in the total, and those whose amount is not known yet."""
        return tuple(debt for debt in self.debts if self.counts(debt))


def owed(
    debts: Sequence[StoredDebt], verdicts: Sequence[tuple[UUID, UUID, str]], known: Known | None = None
) -> Owed:
    """Put debts together. A proposed double is not counted until somebody says that it is another claim."""
    claims = claims_of(debts, known)
    judged = [(str(one), str(other)) for one, other, _ in verdicts]
    same = tuple((one, other) for one, other, verdict in verdicts if verdict == SAME)
    proposals = propose_doubles(claims, judged)
    pairs = [(str(one), str(other)) for one, other in same]
    pairs += [(proposal.counts, proposal.spare) for proposal in proposals]
    return Owed(debts=tuple(debts), total=total(claims, pairs), proposals=proposals, same=same)


def claims_of(debts: Sequence[StoredDebt], known: Known | None = None) -> list[Claim]:
    """The debts as the comparison takes them; `known` leads the municipality's own names to one organisation.

    A name in the place of the creditor that is elsewhere in this list the sender of letters, is a sender here too.
    """
    senders = {folded(debt.told.collector) for debt in debts if debt.told.collector}
    found = []
    for debt in debts:
        told = debt.told
        who = parties(told.creditor, told.collector)
        original, sender = who.original, who.sender
        if known is not None:
            original, sender = _by_own_list(told, original, sender, known)
        if original and sender is None and folded(told.creditor) in senders:
            original, sender = None, parties("", told.creditor).sender
        found.append(
            Claim(
                str(debt.id), original, sender, told.claimed_cents, told.original_cents, told.reference,
                told.approximate,
            )
        )  # fmt: skip
    return found


def _by_own_list(
    told: DebtTold, original: str | None, sender: str | None, known: Known
) -> tuple[str | None, str | None]:
    """The same two keys, where a name stands in the municipality's own list."""
    if there := known(told.collector):
        sender = there[0]
    if here := known(told.creditor):
        key, writes_for_others = here
        return (None, sender or key) if writes_for_others else (key, sender)
    return original, sender


def payments_of(value: Owed) -> tuple[DebtPayment, ...]:
    """What runs on the debts: arrangements, beslag and verrekening; a double pays nothing beside its other half."""
    found = []
    for debt in value.counted:
        told = debt.told
        if told.arrangement_cents:
            period = told.arrangement_period or Period.MONTH
            found.append(DebtPayment(Kind.REGELING, told.arrangement_cents, period, debt.name, str(debt.id)))
        kind = _KIND_OF_ATTACHMENT.get(told.attachment or "")
        if kind and told.attachment_cents:
            period = told.attachment_period or Period.MONTH
            label = f"{kind.label}: {debt.name}"
            found.append(DebtPayment(kind, told.attachment_cents, period, label, str(debt.id)))
    return tuple(found)
