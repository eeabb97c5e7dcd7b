"""What can be read of debts and mandates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.creditors.queries import book_of
from schuldhulp.crypto import keyring
from schuldhulp.crypto.opened import following
from schuldhulp.debts.course import CourseRow
from schuldhulp.debts.ladder import Stage
from schuldhulp.debts.owed import Owed, StoredDebt, owed
from schuldhulp.debts.register import recognise
from schuldhulp.debts.tables import Debt, DebtStage, DoubleVerdict, Mandate, MandateCreditor
from schuldhulp.debts.told import told_of
from schuldhulp.dossier.visibility import ASKED, asked_by, columns_of, read_raw, rows_of, with_types

SEALED = ("creditor", "collector", "reference", "dispute")
_VERDICT = DoubleVerdict.__table__.c
_VERDICTS = (
    select(_VERDICT.debt_id, _VERDICT.other_id, _VERDICT.verdict)
    .where(_VERDICT.municipality_id == ASKED["municipality_id"], _VERDICT.dossier_id == ASKED["dossier_id"])
    .order_by(_VERDICT.decided_at)
)


def debts_of(session: Session, actor: Actor, dossier_id: UUID) -> Owed:
    """The debts of a dossier with their totals, in the order in which they were entered."""
    asked, query = asked_by(actor, dossier_id), _standing(actor.role)
    raw = read_raw(session, query, asked)
    if not raw:
        return owed((), ())
    verdicts, place = read_raw(session, _VERDICTS, asked), (session, actor.municipality_id, dossier_id)

    def opened() -> tuple[tuple[StoredDebt, ...], bool]:
        words = keyring(session).opener(Debt, actor.municipality_id, dossier_id)
        rows = tuple(_stored(words, row) for row in with_types(session, query, raw))
        return rows, all(
            recognise(name) for row in rows for name in (row.told.creditor, row.told.collector) if name
        )

    # What the municipality's own list says of names is not asked where it cannot matter.
    rows, known = following(*place, "debts", raw, opened)
    book = None if known else book_of(session, actor)

    def added_up() -> Owed:
        ids = {row.id for row in rows}
        judged = [tuple(v) for v in with_types(session, _VERDICTS, verdicts) if v[0] in ids and v[1] in ids]
        return owed(rows, judged, book.key if book else None)

    return following(*place, "owed", (rows, verdicts, book and book.entries), added_up)


def removed_debts(session: Session, actor: Actor, dossier_id: UUID) -> list[StoredDebt]:
    """The debts that were taken off the list and can be put back."""
    ring = keyring(session)
    return [
        _stored(ring.open, r)
        for r in session.scalars(_debts(actor, dossier_id).where(Debt.removed_at.is_not(None)))
    ]


def find_debt(session: Session, actor: Actor, dossier_id: UUID, debt_id: UUID) -> StoredDebt | None:
    """One debt of a dossier, removed or not; None when it is not there."""
    row = session.scalars(_debts(actor, dossier_id).where(Debt.id == debt_id)).first()
    return _stored(keyring(session).open, row) if row else None


def _debts(actor: Actor, dossier_id: UUID):  # type: ignore[no-untyped-def]
    return rows_of(Debt, actor, dossier_id).order_by(Debt.entered_at, Debt.id)


@cache
def _standing(role: Role) -> Select[Any]:
    rows = Debt.__table__.c
    return columns_of(role, Debt).where(rows.removed_at.is_(None)).order_by(rows.entered_at, rows.id)


def _stored(opened: Callable[[Any, str], str | None], row: Any) -> StoredDebt:
    words = {name: opened(row, f"{name}_sealed") or "" for name in SEALED}
    return StoredDebt(
        id=row.id, version=row.version, told=told_of(row, words), confirmed_cents=row.confirmed_cents,
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
    names = {row.id: _stored(ring.open, row).name for row in session.scalars(_debts(actor, dossier_id))}
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
