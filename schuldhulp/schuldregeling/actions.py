"""What can be done in a schuldregeling: ask balances, make a proposal, offer it, write down answers and what a court
said. Once offered the figures stand still; another proposal is a new number beside it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.budget.shown import Figure
from schuldhulp.calculations.figures import Figures
from schuldhulp.calculations.rows import add_calculation
from schuldhulp.calendar import local_date
from schuldhulp.debts.tables import Debt, Mandate, MandateCreditor
from schuldhulp.dossier.events import ArrangementMoved
from schuldhulp.dossier.queries import DossierView
from schuldhulp.schuldregeling.answers import ANSWERS, Answered, state_of
from schuldhulp.schuldregeling.proposal import Capacity, Offer, PlanRefused, Worked, check_protected
from schuldhulp.schuldregeling.refused import (
    AnswersMoved,
    BeforeTheOffer,
    DayToCome,
    DoesNotFit,
    MandateMissing,
    NobodyChosen,
    NotConfirmed,
    NothingNew,
    NotOffered,
    OfferedAlready,
)
from schuldhulp.schuldregeling.stored import NOT_AGREED, State
from schuldhulp.schuldregeling.tables import BalanceRequest, Proposal, ProposalLine
from schuldhulp.unit_of_work import Act, FormToken, act

WAYS = {"brief": "brief", "mail": "mail", "telefoon": "telefoon"}
FORCED = ("asked", "granted", "denied")


def ask_balances(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, debt_ids: Sequence[UUID], *, how: str,
    asked_on: date, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Write down that creditors were asked what is owed. Raises MandateMissing, NobodyChosen, DayToCome."""
    if not debt_ids:
        raise NobodyChosen
    if asked_on > local_date(now):
        raise DayToCome
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "proposal:change")
        for debt_id in dict.fromkeys(debt_ids):
            doing.row(Debt, debt_id, dossier.id)
            doing.new_row(
                BalanceRequest, dossier.id, id=new_id(), debt_id=debt_id, how=how, asked_on=asked_on,
                mandate_id=_mandate_for(doing, dossier.id, debt_id), asked_by=actor.person_id, asked_at=now,
            )  # fmt: skip
        doing.record(ArrangementMoved(move="balances_asked", count=len(set(debt_ids))), dossier.id)


def _mandate_for(doing: Act, dossier_id: UUID, debt_id: UUID) -> UUID:
    query = (
        select(Mandate.id)
        .join(
            MandateCreditor,
            (MandateCreditor.mandate_id == Mandate.id)
            & (MandateCreditor.municipality_id == Mandate.municipality_id),
        )
        .where(
            Mandate.municipality_id == doing.municipality_id, Mandate.dossier_id == dossier_id,
            Mandate.withdrawn_at.is_(None), MandateCreditor.debt_id == debt_id,
        )
        .order_by(Mandate.signed_on.desc())
    )  # fmt: skip
    found = doing.session.scalars(query).first()
    if found is None:
        raise MandateMissing
    return found


def make_proposal(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, worked: Worked, *,
    based_on: UUID | None = None, live: tuple[Figures, Sequence[Figure]] | None = None, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Keep a scenario as a new proposal; earlier ones stay as they are. Raises DoesNotFit.

    `based_on` is the kept calculation its capacity comes from. With `live`, a calculation that was not kept yet, that
    one is kept too, so that the figures that were used stand still with the proposal.
    """
    if not worked.possible:
        raise DoesNotFit(worked.objection)
    capacity = worked.capacity
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "proposal:change")
        if live is not None:
            based_on = add_calculation(doing, dossier.id, *live).id
        highest = session.scalar(
            select(func.max(Proposal.number)).where(
                Proposal.municipality_id == doing.municipality_id, Proposal.dossier_id == dossier.id
            )
        )
        row = doing.new_row(
            Proposal, dossier.id, id=new_id(), version=1, number=(highest or 0) + 1, scenario=worked.scenario.value,
            state=State.DRAFT.value, based_on=based_on, income_cents=capacity.income_cents,
            vtlb_cents=capacity.vtlb_cents, protected_cents=capacity.protected_cents, costs_cents=capacity.costs_cents,
            assets_cents=capacity.assets_cents, monthly_cents=worked.monthly_cents, months=worked.months,
            rate=_rate_text(worked), fund_cents=worked.fund_cents, total_cents=worked.total_cents,
            capacity_stored=capacity.stored, made_by=actor.person_id, made_at=now,
        )  # fmt: skip
        doing.keyring.seal(row, "source_sealed", capacity.source or None)
        for place, offer in enumerate(worked.offers):
            _add_line(doing, row, place, offer)
        doing.record(
            ArrangementMoved(
                move="proposed", number=row.number, count=len(worked.offers), cents=row.fund_cents
            ),
            dossier.id,
        )
    return row.id


def _rate_text(worked: Worked) -> str | None:
    rate = worked.capacity.rate
    return None if rate is None else str(rate * 100)


def _add_line(doing: Act, proposal: Proposal, place: int, offer: Offer) -> None:
    claim = offer.claim
    row = doing.new_row(
        ProposalLine, proposal.dossier_id, id=new_id(), proposal_id=proposal.id, debt_id=claim.debt_id, place=place,
        kind=claim.kind, rank=claim.rank.value, takes_part=claim.takes_part, claim_cents=claim.cents,
        confirmed=claim.confirmed, offered_cents=offer.cents, percentage=offer.percentage, share=offer.share,
    )  # fmt: skip
    doing.keyring.seal(row, "creditor_sealed", claim.name)
    doing.keyring.seal(row, "collector_sealed", claim.collector or None)
    doing.keyring.seal(row, "reference_sealed", claim.reference or None)


def offer_proposal(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, proposal_id: UUID, offered_on: date, *,
    version: int | None = None, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Offer a proposal: its figures stand still from now, and one offered before is replaced.

    Raises OfferedAlready, NotConfirmed, DoesNotFit (below the beslagvrije voet), DayToCome, Conflict.
    """
    if offered_on > local_date(now):
        raise DayToCome
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "proposal:change")
        row = doing.row(Proposal, proposal_id, dossier.id, version=version)
        if row.state != State.DRAFT.value:
            raise OfferedAlready
        lines = _lines(doing, row)
        if any(line.takes_part and not line.confirmed for line in lines):
            raise NotConfirmed
        try:
            check_protected(_capacity(row), row.monthly_cents)
        except PlanRefused as refused:
            raise DoesNotFit(str(refused)) from None
        for earlier in _offered(doing, dossier.id):
            earlier.state, earlier.version = State.REPLACED.value, earlier.version + 1
        row.state, row.offered_on, row.version = State.OFFERED.value, offered_on, row.version + 1
        doing.record(
            ArrangementMoved(move="offered", number=row.number, count=len(lines), cents=row.fund_cents),
            dossier.id,
        )


