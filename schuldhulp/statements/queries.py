"""What can be read of statements: the draft of whoever asks, and which statements were read before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.budget.afschriften.transaction import Transaction
from schuldhulp.budget.herkenning.rules import KnownName
from schuldhulp.crypto import keyring
from schuldhulp.debts.queries import debts_of
from schuldhulp.debts.register import creditor_by_id, register
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.statements.drafts import Draft, draft_of
from schuldhulp.statements.tables import BankStatement

DRAFT_KEPT = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class OpenStatement:
    """A statement that waits for choices. `before` is when the same one was taken over earlier."""

    id: UUID
    read_at: datetime
    draft: Draft
    before: datetime | None


@dataclass(frozen=True, kw_only=True)
class UsedStatement:
    """A statement that was taken over: which bank, from and until, how many lines; nothing else was kept."""

    bank: str
    first_on: date
    last_on: date
    lines: int
    used_at: datetime


def open_statement(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> OpenStatement | None:
    """The statement that this person has under way, for 24 hours; None when there is none. Nobody else reads it."""
    row = session.scalars(waiting(actor, dossier_id, now)).first()
    if row is None:
        return None
    text = keyring(session).open(row, "draft_sealed") or ""
    earlier = session.scalars(
        rows_of(BankStatement, actor, dossier_id)
        .where(BankStatement.used_at.is_not(None), BankStatement.fingerprint == row.fingerprint)
        .order_by(BankStatement.used_at.desc())
    ).first()
    return OpenStatement(
        id=row.id, read_at=row.read_at, draft=draft_of(text), before=earlier.used_at if earlier else None
    )


def waiting(actor: Actor, dossier_id: UUID, now: datetime) -> Select[Any]:
    """Select what a person has under way, newest first."""
    return (
        rows_of(BankStatement, actor, dossier_id)
        .where(
            BankStatement.person_id == actor.person_id, BankStatement.used_at.is_(None),
            BankStatement.draft_sealed.is_not(None), BankStatement.read_at > now - DRAFT_KEPT,
        )
        .order_by(BankStatement.read_at.desc())
    )  # fmt: skip


def used_statements(session: Session, actor: Actor, dossier_id: UUID) -> list[UsedStatement]:
    """The statements that were taken over, newest first."""
    query = rows_of(BankStatement, actor, dossier_id).where(BankStatement.used_at.is_not(None))
    return [
        UsedStatement(
            bank=row.bank, first_on=row.first_on, last_on=row.last_on, lines=row.lines, used_at=row.used_at
        )
        for row in session.scalars(query.order_by(BankStatement.used_at.desc()))
    ]


def names_for(session: Session, actor: Actor, dossier_id: UUID) -> list[KnownName]:
    """The organisations to recognise by name: whom this dossier owes, then the register of creditors."""
    found: list[KnownName] = []
    for debt in debts_of(session, actor, dossier_id).debts:
        for name, creditor_id in (
            (debt.told.creditor, debt.told.creditor_id),
            (debt.told.collector, debt.told.collector_id),
        ):
            creditor = creditor_by_id(creditor_id) if creditor_id else None
            aliases = (creditor.name, *creditor.aliases) if creditor else (name,)
            kind = creditor.kind if creditor else ""
            found += [KnownName(alias, kind, str(debt.id)) for alias in aliases if alias]
    for creditor in register():
        found += [KnownName(name, creditor.kind) for name in (creditor.name, *creditor.aliases)]
    return found


def fingerprint_of(session: Session, municipality_id: UUID, found: Iterable[Transaction]) -> bytes:
    """The keyed token of a statement: its days and amounts, whatever file they came in."""
    lines = sorted((one.booked_on.isoformat(), one.amount_cents) for one in found)
    return keyring(session).token(municipality_id, f"statement:{lines}")


def together(files: Sequence[Sequence[Transaction]]) -> list[Transaction]:
    """The lines of several files of one visit; what overlapping files both have counts once.

    Two equal lines in one file are two payments.
    """
    most: dict[Transaction, int] = {}
    for file in files:
        here: dict[Transaction, int] = {}
        for one in file:
            here[one] = here.get(one, 0) + 1
        for one, count in here.items():
            most[one] = max(most.get(one, 0), count)
    return [one for one, count in most.items() for _ in range(count)]
