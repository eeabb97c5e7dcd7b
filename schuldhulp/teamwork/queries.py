"""What a team lead reads: the queue with suggestions, who carries how much, somebody's dossiers, who is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import STAFF, Actor, Role
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier, DossierKey
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.inbox.state import CLIENT, NOBODY, US
from schuldhulp.inbox.statements.queries import PAGE, page_keys
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.inbox.workload import CAP
from schuldhulp.municipalities.queries import MunicipalityView, teams
from schuldhulp.municipalities.tables import Absence, Membership, Municipality
from schuldhulp.teamwork.routing import Route, Routing, read_routing, route
from schuldhulp.teamwork.suggesting import Candidate, Case, nearly_due_until

NEW, THREATENED, NO_TEAM = "nieuw", "dreiging", "zonder-team"
_CLOSED = "afgesloten"


@dataclass(frozen=True, kw_only=True)
class QueueCard:
    """One dossier as a team lead divides it; `postcode` is four digits or empty.

    `without_team`: it stands in no team's queue; `route` is then only what the rule would say now.
    """

    dossier_id: UUID
    kenmerk: str
    called: str
    phase: str
    postcode: str
    language: str
    channel: str
    offline: bool
    mail_allowed: bool
    registered_at: datetime
    counsellor_id: UUID | None
    route: Route
    without_team: bool
    waiting_on: str
    waiting_for: str
    waiting_step: str | None
    reply_due_at: datetime | None
    first_talk_due: date | None
    decision_due: date | None
    suspended_until: date | None
    urgency: int
    threat: str | None
    threat_on: date | None
    threat_unseen: bool
    sort_key: str

    @property
    def case(self) -> Case:
        """What counts of it for a suggestion."""
        by = self.first_talk_due if self.urgency == 0 else None
        return Case(
            dossier_id=self.dossier_id, language=self.language, team_id=self.route.team_id, at_work_by=by
        )


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    """One page of the queue; `after` goes on, `before` goes back."""

    cards: tuple[QueueCard, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True)
class Workload:
    """What one staff member carries. `near`: promises that are due within four hours of opening time."""

    candidate: Candidate
    role: str
    waiting: int
    overdue: int
    near: int
    stand_in: str
    away_until: date | None
    gone: bool


_STORED = tuple(c.key for c in InboxRow.__table__.columns if c.key in QueueCard.__dataclass_fields__)
_OF_DOSSIER = ("language", "channel", "offline", "mail_allowed", "registered_at")


def read_rule(session: Session, municipality_id: UUID) -> Routing:
    """The municipality's rule for dividing registrations over teams."""
    stored = session.scalar(select(Municipality.routing).where(Municipality.id == municipality_id))
    return read_routing(stored or {})


def queue_page(
    session: Session, actor: Actor, municipality: MunicipalityView, scope: str, *,
    before: str | None = None, after: str | None = None,
) -> QueuePage:  # fmt: skip
    """One page, most urgent first: what nobody has yet (`nieuw`), of that what stands in no team's queue
    (`zonder-team`), or all dossiers with a threat (`dreiging`)."""
    row = InboxRow
    if scope == THREATENED:
        arms: list[list[ColumnElement[bool]]] = [[row.urgency == urgency] for urgency in (0, 1)]
    else:
        unassigned = [row.counsellor_id.is_(None), row.phase != _CLOSED]
        if scope == NO_TEAM:
            unassigned.append(row.team_id.is_(None))
        arms = [[*unassigned, row.waiting_on == turn] for turn in (US, CLIENT, NOBODY)]
    keys = page_keys(actor.municipality_id, arms, before=before, after=after).subquery("page")
    cards = _cards(session, actor, municipality, Dossier.id.in_(select(keys.c.dossier_id)))
    more = len(cards) > PAGE
    shown = (cards[-PAGE:] if before else cards[:PAGE]) if more else cards
    return QueuePage(
        cards=tuple(shown),
        before=shown[0].sort_key if shown and ((before and more) or after) else None,
        after=shown[-1].sort_key if shown and (before or more) else None,
    )


def cases_of(
    session: Session, actor: Actor, municipality: MunicipalityView, membership_id: UUID, limit: int
) -> list[QueueCard]:
    """The open dossiers of one counsellor, most urgent first."""
    return _cards(session, actor, municipality, _most_urgent(actor, membership_id, limit))


def _most_urgent(
    actor: Actor, membership_id: UUID, limit: int, *more: ColumnElement[bool]
) -> ColumnElement[bool]:
    row = InboxRow
    key = (
        select(row.dossier_id)
        .where(row.municipality_id == actor.municipality_id, row.counsellor_id == membership_id)
        .where(row.phase != _CLOSED, *more)
        .order_by(row.sort_key)
        .limit(limit)
        .subquery()
    )
    return Dossier.id.in_(select(key.c.dossier_id))


def _cards(
    session: Session, actor: Actor, municipality: MunicipalityView, which: ColumnElement[bool]
) -> list[QueueCard]:
    query = (
        select(InboxRow, Dossier, DossierKey.wrapped)
        .join(
            Dossier,
            and_(Dossier.municipality_id == InboxRow.municipality_id, Dossier.id == InboxRow.dossier_id),
        )
        .join(
            DossierKey,
            and_(DossierKey.municipality_id == Dossier.municipality_id, DossierKey.dossier_id == Dossier.id),
        )
        .where(visible_to(actor), InboxRow.municipality_id == actor.municipality_id, which)
        .order_by(InboxRow.sort_key)
    )
    rule = read_rule(session, municipality.id)
    team_names = dict(teams(session, municipality.id))
    return [
        _card(session, municipality.id, inbox, dossier, wrapped, rule, team_names)
        for inbox, dossier, wrapped in session.execute(query)
    ]


