"""What can be read of the inbox: one page by keyset, counts that stop at a thousand, and what comes next.

A scope is a few *arms*: sets of equal conditions that one index serves in the order of the sort key. Each arm is
asked for one page at most, so the work does not grow with the number of dossiers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import LoginSession
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier, DossierKey, LastVisit, Participation
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.inbox.state import US
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.inbox.workload import CAP
from schuldhulp.municipalities.tables import Absence, Membership

PAGE = 25
TURNS = ("us", "client", "nobody")
SCOPES = ("mij", "mijn-dossiers", "team", "niet-verdeeld", "dreiging", "fase", "alles")
_MINE, _ALL_MINE, _TEAM, _UNASSIGNED, _THREATENED, _PHASE, _EVERYTHING = SCOPES


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Whose inbox it is: the memberships whose work this person does today (own first), the team, the last view."""

    memberships: tuple[UUID, ...]
    team_id: UUID | None
    view: str = ""


@dataclass(frozen=True, kw_only=True)
class InboxLine:
    """One dossier in the inbox, with its name opened."""

    dossier_id: UUID
    kenmerk: str
    called: str
    phase: str
    offline: bool
    online_open: bool
    counsellor_id: UUID | None
    counsellor: str
    waiting_on: str
    waiting_for: str
    waiting_step: str | None
    waiting_since: datetime | None
    reply_due_at: datetime | None
    client_clock_paused: bool
    first_talk_due: date | None
    decision_due: date | None
    suspended_until: date | None
    last_client_at: datetime | None
    last_staff_at: datetime | None
    urgency: int
    threat: str | None
    threat_on: date | None
    threat_unseen: bool
    steps_talk: int
    steps_decision: int
    steps_arrangement: int
    sort_key: str
    unread: bool
    reads_along: bool
    stand_in: bool


@dataclass(frozen=True, kw_only=True)
class InboxPage:
    """One page in order of urgency; `before` and `after` are the keys to go on with, or None."""

    lines: tuple[InboxLine, ...]
    before: str | None
    after: str | None


_STORED = tuple(c.key for c in InboxRow.__table__.columns if c.key in InboxLine.__dataclass_fields__)


