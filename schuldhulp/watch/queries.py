"""Which dossiers are due for a word, a page at a time: the cost is that of what is due, not of what there is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from schuldhulp.access import Role
from schuldhulp.accounts.tables import Person
from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.dossier.tables import Dossier
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.municipalities.tables import Absence, Membership
from schuldhulp.watch.rules import Duty, Window

PAGE = 200
Moment = InstrumentedAttribute[datetime | None] | InstrumentedAttribute[date | None]
_STAFF = (Role.COUNSELLOR.value, Role.TEAM_LEAD.value)


def duty(session: Session, municipality_id: UUID, today: date) -> Duty:
    """Who works for a municipality today."""
    query = (
        select(Membership.id, Membership.person_id, Membership.role, Membership.team_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.municipality_id == municipality_id, Membership.role.in_(_STAFF))
        .where(Person.blocked_at.is_(None))
        .where(or_(Membership.started_on.is_(None), Membership.started_on <= today))
        .where(or_(Membership.ended_on.is_(None), Membership.ended_on >= today))
        .order_by(Membership.id)
    )
    persons: dict[UUID, UUID] = {}
    leads: dict[UUID | None, list[UUID]] = defaultdict(list)
    for member, person, role, team in session.execute(query):
        persons[member] = person
        if role == Role.TEAM_LEAD.value:
            leads[team].append(member)
    absences = select(Absence.membership_id, Absence.stand_in_id).where(
        Absence.municipality_id == municipality_id, Absence.first_day <= today, Absence.last_day >= today
    )
    return Duty(
        persons=persons,
        leads=tuple(member for members in leads.values() for member in members),
        leads_by_team={team: tuple(members) for team, members in leads.items() if team},
        away={row[0]: row[1] for row in session.execute(absences)},
    )


@dataclass(frozen=True)
class Due:
    """A dossier that may be due, and its place in the order in which pages are read."""

    dossier_id: UUID
    at: datetime | date | None


def _page(
    session: Session, municipality_id: UUID, order: Moment, after: Due | None, *where: ColumnElement[bool]
) -> list[Due]:
    query = (
        select(InboxRow.dossier_id, order)
        .where(InboxRow.municipality_id == municipality_id, *where)
        .order_by(order, InboxRow.dossier_id)
        .limit(PAGE)
    )
    if after is not None:
        later = and_(order == after.at, InboxRow.dossier_id > after.dossier_id)
        query = query.where(order >= after.at, or_(order > after.at, later))
    return [Due(row[0], row[1]) for row in session.execute(query)]


def promises_until(
    session: Session, municipality_id: UUID, until: datetime, told: str, after: Due | None = None
) -> list[Due]:
    """Dossiers that wait for us by `until` or before and of which `told` was the last word, earliest first."""
    return _page(
        session, municipality_id, InboxRow.reply_due_at, after,
        InboxRow.waiting_on == "us", InboxRow.promise_told == told, InboxRow.reply_due_at <= until,
    )  # fmt: skip


def new_threats(session: Session, municipality_id: UUID, after: Due | None = None) -> list[Due]:
    """Dossiers with a threat that nobody saw and nobody was told of."""
    query = (
        select(InboxRow.dossier_id)
        .where(InboxRow.municipality_id == municipality_id)
        .where(InboxRow.threat_unseen.is_(True), InboxRow.threat_told_on.is_(None))
        .order_by(InboxRow.dossier_id)
        .limit(PAGE)
    )
    if after is not None:
        query = query.where(InboxRow.dossier_id > after.dossier_id)
    return [Due(found, None) for found in session.scalars(query)]


def unseen_threats(
    session: Session, municipality_id: UUID, today: date, after: Due | None = None
) -> list[Due]:
    """Dossiers with a threat that was told of on an earlier day, and still nobody saw."""
    return _page(
        session, municipality_id, InboxRow.threat_told_on, after,
        InboxRow.threat_unseen.is_(True), InboxRow.threat_told_on < today,
    )  # fmt: skip


def reminders_by_date(
    session: Session, municipality_id: UUID, window: Window, client_days: int, after: Due | None = None
) -> list[Due]:
    """Dossiers whose client has a date, with the beginning of the wait inside the window."""
    move = timedelta(days=client_days)
    within = InboxRow.client_due_on.between(window.first + move, window.last + move)
    return _page(
        session, municipality_id, InboxRow.client_due_on, after, within, *_may_be_reminded(window.day)
    )


def reminders_by_wait(
    session: Session, municipality_id: UUID, window: Window, after: Due | None = None
) -> list[Due]:
    """Dossiers whose client has no date, with the beginning of the wait inside the window."""
    return _page(
        session, municipality_id, InboxRow.waiting_since, after, InboxRow.client_due_on.is_(None),
        InboxRow.waiting_since >= utc_at(window.first, time()),
        InboxRow.waiting_since < utc_at(window.last + timedelta(days=1), time()),
        *_may_be_reminded(window.day),
    )  # fmt: skip


def _may_be_reminded(day: int) -> tuple[ColumnElement[bool], ...]:
    reachable = (
        select(Dossier.id)
        .where(Dossier.municipality_id == InboxRow.municipality_id, Dossier.id == InboxRow.dossier_id)
        .where(Dossier.mail_allowed.is_(True), Dossier.offline.is_(False), Dossier.closed_at.is_(None))
        .exists()
    )
    return (
        InboxRow.waiting_on == "client",
        InboxRow.reminded < day,
        InboxRow.client_clock_paused.is_(False),
        InboxRow.threat.is_(None),
        reachable,
    )
