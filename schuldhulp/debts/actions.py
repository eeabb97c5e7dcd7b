"""What can be done with debts: add, change, remove, put back, judge doubles, sign and withdraw a machtiging."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.budget.aanbod import Rank
from schuldhulp.budget.verjaring import ClaimKind
from schuldhulp.calendar import local_date
from schuldhulp.debts import rows
from schuldhulp.debts.ladder import Stage
from schuldhulp.debts.owed import DIFFERENT, SAME
from schuldhulp.debts.settling import Settleable
from schuldhulp.debts.tables import Debt, DebtStage, DoubleVerdict, Mandate, MandateCreditor
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.events import DoubleDecided, RowChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.rows import ask_for_a_name
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken, act


class NothingTyped(Refused):
    """There is no line with a name."""

    sentence = "Er staat nog geen naam in de lijst. Eén naam is genoeg om te beginnen."


class StageInTheFuture(Refused):
    """Only a summons or an eviction is known beforehand."""

    sentence = "Deze dag komt nog. Alleen een zitting of een ontruiming kan een dag hebben die nog komt."


class NobodyNamed(Refused):
    """A machtiging names who may be asked."""

    sentence = "Kies eerst een of meer organisaties."


def add_debt(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, told: DebtTold, *,
    step: str | None = None, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Add one debt. A threat in it is reported in the same act."""
    with act(session, actor, now, form=form) as doing:
        locked = doing.dossier(dossier.id, "debt:change")
        row = rows.add_debt(doing, locked, dossier, told, step)
    return row.id


def change_debt(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, debt_id: UUID, told: DebtTold,
    version: int | None, *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change one debt. Raises Conflict when somebody else did meanwhile, DebtRemoved."""
    with act(session, actor, now, form=form) as doing:
        locked = doing.dossier(dossier.id, "debt:change")
        rows.change_debt(doing, locked, dossier, doing.row(Debt, debt_id, dossier.id, version=version), told)


def remove_debt(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, debt_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take a debt off the list; it can be put back."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "debt:change")
        rows.mark_debt(doing, doing.row(Debt, debt_id, dossier.id), removed=True)


def restore_debt(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, debt_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Put a debt back on the list."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "debt:change")
        rows.mark_debt(doing, doing.row(Debt, debt_id, dossier.id), removed=False)


def decide_double(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, debt_id: UUID, other_id: UUID,
    verdict: str, *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say whether two debts are one claim (`same`) or two (`different`); said again, the last word counts."""
    if verdict not in (SAME, DIFFERENT):
        raise ValueError(verdict)
    one, other = sorted((debt_id, other_id))
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "debt:change")
        rows.debts_by_id(doing, dossier.id, (one, other))
        row = session.scalars(
            select(DoubleVerdict).where(
                DoubleVerdict.municipality_id == doing.municipality_id, DoubleVerdict.debt_id == one,
                DoubleVerdict.other_id == other,
            )
        ).first()  # fmt: skip
        if row is None:
            row = doing.new_row(DoubleVerdict, dossier.id, id=new_id(), debt_id=one, other_id=other)
        row.verdict, row.decided_by_role, row.decided_at = verdict, str(actor.role), now
        doing.record(DoubleDecided(debt_id=one, other_id=other, verdict=verdict), dossier.id)


def sign_mandate(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, debt_ids: Sequence[UUID], *,
    how: str, signed_on: date, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Sign a machtiging for the organisations of these debts. Raises NobodyNamed."""
    if not debt_ids:
        raise NobodyNamed
    with act(session, actor, now, form=form) as doing:
        ask_for_a_name(doing.dossier(dossier.id, "debt:change"))
        debts = rows.debts_by_id(doing, dossier.id, tuple(dict.fromkeys(debt_ids)))
        row = doing.new_row(
            Mandate, dossier.id, id=new_id(), signed_on=signed_on, how=how, signed_by_role=str(actor.role)
        )
        session.flush()
        for debt in debts:
            session.add(
                MandateCreditor(municipality_id=doing.municipality_id, mandate_id=row.id, debt_id=debt.id)
            )
        names = [rows.opened(doing, debt).creditor for debt in debts]
        doing.record(
            RowChanged(table="mandate", row_id=row.id, change="added", step="machtiging"), dossier.id,
            {"creditors": names},
        )  # fmt: skip
    return row.id


def withdraw_mandate(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, mandate_id: UUID, *, reason: str = "",
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Withdraw a machtiging; nothing happens when it was withdrawn already."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "debt:change")
        row = doing.row(Mandate, mandate_id, dossier.id)
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            doing.record(
                RowChanged(table="mandate", row_id=row.id, change="removed", step="machtiging"), dossier.id,
                {"reason": reason} if reason else None,
            )  # fmt: skip


def assess_debt(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, debt_id: UUID, *, rank: Rank | None,
    settleable: Settleable | None, claim_kind: ClaimKind | None, version: int | None, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say what rank a claim has and whether it can be settled; None goes back to the default. Raises Conflict."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "debt:assess")
        row = doing.row(Debt, debt_id, dossier.id, version=version)
        row.rank, row.settleable, row.claim_kind = rank, settleable, claim_kind
        row.assessed_by, row.assessed_at = actor.person_id, now
        row.version += 1
        doing.record(
            RowChanged(table="debt", row_id=row.id, change="assessed", code=row.creditor_id), dossier.id,
            {"rank": rank, "settleable": settleable, "claim_kind": claim_kind},
        )  # fmt: skip


_MAY_COME = frozenset({Stage.SUMMONS, Stage.LAST_STEP})


def record_stage(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, debt_id: UUID, *, stage: Stage,
    on: date | None, party: str, source: str, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Write down a step in the course of a claim. Raises StageInTheFuture."""
    if on and on > local_date(now) and stage not in _MAY_COME:
        raise StageInTheFuture
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "debt:assess")
        doing.row(Debt, debt_id, dossier.id)
        row = doing.new_row(
            DebtStage, dossier.id, id=new_id(), debt_id=debt_id, stage=stage.value, happened_on=on,
            recorded_by=actor.person_id, recorded_at=now,
        )  # fmt: skip
        doing.keyring.seal(row, "party_sealed", party.strip() or None)
        doing.keyring.seal(row, "source_sealed", source.strip() or None)
        doing.record(
            RowChanged(table="debt_stage", row_id=row.id, change="added", code=stage.value), dossier.id
        )
    return row.id


def remove_stage(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, stage_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take a recorded step out of the course; the row stays in the database with the moment."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "debt:assess")
        row = doing.row(DebtStage, stage_id, dossier.id)
        if row.removed_at is None:
            row.removed_at = now
            doing.record(
                RowChanged(table="debt_stage", row_id=row.id, change="removed", code=row.stage), dossier.id
            )