def find_desk(session: Session, actor: Actor, now: datetime) -> Desk:
    """The desk of a staff member today, with the colleagues they stand in for; one query."""
    today = local_date(now)
    view = (
        select(LoginSession.inbox_view)
        .where(
            LoginSession.person_id == actor.person_id, LoginSession.municipality_id == actor.municipality_id
        )
        .where(LoginSession.inbox_view.is_not(None))
        .order_by(LoginSession.seen_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    away = and_(
        Absence.municipality_id == Membership.municipality_id, Absence.stand_in_id == Membership.id,
        Absence.first_day <= today, Absence.last_day >= today,
    )  # fmt: skip
    query = (
        select(Membership.id, Membership.team_id, Absence.membership_id, view)
        .outerjoin(Absence, away)
        .where(Membership.municipality_id == actor.municipality_id, Membership.id == actor.membership_id)
    )
    rows = session.execute(query).all()
    if not rows:
        return Desk(memberships=(), team_id=None)
    own, team_id, _, kept = rows[0]
    others = sorted({row[2] for row in rows if row[2] is not None} - {own})
    return Desk(memberships=(own, *others), team_id=team_id, view=kept or "")


def _arms(scope: str, desk: Desk, phase: str | None) -> list[list[ColumnElement[bool]]]:
    row = InboxRow
    if scope == _MINE:
        return [[row.counsellor_id == m, row.waiting_on == US] for m in desk.memberships]
    if scope == _ALL_MINE:
        return [[row.counsellor_id == m, row.waiting_on == turn] for m in desk.memberships for turn in TURNS]
    if scope == _TEAM:
        return [[row.team_id == desk.team_id, row.waiting_on == US]] if desk.team_id else []
    if scope == _UNASSIGNED:
        return [[row.counsellor_id.is_(None), row.waiting_on == US]]
    if scope == _THREATENED:
        return [[row.urgency == urgency] for urgency in (0, 1)]
    if scope == _PHASE:
        return [[row.phase == phase]]
    return [[row.urgency == urgency] for urgency in (0, 1, 2)]


def _keys(actor: Actor, arm: list[ColumnElement[bool]]) -> Select[UUID, str]:
    return select(InboxRow.dossier_id, InboxRow.sort_key).where(
        InboxRow.municipality_id == actor.municipality_id, *arm
    )


def page_keys(
    actor: Actor, arms: Sequence[list[ColumnElement[bool]]], *, before: str | None, after: str | None
) -> Select[UUID, str]:
    """The keys of one page and one more, each arm cut short before they are merged."""
    order = InboxRow.sort_key.desc() if before else InboxRow.sort_key.asc()
    parts = []
    for number, arm in enumerate(arms):
        query = _keys(actor, arm)
        if after:
            query = query.where(InboxRow.sort_key > after)
        if before:
            query = query.where(InboxRow.sort_key < before)
        cut = query.order_by(order).limit(PAGE + 1).subquery(f"arm{number}")
        parts.append(select(cut.c.dossier_id, cut.c.sort_key))
    merged = union_all(*parts).subquery("keys")
    key = merged.c.sort_key
    return select(merged.c.dossier_id, key).order_by(key.desc() if before else key).limit(PAGE + 1)


def inbox_page(
    session: Session, actor: Actor, desk: Desk, scope: str, *,
    phase: str | None = None, before: str | None = None, after: str | None = None,
) -> InboxPage:  # fmt: skip
    """One page of a scope, threats first, then by promise. `before`/`after` are sort keys of an earlier page."""
    arms = _arms(scope, desk, phase)
    if not arms:
        return InboxPage(lines=(), before=None, after=None)
    keys = page_keys(actor, arms, before=before, after=after).subquery("page")
    lines = _lines(session, actor, desk, select(keys.c.dossier_id))
    more = len(lines) > PAGE
    if before:
        lines = lines[-PAGE:]
    shown = lines[:PAGE]
    first, last = (shown[0].sort_key, shown[-1].sort_key) if shown else (None, None)
    return InboxPage(
        lines=tuple(shown),
        before=first if (before and more) or after else None,
        after=last if before or more else None,
    )


def lines_of(session: Session, actor: Actor, desk: Desk, ids: Sequence[UUID]) -> list[InboxLine]:
    """The lines of these dossiers, for a search or a care list, in order of urgency."""
    if not ids:
        return []
    return _lines(session, actor, desk, ids)


def _lines(session: Session, actor: Actor, desk: Desk, ids: Select[UUID] | Sequence[UUID]) -> list[InboxLine]:
    visit = and_(
        LastVisit.municipality_id == InboxRow.municipality_id, LastVisit.dossier_id == InboxRow.dossier_id,
        LastVisit.person_id == actor.person_id,
    )  # fmt: skip
    along = exists().where(
        Participation.municipality_id == InboxRow.municipality_id, Participation.dossier_id == InboxRow.dossier_id,
        Participation.role == "supporter", Participation.ended_at.is_(None),
    )  # fmt: skip
    query = (
        select(InboxRow, Dossier, DossierKey.wrapped, LastVisit.at, along)
        .join(Dossier, and_(Dossier.municipality_id == InboxRow.municipality_id, Dossier.id == InboxRow.dossier_id))
        .join(DossierKey, and_(DossierKey.municipality_id == Dossier.municipality_id,
                               DossierKey.dossier_id == Dossier.id))
        .outerjoin(LastVisit, visit)
        .where(InboxRow.municipality_id == actor.municipality_id, InboxRow.dossier_id.in_(ids), visible_to(actor))
        .order_by(InboxRow.sort_key)
    )  # fmt: skip
    found = session.execute(query).all()
    ring = keyring(session)
    names = _counsellors(session, actor, {row.counsellor_id for row, *_ in found if row.counsellor_id})
    lines = []
    for row, dossier, wrapped, visited, supported in found:
        ring.remember_dossier_key(row.municipality_id, row.dossier_id, wrapped)
        lines.append(
            InboxLine(
                **{name: getattr(row, name) for name in _STORED},
                called=ring.open(dossier, "called_sealed") or "", offline=dossier.offline,
                online_open=dossier.past_online == "open" and dossier.phase == "aanmelding",
                counsellor=names.get(row.counsellor_id, "") if row.counsellor_id else "", reads_along=bool(supported),
                stand_in=row.counsellor_id in desk.memberships[1:],
                unread=_unread(row.last_client_at, visited, row.last_staff_at),
            )
        )  # fmt: skip
    return lines


def _unread(by_client: datetime | None, *seen: datetime | None) -> bool:
    """Whether the client did something after this person was last there and after staff last did something."""
    return by_client is not None and all(moment is None or by_client > moment for moment in seen)


def _counsellors(session: Session, actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    others = sorted(ids - {actor.membership_id})
    if not others:
        return {}
    query = select(Membership).where(
        Membership.municipality_id == actor.municipality_id, Membership.id.in_(others)
    )
    ring = keyring(session)
    return {row.id: ring.open(row, "name_sealed") or "" for row in session.scalars(query)}


def counts(session: Session, actor: Actor, desk: Desk) -> dict[str, int]:
    """How many stand in each scope that has a count, capped at a thousand, in one query."""
    scopes = (_MINE, _TEAM, _UNASSIGNED, _THREATENED)
    columns = [_capped_count(actor, _arms(scope, desk, None)).label(scope) for scope in scopes]
    row = session.execute(select(*columns)).one()
    return dict(zip(scopes, row, strict=True))


def _capped_count(actor: Actor, arms: list[list[ColumnElement[bool]]]) -> ColumnElement[int]:
    total: ColumnElement[int] = literal(0)
    for arm in arms:
        cut = _keys(actor, arm).limit(CAP).subquery()
        total = total + select(func.count()).select_from(cut).scalar_subquery()
    return total


def waiting_work(session: Session, actor: Actor, desk: Desk) -> dict[str, int]:
    """What the dossiers that wait on this desk wait for, counted to a thousand."""
    if not desk.memberships:
        return {}
    parts = [
        select(InboxRow.waiting_for).where(InboxRow.municipality_id == actor.municipality_id, *arm).limit(CAP)
        for arm in _arms(_MINE, desk, None)
    ]
    waiting = union_all(
        *(select(p.subquery(f"part{n}").c.waiting_for) for n, p in enumerate(parts))
    ).subquery()
    query = select(waiting.c.waiting_for, func.count()).group_by(waiting.c.waiting_for)
    return {row[0]: row[1] for row in session.execute(query)}


@dataclass(frozen=True)
class NextDossier:
    """The next dossier that waits on a desk, and for what."""

    kenmerk: str
    waiting_for: str


def next_waiting(session: Session, actor: Actor, desk: Desk, not_this: UUID) -> NextDossier | None:
    """The most urgent dossier that waits on this desk, leaving out the one just answered."""
    parts = []
    for number, arm in enumerate(_arms(_MINE, desk, None)):
        query = (
            select(InboxRow.kenmerk, InboxRow.waiting_for, InboxRow.sort_key)
            .where(InboxRow.municipality_id == actor.municipality_id, *arm, InboxRow.dossier_id != not_this)
            .order_by(InboxRow.sort_key)
            .limit(1)
            .subquery(f"arm{number}")
        )
        parts.append(select(query.c.kenmerk, query.c.waiting_for, query.c.sort_key))
    if not parts:
        return None
    merged = union_all(*parts).subquery()
    found = session.execute(select(merged).order_by(merged.c.sort_key).limit(1)).first()
    return NextDossier(found.kenmerk, found.waiting_for) if found else None
