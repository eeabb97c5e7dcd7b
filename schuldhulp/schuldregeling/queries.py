"""What can be read of a schuldregeling: claims as they stand, balances asked, capacity that was kept, proposals."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.budget.aanbod import Rank
from schuldhulp.calculations.tables import Calculation
from schuldhulp.creditors.queries import book_of
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.debts.owed import Owed
from schuldhulp.debts.queries import debts_of, mandates_of
from schuldhulp.debts.settling import assess
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.schuldregeling.proposal import Claim, Scenario
from schuldhulp.schuldregeling.stored import Asked, KeptCapacity, LineView, ProposalView, State
from schuldhulp.schuldregeling.tables import BalanceRequest, Proposal, ProposalLine


def claims_of(session: Session, actor: Actor, dossier_id: UUID, *, owed: Owed | None = None) -> list[Claim]:
    """The counted debts as claims: the established amount where there is one, otherwise what the client told.

    `owed` are the debts, for a caller that has read them already.
    """
    owed = owed or debts_of(session, actor, dossier_id)
    book = book_of(session, actor)
    found = []
    for debt in owed.counted:
        kind = book.kind(debt.told.creditor_id, debt.name)
        assessed = assess(kind, debt.rank, debt.settleable)
        cents = debt.confirmed_cents if debt.confirmed_cents is not None else debt.told.claimed_cents
        found.append(
            Claim(
                debt_id=debt.id, name=debt.name, collector=debt.told.collector, reference=debt.told.reference,
                kind=kind, rank=assessed.rank, takes_part=assessed.takes_part, cents=cents,
                confirmed=debt.confirmed_cents is not None,
            )
        )  # fmt: skip
    return found


def asked_of(session: Session, actor: Actor, dossier_id: UUID, claims: list[Claim]) -> list[Asked]:
    """Each claim with the machtiging that names it and the last day on which its balance was asked."""
    mandates = [m for m in mandates_of(session, actor, dossier_id) if m.withdrawn_at is None]
    requests = session.scalars(rows_of(BalanceRequest, actor, dossier_id).order_by(BalanceRequest.asked_on))
    days = {row.debt_id: row.asked_on for row in requests}
    return [
        Asked(
            claim=claim, mandate_id=next((m.id for m in mandates if claim.debt_id in m.debt_ids), None),
            asked_on=days.get(claim.debt_id),
        )
        for claim in claims
    ]  # fmt: skip


def kept_capacity(session: Session, actor: Actor, dossier_id: UUID) -> KeptCapacity | None:
    """The newest calculation that was kept in this dossier."""
    row = session.scalars(rows_of(Calculation, actor, dossier_id).order_by(Calculation.number.desc())).first()
    if row is None:
        return None
    costs = row.capacity_gross_cents - row.capacity_net_cents if row.costs_cents is None else row.costs_cents
    return KeptCapacity(
        id=row.id, income_cents=row.income_cents, costs_cents=costs, assets_cents=row.assets_cents or 0,
        number=row.number, day=row.day, bvv_cents=row.bvv_cents, vtlb_cents=row.vtlb_cents,
        gross_cents=row.capacity_gross_cents, net_cents=row.capacity_net_cents,
        preliminary=row.vtlb_preliminary,
    )  # fmt: skip


def proposals_of(session: Session, actor: Actor, dossier_id: UUID) -> list[ProposalView]:
    """The proposals of a dossier, newest first, with their lines. A client sees none that was not offered."""
    ring = keyring(session)
    query = rows_of(Proposal, actor, dossier_id).order_by(Proposal.number.desc())
    if actor.is_client:
        query = query.where(Proposal.state != State.DRAFT.value)
    rows = list(session.scalars(query))
    lines: dict[UUID, list[LineView]] = {}
    if rows:
        every = session.scalars(
            select(ProposalLine)
            .where(
                ProposalLine.municipality_id == actor.own_municipality,
                ProposalLine.proposal_id.in_([row.id for row in rows]),
            )
            .order_by(ProposalLine.place)
        )
        for line in every:
            lines.setdefault(line.proposal_id, []).append(_line(ring, line))
    return [_proposal(ring, row, tuple(lines.get(row.id, ()))) for row in rows]


def find_proposal(session: Session, actor: Actor, dossier_id: UUID, proposal_id: UUID) -> ProposalView | None:
    """One proposal, or None."""
    return next((p for p in proposals_of(session, actor, dossier_id) if p.id == proposal_id), None)


def _line(ring: Keyring, row: ProposalLine) -> LineView:
    return LineView(
        id=row.id, debt_id=row.debt_id, creditor=ring.open(row, "creditor_sealed") or "",
        collector=ring.open(row, "collector_sealed") or "", reference=ring.open(row, "reference_sealed") or "",
        kind=row.kind, rank=Rank(row.rank), takes_part=row.takes_part, claim_cents=row.claim_cents,
        confirmed=row.confirmed, offered_cents=row.offered_cents, percentage=row.percentage, share=row.share,
        answer=row.answer, answered_on=row.answered_on, answered_cents=row.answered_cents,
        note=ring.open(row, "answer_sealed") or "",
        forced=row.forced, forced_on=row.forced_on,
    )  # fmt: skip


def _proposal(ring: Keyring, row: Proposal, lines: tuple[LineView, ...]) -> ProposalView:
    return ProposalView(
        id=row.id, number=row.number, version=row.version, scenario=Scenario(row.scenario), state=State(row.state),
        based_on=row.based_on, income_cents=row.income_cents, vtlb_cents=row.vtlb_cents,
        protected_cents=row.protected_cents, costs_cents=row.costs_cents, assets_cents=row.assets_cents,
        monthly_cents=row.monthly_cents, months=row.months, rate=row.rate, fund_cents=row.fund_cents,
        total_cents=row.total_cents, capacity_stored=row.capacity_stored,
        source=ring.open(row, "source_sealed") or "", made_at=row.made_at, offered_on=row.offered_on, lines=lines,
    )  # fmt: skip
