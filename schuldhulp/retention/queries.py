"""Which dossiers have had their time, and the list of them that somebody approves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.refusals import NotYours
from schuldhulp.retention.tables import RetentionCase
from schuldhulp.retention.terms import CHOSEN, Rule, State, Term, ends_on, months_after, rule_of, terms_of
from schuldhulp.rights.tables import RightsRequest

PAGE = 200


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A closed dossier whose term is over."""

    dossier_id: UUID
    kenmerk: str
    rule: Rule
    term_ended_on: date


@dataclass(frozen=True, kw_only=True)
class Case:
    """One line of the list: never a name, only the kenmerk and why."""

    id: UUID
    kenmerk: str
    rule: Rule
    term_ended_on: date
    state: State
    hold: str
    held_until: date | None
    erase_after: date | None
    erased_at: datetime | None
    gone: Mapping[str, int]
    version: int

    @property
    def rows(self) -> int:
        """How many rows went."""
        return sum(number for name, number in self.gone.items() if name != "bestanden")

    @property
    def files(self) -> int:
        """How many files went."""
        return self.gone.get("bestanden", 0)


def own_terms(session: Session, municipality_id: UUID) -> dict[Rule, Term]:
    """The terms of a municipality."""
    stored = session.scalar(select(Municipality.retention).where(Municipality.id == municipality_id))
    return terms_of(stored or {})


def candidates(
    session: Session,
    municipality_id: UUID,
    terms: Mapping[Rule, Term],
    today: date,
    after: UUID | None = None,
) -> tuple[list[Candidate], UUID | None]:
    """A page of dossiers whose term is over and which are not on the list; and where to go on, or None.

    Closed ones, and those of who began without a name and did nothing any more. A dossier with an open request about
    its data, or one that asked for its data to be left alone, is not among them.
    """
    shortest = min(terms[rule].months for rule in CHOSEN)
    query = (
        select(Dossier, InboxRow.last_client_at)
        .outerjoin(InboxRow, _of(InboxRow))
        .where(Dossier.municipality_id == municipality_id, Dossier.deleted_at.is_(None))
        .where(or_(Dossier.closed_at.is_not(None), Dossier.without_name.is_(True)))
        .where(~exists().where(_of(RetentionCase)), ~_kept_by_a_request())
        .order_by(Dossier.id)
        .limit(PAGE)
    )
    if after is not None:
        query = query.where(Dossier.id > after)
    rows = session.execute(query).all()
    found = []
    for row, last_client_at in rows:
        over = row.closed_at or last_client_at
        over_on = local_date(over) if over else today
        if months_after(over_on, shortest) >= today:
            continue
        rule = (
            rule_of(row.closing_reason, row.source, row.first_talk_on is not None)
            if row.closed_at
            else Rule.NAMELESS
        )
        ended = ends_on(over_on, terms[rule])
        if ended <= today:
            found.append(Candidate(dossier_id=row.id, kenmerk=row.kenmerk, rule=rule, term_ended_on=ended))
    return found, rows[-1][0].id if len(rows) == PAGE else None


def _of(table: Any) -> Any:
    return and_(table.municipality_id == Dossier.municipality_id, table.dossier_id == Dossier.id)


def _kept_by_a_request() -> Any:
    waits = exists().where(_of(RightsRequest), RightsRequest.answered_at.is_(None))
    return or_(waits, Dossier.restricted_on.is_not(None))


def to_erase(session: Session, municipality_id: UUID, today: date) -> list[UUID]:
    """Cases whose day has come, and those that were begun and broken off."""
    query = select(RetentionCase.id).where(
        RetentionCase.municipality_id == municipality_id,
        (RetentionCase.state == State.ERASING.value)
        | and_(RetentionCase.state == State.APPROVED.value, RetentionCase.erase_after < today),
    )
    return list(session.scalars(query.order_by(RetentionCase.erase_after, RetentionCase.id)))


def holds_over(session: Session, municipality_id: UUID, today: date) -> list[UUID]:
    """Holds whose last day has passed."""
    query = select(RetentionCase.id).where(
        RetentionCase.municipality_id == municipality_id, RetentionCase.state == State.HELD.value,
        RetentionCase.held_until < today,
    )  # fmt: skip
    return list(session.scalars(query))


def cases(session: Session, actor: Actor, *, erased: bool = False) -> tuple[Case, ...]:
    """The list of the municipality: what waits, is held or is on its way out; or the last hundred that went.

    Raises NotYours.
    """
    if not may(actor, "retention:approve"):
        raise NotYours
    query = select(RetentionCase).where(RetentionCase.municipality_id == actor.own_municipality)
    if erased:
        query = (
            query.where(RetentionCase.state == State.ERASED.value)
            .order_by(RetentionCase.erased_at.desc())
            .limit(100)
        )
    else:
        query = query.where(RetentionCase.state != State.ERASED.value).order_by(
            RetentionCase.term_ended_on, RetentionCase.id
        )
    rows = session.scalars(query).all()
    ring = keyring(session)
    ring.load_dossiers(actor.own_municipality, {row.dossier_id for row in rows if row.hold_sealed})
    return tuple(
        Case(
            id=row.id, kenmerk=row.kenmerk, rule=Rule(row.rule), term_ended_on=row.term_ended_on,
            state=State(row.state),
            hold=(ring.open(row, "hold_sealed") or "") if row.state != State.ERASED.value else "",
            held_until=row.held_until, erase_after=row.erase_after, erased_at=row.erased_at, gone=row.gone,
            version=row.version,
        )
        for row in rows
    )  # fmt: skip


def counts(session: Session, actor: Actor) -> dict[State, int]:
    """How many cases stand where."""
    query = (
        select(RetentionCase.state, func.count())
        .where(RetentionCase.municipality_id == actor.own_municipality)
        .group_by(RetentionCase.state)
    )
    return {State(state): number for state, number in session.execute(query)}