def _card(
    session: Session, municipality_id: UUID, inbox: InboxRow, dossier: Dossier, wrapped: bytes, rule: Routing,
    team_names: dict[UUID, str],
) -> QueueCard:  # fmt: skip
    ring = keyring(session)
    ring.remember_dossier_key(municipality_id, dossier.id, wrapped)
    postcode = (ring.open(dossier, "postcode_sealed") or "")[:4]
    where = route(rule, tuple(team_names), postcode=postcode, language=dossier.language)
    if dossier.team_id in team_names and dossier.team_id != where.team_id:
        where = Route(dossier.team_id, "zo gezet")
    values: dict[str, Any] = {name: getattr(inbox, name) for name in _STORED}
    values |= {name: getattr(dossier, name) for name in _OF_DOSSIER}
    return QueueCard(
        called=ring.open(dossier, "called_sealed") or "", postcode=postcode, route=where,
        without_team=dossier.team_id not in team_names, **values,
    )  # fmt: skip


def workloads(
    session: Session, actor: Actor, now: datetime, municipality: MunicipalityView
) -> list[Workload]:
    """What every counsellor and team lead carries, and whoever left with dossiers still on their name; by name."""
    today = local_date(now)
    numbers = _numbers(session, actor, now, municipality)
    away = _absences(session, municipality.id, today)
    query = select(Membership).where(
        Membership.municipality_id == municipality.id, Membership.role.in_([r.value for r in STAFF])
    )
    ring = keyring(session)
    names: dict[UUID, str] = {}
    rows = list(session.scalars(query))
    for row in rows:
        names[row.id] = ring.open(row, "name_sealed") or "zonder naam"
    found = []
    for row in rows:
        gone = row.ended_on is not None and row.ended_on < today
        open_cases, waiting, overdue, near = numbers.get(row.id, (0, 0, 0, 0))
        if (gone and not open_cases) or (row.started_on is not None and row.started_on > today):
            continue
        absences = away.get(row.id, [])
        present = next((a for a in absences if a.first_day <= today), None)
        candidate = Candidate(
            membership_id=row.id, name=names[row.id], team_id=row.team_id, hours_a_week=row.hours_a_week,
            working_days=tuple(row.working_days), languages=tuple(row.languages), open_cases=open_cases,
            away=tuple((a.first_day, a.last_day) for a in absences), last_day=row.ended_on,
        )  # fmt: skip
        found.append(
            Workload(
                candidate=candidate, role=row.role, waiting=waiting, overdue=overdue, near=near, gone=gone,
                stand_in=names.get(present.stand_in_id, "") if present and present.stand_in_id else "",
                away_until=present.last_day if present else None,
            )
        )  # fmt: skip
    return sorted(found, key=lambda w: (w.gone, w.candidate.name.casefold()))


def candidates(loads: Sequence[Workload]) -> list[Candidate]:
    """Who may be suggested: the counsellors who are still here."""
    return [w.candidate for w in loads if w.role == Role.COUNSELLOR.value and not w.gone]


def _numbers(
    session: Session, actor: Actor, now: datetime, municipality: MunicipalityView
) -> dict[UUID, tuple[int, int, int, int]]:
    row = InboxRow
    us = row.waiting_on == US
    today = local_date(now)
    late = or_(and_(us, row.reply_due_at < now), row.first_talk_due < today, row.decision_due < today)
    soon = nearly_due_until(now, municipality.opening)

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    query = (
        select(
            row.counsellor_id, func.count(), count(us), count(late),
            count(and_(us, row.reply_due_at >= now, row.reply_due_at <= soon)),
        )
        .where(row.municipality_id == actor.municipality_id, row.counsellor_id.is_not(None), row.phase != _CLOSED)
        .group_by(row.counsellor_id)
    )  # fmt: skip
    return {r[0]: (r[1], int(r[2]), int(r[3]), int(r[4])) for r in session.execute(query) if r[0] is not None}


def _absences(session: Session, municipality_id: UUID, today: date) -> dict[UUID, list[Absence]]:
    query = select(Absence).where(Absence.municipality_id == municipality_id, Absence.last_day >= today)
    found: dict[UUID, list[Absence]] = {}
    for absence in session.scalars(query.order_by(Absence.first_day)):
        found.setdefault(absence.membership_id, []).append(absence)
    return found


def promised_cases(
    session: Session, actor: Actor, municipality: MunicipalityView, membership_id: UUID, until: date
) -> list[QueueCard]:
    """What was promised on or before a day: dossiers that wait on us, or with a legal term until then; 100 at most."""
    row = InboxRow
    promised = or_(row.waiting_on == US, row.first_talk_due <= until, row.decision_due <= until)
    return _cards(session, actor, municipality, _most_urgent(actor, membership_id, 100, promised))


def queue_counts(session: Session, actor: Actor) -> dict[str, int]:
    """How many dossiers are new, of those without a team, and how many are threatened; counted to a thousand."""
    row = InboxRow
    unassigned = [row.counsellor_id.is_(None), row.phase != _CLOSED]
    conditions = {
        NEW: unassigned,
        NO_TEAM: [*unassigned, row.team_id.is_(None)],
        THREATENED: [row.urgency < 2],
    }
    found = {}
    for scope, condition in conditions.items():
        cut = (
            select(row.dossier_id).where(row.municipality_id == actor.municipality_id, *condition).limit(CAP)
        )
        found[scope] = session.scalar(select(func.count()).select_from(cut.subquery())) or 0
    return found