def record_answers(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, proposal_id: UUID,
    told: Sequence[tuple[UUID, Answered, str]], *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Write down the answers of creditors in one act: per line its answer and the state in which it was shown.

    Another answer than before takes back what became of a dwangakkoord. Raises NothingNew, NotOffered (replaced
    meanwhile, or not offered yet), DayToCome, BeforeTheOffer, AnswersMoved, NotYours.
    """
    if not told:
        raise NothingNew
    for _, each, _ in told:
        if each.answer not in ANSWERS or (each.answer == "open") is not (each.on is None):
            raise ValueError(each.answer)
        if each.on is not None and each.on > local_date(now):
            raise DayToCome
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "proposal:change")
        proposal = doing.row(Proposal, proposal_id, dossier.id)
        if proposal.state != State.OFFERED.value or proposal.offered_on is None:
            raise NotOffered
        if any(each.on is not None and each.on < proposal.offered_on for _, each, _ in told):
            raise BeforeTheOffer
        lines = {line_id: _answered_line(doing, proposal, line_id) for line_id, _, _ in told}
        moved = frozenset(one for one, _, seen in told if _state(doing, lines[one]) != seen)
        if moved:
            raise AnswersMoved(moved)
        for line_id, each, _ in told:
            _write(doing, lines[line_id], each)
        doing.record(ArrangementMoved(move="answered", number=proposal.number, count=len(told)), dossier.id)


def _answered_line(doing: Act, proposal: Proposal, line_id: UUID) -> ProposalLine:
    line = doing.row(ProposalLine, line_id, proposal.dossier_id)
    if line.proposal_id != proposal.id or not line.takes_part:
        raise NotOffered
    return line


def _state(doing: Act, line: ProposalLine) -> str:
    note = doing.keyring.open(line, "answer_sealed") or ""
    answer = Answered(answer=line.answer, on=line.answered_on, cents=line.answered_cents, note=note)
    return state_of(answer, line.forced)


def _write(doing: Act, line: ProposalLine, told: Answered) -> None:
    if line.answer != told.answer:
        line.forced = line.forced_on = None
    line.answer, line.answered_on, line.answered_cents = told.answer, told.on, told.cents
    doing.keyring.seal(line, "answer_sealed", told.note.strip() or None)


def record_forced(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, line_id: UUID, forced: str, on: date, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Write down a dwangakkoord (Faillissementswet 287a) for who did not agree. Raises NotOffered, DayToCome."""
    if forced not in FORCED:
        raise ValueError(forced)
    if on > local_date(now):
        raise DayToCome
    with act(session, actor, now, form=form) as doing:
        proposal, line = _answered(doing, dossier, line_id)
        if line.answer not in NOT_AGREED:
            raise NotOffered
        line.forced, line.forced_on = forced, on
        doing.record(ArrangementMoved(move=f"forced_{forced}", number=proposal.number), dossier.id)


def _answered(doing: Act, dossier: DossierView, line_id: UUID) -> tuple[Proposal, ProposalLine]:
    doing.dossier(dossier.id, "proposal:change")
    line = doing.row(ProposalLine, line_id, dossier.id)
    proposal = doing.row(Proposal, line.proposal_id, dossier.id)
    if proposal.state != State.OFFERED.value or not line.takes_part:
        raise NotOffered
    return proposal, line


def _lines(doing: Act, proposal: Proposal) -> list[ProposalLine]:
    query = select(ProposalLine).where(
        ProposalLine.municipality_id == doing.municipality_id, ProposalLine.proposal_id == proposal.id
    )
    return list(doing.session.scalars(query))


def _capacity(row: Proposal) -> Capacity:
    return Capacity(
        income_cents=row.income_cents, vtlb_cents=row.vtlb_cents, protected_cents=row.protected_cents,
        costs_cents=row.costs_cents, assets_cents=row.assets_cents,
    )  # fmt: skip


def _offered(doing: Act, dossier_id: UUID) -> list[Proposal]:
    query = select(Proposal).where(
        Proposal.municipality_id == doing.municipality_id, Proposal.dossier_id == dossier_id,
        Proposal.state == State.OFFERED.value,
    )  # fmt: skip
    return list(doing.session.scalars(query))
