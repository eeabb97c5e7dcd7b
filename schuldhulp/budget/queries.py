"""What can be read of a budget: its lines, the month they make, ideas and frozen versions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from schuldhulp.access import STAFF, Actor, Role
from schuldhulp.budget.begroting import Budget, make_budget
from schuldhulp.budget.bevindingen import Finding, Situation
from schuldhulp.budget.changes import changes_of
from schuldhulp.budget.controles import CHECKED_WITH, check_budget
from schuldhulp.budget.document import Plan
from schuldhulp.budget.frozen import thaw
from schuldhulp.budget.inhoudingen import DebtPayment
from schuldhulp.budget.maandkalender import AccountMonth, account_month
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.plans import plan_of
from schuldhulp.budget.posten import Post
from schuldhulp.budget.tables import BudgetIdea, BudgetPost, BudgetReason, BudgetVersion
from schuldhulp.budget.told import PostTold, post_of, told_of
from schuldhulp.budget.vergelijking import Change
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.crypto.opened import following
from schuldhulp.debts.owed import Owed, payments_of
from schuldhulp.debts.queries import debts_of
from schuldhulp.dossier.envelopes import from_envelope
from schuldhulp.dossier.events import LineTakenOver, RowChanged
from schuldhulp.dossier.facts import StoredStep
from schuldhulp.dossier.payments_told import STEP_OF_ATTACHMENTS, payments_told
from schuldhulp.dossier.records import UnreadableRecord, from_json
from schuldhulp.dossier.records.debts import Attachments
from schuldhulp.dossier.tables import Event
from schuldhulp.dossier.visibility import asked_by, columns_of, read_raw, read_rows, rows_of, with_types
from schuldhulp.workbook.tables import StepAnswer


@dataclass(frozen=True, kw_only=True)
class StoredPost:
    """One line of the budget as it stands, and by whom it was entered."""

    id: UUID
    version: int
    told: PostTold
    step: str
    entered_by_role: str
    entered_at: datetime
    removed_at: datetime | None
    source: str | None = None

    @cached_property
    def post(self) -> Post:
        """The post that the calculations take; its key is the id."""
        return post_of(self.told, str(self.id))


@dataclass(frozen=True, kw_only=True)
class Month:
    """The month of a household: the lines, the debts beside them, and what they come to. Nothing counts twice."""

    lines: tuple[StoredPost, ...]
    owed: Owed
    budget: Budget
    said: tuple[DebtPayment, ...] = ()

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """The posts of the lines."""
        return tuple(line.post for line in self.lines)

    @cached_property
    def payments(self) -> tuple[DebtPayment, ...]:
        """What runs on the debts, as the list and the step about beslag tell it."""
        return (*payments_of(self.owed), *self.said)

    @property
    def unknown(self) -> tuple[StoredPost, ...]:
        """The lines without an amount yet."""
        return tuple(line for line in self.lines if line.told.amount_open)

    def on_account(self, year: int, month: int) -> AccountMonth:
        """What really comes and goes on the account in one month, by day."""
        return account_month(self.posts, self.payments, year=year, month=month)

    def findings(self, situation: Situation, today: date) -> tuple[Finding, ...]:
        """What this month invites to look at; nothing for an empty budget or a day without published figures."""
        if not self.lines:
            return ()
        try:
            return check_budget(self.budget, self.posts, situation, load_normen(today, *CHECKED_WITH))
        except NormMissing:
            return ()


def month_of(
    session: Session, actor: Actor, dossier_id: UUID, *, answers: Mapping[str, StoredStep] | None = None
) -> Month:
    """The average month of a dossier, from its lines and the payments that run on its debts.

    `answers` are those of the werkboek, for a caller that has read them already.
    """
    lines = _lines(session, actor, dossier_id)
    debts = debts_of(session, actor, dossier_id)
    said: tuple[DebtPayment, ...] = ()
    if debts.count:  # the step about beslag and verrekening is for somebody with a debt on the list
        said = _said(session, actor, dossier_id) if answers is None else _said_in(answers)

    def made() -> Month:
        budget = make_budget([line.post for line in lines], (*payments_of(debts), *said))
        return Month(lines=lines, owed=debts, budget=budget, said=said)

    return following(session, actor.municipality_id, dossier_id, "month", (lines, debts, said), made)


def _said(session: Session, actor: Actor, dossier_id: UUID) -> tuple[DebtPayment, ...]:
    """What the step about beslag and verrekening tells."""
    rows = read_rows(session, _attachments(actor.role), asked_by(actor, dossier_id))
    opened = keyring(session).opener(StepAnswer, actor.municipality_id, dossier_id)
    text = opened(rows[0], "answer_sealed") if rows else None
    try:
        return payments_told(from_json(Attachments, json.loads(text))) if text else ()
    except UnreadableRecord:
        return ()


def _said_in(answers: Mapping[str, StoredStep]) -> tuple[DebtPayment, ...]:
    record = answers[STEP_OF_ATTACHMENTS].record if STEP_OF_ATTACHMENTS in answers else None
    return payments_told(record) if isinstance(record, Attachments) else ()


@cache
def _attachments(role: Role) -> Select[Any]:
    query = columns_of(role, StepAnswer, "id", "answer_sealed")
    return query.where(StepAnswer.__table__.c.step == STEP_OF_ATTACHMENTS)


def posts_of(session: Session, actor: Actor, dossier_id: UUID, *, removed: bool = False) -> list[StoredPost]:
    """The lines of a budget in order of entry; or those that were taken out."""
    return list(_lines(session, actor, dossier_id, removed=removed))


def _lines(
    session: Session, actor: Actor, dossier_id: UUID, *, removed: bool = False
) -> tuple[StoredPost, ...]:
    query = _posts(actor.role, removed)
    raw = read_raw(session, query, asked_by(actor, dossier_id))
    if not raw:
        return ()

    def opened() -> tuple[StoredPost, ...]:
        words = keyring(session).opener(BudgetPost, actor.municipality_id, dossier_id)
        return tuple(
            _stored(row, words(row, "label_sealed") or "") for row in with_types(session, query, raw)
        )

    name = "removed lines" if removed else "lines"
    return following(session, actor.municipality_id, dossier_id, name, raw, opened)


@cache
def _posts(role: Role, removed: bool) -> Select[Any]:
    rows = BudgetPost.__table__.c
    gone = rows.removed_at.is_not(None) if removed else rows.removed_at.is_(None)
    return columns_of(role, BudgetPost).where(gone).order_by(rows.id)


def find_post(session: Session, actor: Actor, dossier_id: UUID, post_id: UUID) -> StoredPost | None:
    """One line of a budget, removed or not; None when it is not there."""
    row = session.scalars(_rows(BudgetPost, actor, dossier_id).where(BudgetPost.id == post_id)).first()
    return _stored(row, keyring(session).open(row, "label_sealed") or "") if row else None


def _rows(table: Any, actor: Actor, dossier_id: UUID) -> Select[Any]:
    return rows_of(table, actor, dossier_id).order_by(table.id)


def _stored(row: Any, label: str) -> StoredPost:
    return StoredPost(
        id=row.id, version=row.version, told=told_of(row, label), step=row.step,
        entered_by_role=row.entered_by_role, entered_at=row.entered_at, removed_at=row.removed_at,
        source=row.source,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ChangeByStaff:
    """The last change that staff made in a line or debt: eurocents before and after, where the amount is known."""

    at: datetime
    person_id: UUID | None
    before_cents: int | None
    after_cents: int | None


def changed_by_staff(session: Session, actor: Actor, dossier_id: UUID) -> dict[UUID, ChangeByStaff]:
    """What staff changed last, by line or debt; additions are not among it."""
    query = rows_of(Event, actor, dossier_id).where(
        Event.kind.in_((RowChanged.__name__, LineTakenOver.__name__)), Event.role.in_(sorted(STAFF))
    )
    found: dict[UUID, ChangeByStaff] = {}
    for row in session.scalars(query.order_by(Event.seq)):
        event = from_envelope(row.kind, row.envelope)
        if isinstance(event, RowChanged) and event.change == "changed":
            found[event.row_id] = ChangeByStaff(
                at=row.at, person_id=row.person_id, before_cents=event.before_cents, after_cents=event.cents
            )
    return found


@dataclass(frozen=True, kw_only=True)
class IdeaView:
    """An own idea: the words, and the lines that it changes."""

    id: UUID
    words: str
    changes: tuple[Change, ...]
    made_at: datetime
    made_by_role: str


def ideas_of(session: Session, actor: Actor, dossier_id: UUID) -> list[IdeaView]:
    """The ideas of a dossier that were kept, newest first."""
    ring = keyring(session)
    query = _rows(BudgetIdea, actor, dossier_id).where(BudgetIdea.removed_at.is_(None))
    views = [
        IdeaView(
            id=row.id, words=ring.open(row, "words_sealed") or "",
            changes=changes_of(ring.open(row, "changes_sealed") or "[]"), made_at=row.made_at,
            made_by_role=row.made_by_role,
        )
        for row in session.scalars(query)
    ]  # fmt: skip
    return sorted(views, key=lambda idea: idea.made_at, reverse=True)


@dataclass(frozen=True, kw_only=True)
class VersionView:
    """A frozen version in a list. `kind`: plan, idea or agreed; `room_cents` eurocents per month."""

    id: UUID
    number: int
    kind: str
    name: str
    room_cents: int
    made_at: datetime
    made_by_role: str


@dataclass(frozen=True, kw_only=True)
class FrozenBudget:
    """A frozen version with its content made again."""

    version: VersionView
    posts: tuple[Post, ...]
    payments: tuple[DebtPayment, ...]
    plan: Plan

    @property
    def budget(self) -> Budget:
        """The month as it was frozen."""
        return make_budget(self.posts, self.payments)


def versions_of(session: Session, actor: Actor, dossier_id: UUID) -> list[VersionView]:
    """The frozen versions of a dossier, newest first."""
    ring = keyring(session)
    rows = session.scalars(_rows(BudgetVersion, actor, dossier_id))
    return sorted((_version(ring, row) for row in rows), key=lambda version: -version.number)


def find_version(session: Session, actor: Actor, dossier_id: UUID, version_id: UUID) -> FrozenBudget | None:
    """One frozen version with everything in it; None when it is not there."""
    row = session.scalars(
        _rows(BudgetVersion, actor, dossier_id).where(BudgetVersion.id == version_id)
    ).first()
    if row is None:
        return None
    ring = keyring(session)
    content = json.loads(ring.open(row, "content_sealed") or "{}")
    posts, payments = thaw(content["budget"])
    return FrozenBudget(
        version=_version(ring, row), posts=posts, payments=payments, plan=plan_of(content["plan"])
    )


def reason_of(session: Session, actor: Actor, dossier_id: UUID, code: str) -> tuple[str, int]:
    """Why a line is otherwise than a guideline, and its version; empty and 0 when nobody said."""
    row = session.scalars(_rows(BudgetReason, actor, dossier_id).where(BudgetReason.code == code)).first()
    return (keyring(session).open(row, "words_sealed") or "", row.version) if row else ("", 0)


def _version(ring: Keyring, row: BudgetVersion) -> VersionView:
    return VersionView(
        id=row.id, number=row.number, kind=row.kind, name=ring.open(row, "name_sealed") or "",
        room_cents=row.room_cents, made_at=row.made_at, made_by_role=row.made_by_role,
    )  # fmt: skip
