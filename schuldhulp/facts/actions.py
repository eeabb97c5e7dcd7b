"""What can be done with established facts: staff write one down, the client disputes it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.debts.confirming import state_of
from schuldhulp.debts.tables import Debt
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import FactDisputed
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Established
from schuldhulp.facts.kinds import Subject
from schuldhulp.facts.rows import Told, add_fact
from schuldhulp.messages.rows import announce_change
from schuldhulp.money import format_euro
from schuldhulp.refusals import Conflict, Refused
from schuldhulp.unit_of_work import Act, FormToken, act


class NoBalanceTyped(Refused):
    """Of no debt a balance was told."""

    sentence = "Er staat nog geen saldo bij een schuld. Vul er een of meer in."


class BalancesMoved(Conflict):
    """Of some debts the amounts changed since they were shown; `debt_ids` says which. Nothing was written."""

    sentence = "Bij een of meer schulden veranderde intussen iets. Kijk die na en leg dan opnieuw vast."

    def __init__(self, debt_ids: frozenset[UUID]) -> None:
        super().__init__()
        self.debt_ids = debt_ids


class AlreadyDisputed(Refused):
    """The client said so before."""

    sentence = "U heeft al laten weten dat dit niet klopt. Uw schuldhulpverlener kijkt ernaar."


class WhyMissing(Refused):
    """Disputing asks one sentence."""

    sentence = "Schrijf in één zin op wat er niet klopt."


def establish_fact(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    told: Told,
    *,
    form: FormToken | None = None,
) -> UUID:
    """Write down what a creditor confirmed or a paper shows. The client's own words stay as they are.

    Raises NothingEstablished, SourceMissing, PartsDoNotAddUp, EstablishedInTheFuture,
    NotYours for a debt or line of another dossier.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "fact:establish")
        row = add_fact(doing, dossier.id, told)
        what = format_euro(told.cents) if told.cents is not None else told.value.strip()
        announce_change(
            doing, dossier.id, f"vastgesteld: {told.subject.label.lower()}, {what} ({told.source.strip()})."
        )
    return row.id


def establish_balances(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, told: Sequence[Told],
    seen: Mapping[UUID, str], *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Write down the balances of several debts in one act. `seen` holds the state each debt was shown in.

    Raises NoBalanceTyped, BalancesMoved when a debt has another state now, and what `add_fact` raises.
    """
    if not told:
        raise NoBalanceTyped
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "fact:establish")
        ids = [each.about for each in told if each.about is not None]
        moved = frozenset(one for one in ids if _state(doing, dossier.id, one) != seen.get(one))
        if moved:
            raise BalancesMoved(moved)
        for each in told:
            add_fact(doing, dossier.id, each)
        total = format_euro(sum(each.cents or 0 for each in told))
        many = "het saldo van 1 schuld" if len(told) == 1 else f"de saldi van {len(told)} schulden, samen"
        announce_change(
            doing, dossier.id, f"vastgesteld: {many} {total}. Bij Uw schulden leest u elk bedrag."
        )


def _state(doing: Act, dossier_id: UUID, debt_id: UUID) -> str:
    debt = doing.row(Debt, debt_id, dossier_id)
    facts = doing.session.scalar(
        select(func.count()).where(
            Established.municipality_id == doing.municipality_id, Established.dossier_id == dossier_id,
            Established.subject == Subject.DEBT.value, Established.subject_id == debt_id,
        )
    )  # fmt: skip
    return state_of(debt.version, facts or 0)


def dispute_fact(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, fact_id: UUID, why: str, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say that an established fact is not right, with a reason: it stays, the reason stands beside it, we answer.

    Raises WhyMissing, AlreadyDisputed.
    """
    if not why.strip():
        raise WhyMissing
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "fact:dispute")
        row = doing.row(Established, fact_id, dossier.id)
        if row.disputed_at is not None:
            raise AlreadyDisputed
        row.disputed_at = now
        row.version += 1
        doing.keyring.seal(row, "dispute_sealed", why.strip())
        levels, opening = dossier.municipality.levels, dossier.municipality.opening
        doing.record(
            FactDisputed(
                subject=row.subject, subject_id=row.subject_id, reply_due_at=reply_due(now, levels, opening)
            ),
            dossier.id,
        )
