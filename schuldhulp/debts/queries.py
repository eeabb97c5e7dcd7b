"""What can be read of debts and mandates."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.debts.course import CourseRow
from schuldhulp.debts.ladder import Stage
from schuldhulp.debts.owed import Owed, StoredDebt, owed
from schuldhulp.debts.tables import Debt, DebtStage, DoubleVerdict, Mandate, MandateCreditor
from schuldhulp.debts.told import told_of
from schuldhulp.dossier.visibility import rows_of

SEALED = ("creditor", "collector", "reference", "dispute")


def debts_of(session: Session, actor: Actor, dossier_id: UUID) -> Owed:
    """The debts of a dossier with their totals, in the order in which they were entered."""
    ring = keyring(session)
    rows = [
        _stored(ring, row)
        for row in session.scalars(_debts(actor, dossier_id).where(Debt.removed_at.is_(None)))
    ]
    ids = {row.id for row in rows}
    verdicts = session.execute(
        select(DoubleVerdict.debt_id, DoubleVerdict.other_id, DoubleVerdict.verdict)
        .where(DoubleVerdict.municipality_id == actor.municipality_id, DoubleVerdict.dossier_id == dossier_id)
        .order_by(DoubleVerdict.decided_at)
    ).all()
    return owed(rows, [(v[0], v[1], v[2]) for v in verdicts if v[0] in ids and v[1] in ids])


def removed_debts(session: Session, actor: Actor, dossier_id: UUID) -> list[StoredDebt]:
    """The debts that were taken off the list and can be put back."""
    ring = keyring(session)
    return [
        _stored(ring, r)
        for r in session.scalars(_debts(actor, dossier_id).where(Debt.removed_at.is_not(None)))
    ]


def find_debt(session: Session, actor: Actor, dossier_id: UUID, debt_id: UUID) -> StoredDebt | None:
    """One debt of a dossier, removed or not; None when it is not there."""
    row = session.scalars(_debts(actor, dossier_id).where(Debt.id == debt_id)).first()
    return _stored(keyring(session), row) if row else None


def _debts(actor: Actor, dossier_id: UUID):  # type: ignore[no-untyped-def]
    return rows_of(Debt, actor, dossier_id).order_by(Debt.entered_at, Debt.id)


def _stored(ring: Keyring, row: Debt) -> StoredDebt:
    opened = {name: ring.open(row, f"{name}_sealed") or "" for name in SEALED}
    return StoredDebt(
        id=row.id, version=row.version, told=told_of(row, opened), confirmed_cents=row.confirmed_cents,
        entered_by_role=row.entered_by_role, entered_at=row.entered_at, removed_at=row.removed_at,
        rank=row.rank, settleable=row.settleable, claim_kind=row.claim_kind, assessed_at=row.assessed_at,
    )  # fmt: skip


def recorded_stages(session: Session, actor: Actor, dossier_id: UUID) -> dict[UUID, list[CourseRow]]:
    """The steps that staff recorded, by debt, oldest first."""
    ring = keyring(session)
    query = (
        rows_of(DebtStage, actor, dossier_id)
        .where(DebtStage.removed_at.is_(None))
        .order_by(DebtStage.happened_on, DebtStage.id)
    )
    found: dict[UUID, list[CourseRow]] = {}
    for row in session.scalars(query):
        party, source = ring.open(row, "party_sealed") or "", ring.open(row, "source_sealed") or ""
        found.setdefault(row.debt_id, []).append(
            CourseRow(Stage(row.stage), row.happened_on, party, source, row.id)
        )
    return found


@dataclass(frozen=True, kw_only=True)
class MandateView:
    """A machtiging with the names of the organisations it holds for."""

    id: UUID
    signed_on: date
    how: str
    signed_by_role: str
    withdrawn_at: datetime | None
    creditors: tuple[str, ...]
    debt_ids: frozenset[UUID] = frozenset()


def mandates_of(session: Session, actor: Actor, dossier_id: UUID) -> list[MandateView]:
    """The machtigingen of a dossier, newest first; withdrawn ones too."""
    query = rows_of(Mandate, actor, dossier_id).order_by(Mandate.signed_on.desc(), Mandate.id.desc())
    rows = list(session.scalars(query))
    if not rows:
        return []
    ring = keyring(session)
    names = {row.id: _stored(ring, row).name for row in session.scalars(_debts(actor, dossier_id))}
    pairs = session.execute(
        select(MandateCreditor.mandate_id, MandateCreditor.debt_id).where(
            MandateCreditor.municipality_id == actor.municipality_id,
            MandateCreditor.mandate_id.in_([row.id for row in rows]),
        )
    ).all()
    return [
        MandateView(
            id=row.id, signed_on=row.signed_on, how=row.how, signed_by_role=row.signed_by_role,
            withdrawn_at=row.withdrawn_at,
            debt_ids=frozenset(debt for mandate, debt in pairs if mandate == row.id),
            creditors=tuple(sorted(names[debt] for mandate, debt in pairs if mandate == row.id and debt in names)),
        )
        for row in rows
    ]  # fmt: skip
