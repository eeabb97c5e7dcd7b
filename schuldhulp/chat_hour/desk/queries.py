"""What staff read of the chat hour: the queue, who is there, one's own talks, the roster, and the counts."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import STAFF, Actor
from schuldhulp.calendar import local_date
from schuldhulp.chat_hour.queries import Attending, LineView, attending, first_name, hours_of, lines_of
from schuldhulp.chat_hour.rules import GONE_AFTER, ChatHours, whole_minutes
from schuldhulp.chat_hour.tables import Chat, ChatCount, ChatDesk, ChatHour, ChatRoster
from schuldhulp.crypto import keyring
from schuldhulp.dossier.opening_hours import Hours
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.municipalities.tables import Membership

FEWEST_TOLD = 5
NAMELESS = "Zonder naam"
_ON_ROSTER = and_(
    ChatRoster.municipality_id == Membership.municipality_id, ChatRoster.membership_id == Membership.id
)
_SAME_DAY = and_(
    ChatRoster.municipality_id == ChatHour.municipality_id, ChatRoster.weekday == ChatHour.weekday
)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One line of the queue. `left_by`: the colleague who had it and is not at the desk any more."""

    id: UUID
    called: str
    minutes: int
    urgent: bool
    left_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The desk as somebody sees it: `here` whether they have it open, `on_roster` whether they are on it today."""

    queue: tuple[Waiting, ...]
    own: tuple[Waiting, ...]
    attending: tuple[Attending, ...]
    hours: ChatHours
    here: bool
    seen_at: datetime | None
    on_roster: bool
    rostered: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TalkView:
    """A talk as the counsellor who took it sees it. `silent`: minutes since the visitor was heard of."""

    id: UUID
    called: str
    urgent: bool
    lines: tuple[LineView, ...]
    silent: int


@dataclass(frozen=True, kw_only=True)
class Roster:
    """The week: hours and who is on it, by weekday; `people` are all who can be chosen; `mark` tells this version."""

    hours: ChatHours
    on: dict[int, frozenset[UUID]]
    people: tuple[tuple[UUID, str], ...]
    mark: str


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Four weeks in numbers; without numbers when they are too small to tell."""

    enough: bool
    talks: int
    left: int
    waited: int
    outside: int


def desk_of(session: Session, actor: Actor, municipality: MunicipalityView, now: datetime) -> Desk:
    """The queue, who waits longest first and words of danger before all; one's own talks; who is there."""
    there = attending(session, municipality.id, now)
    names = {one.membership_id: one.name for one in there}
    found = list(session.scalars(_open_talks(municipality.id, now)))
    gone = {row.taken_by for row in found if row.taken_by} - set(names)
    lost = _names(session, municipality.id, gone)
    queue, own = [], []
    for row in found:
        if row.taken_by == actor.membership_id:
            own.append(_waiting(session, row, now))
        elif row.taken_by is None or row.taken_by in lost:
            queue.append(_waiting(session, row, now, lost.get(row.taken_by, "") if row.taken_by else ""))
    weekday = local_date(now).weekday()
    rostered = _on_roster(session, municipality.id, weekday)
    mark = _desk_mark(session, municipality.id, actor.membership_id)
    return Desk(
        queue=tuple(sorted(queue, key=lambda one: (not one.urgent, -one.minutes))), own=tuple(own),
        attending=there, hours=hours_of(session, municipality), here=actor.membership_id in names, seen_at=mark,
        on_roster=actor.membership_id in rostered, rostered=tuple(sorted(rostered.values())),
    )  # fmt: skip


def hour_today(
    session: Session, actor: Actor, closed: frozenset[date], now: datetime
) -> tuple[datetime, datetime] | None:
    """From when until when the actor has the chat hour today, until it is over; None for who is not on the roster."""
    today = local_date(now)
    query = (
        select(ChatHour.opens, ChatHour.closes)
        .join(ChatRoster, _SAME_DAY)
        .where(ChatHour.municipality_id == actor.municipality_id, ChatHour.weekday == today.weekday())
        .where(ChatRoster.membership_id == actor.membership_id)
    )
    found = session.execute(query).first()
    if found is None:
        return None
    week = tuple(Hours(*found) if day == today.weekday() else None for day in range(7))
    span = ChatHours(week, closed).span(today)
    return span if span and now < span[1] else None


def talk_of(session: Session, actor: Actor, chat_id: UUID, now: datetime) -> TalkView | None:
    """A talk that the actor took and that still runs; None for anybody else's."""
    row = session.get(Chat, (actor.own_municipality, chat_id))
    if row is None or row.ended_at is not None or row.taken_by != actor.membership_id:
        return None
    return TalkView(
        id=row.id, called=keyring(session).open(row, "nickname_sealed") or NAMELESS, urgent=row.urgent,
        lines=lines_of(session, row), silent=whole_minutes(row.seen_at, now),
    )  # fmt: skip


def roster_of(session: Session, municipality: MunicipalityView, today: date) -> Roster:
    """The week as it stands, and the colleagues who can be put on it."""
    rows = session.execute(
        select(ChatRoster.weekday, ChatRoster.membership_id).where(
            ChatRoster.municipality_id == municipality.id
        )
    )
    on: dict[int, set[UUID]] = defaultdict(set)
    for weekday, membership_id in rows:
        on[weekday].add(membership_id)
    ring = keyring(session)
    staff = session.scalars(
        select(Membership).where(
            Membership.municipality_id == municipality.id, Membership.role.in_([role.value for role in STAFF]),
            or_(Membership.ended_on.is_(None), Membership.ended_on >= today),
        )
    )  # fmt: skip
    people = sorted(((row.id, ring.open(row, "name_sealed") or "") for row in staff), key=lambda one: one[1])
    return Roster(
        hours=hours_of(session, municipality), on={day: frozenset(ids) for day, ids in on.items()},
        people=tuple(people), mark=mark_of(session, municipality.id),
    )  # fmt: skip


def mark_of(session: Session, municipality_id: UUID) -> str:
    """A print of the whole week, by which a change of somebody else is noticed."""
    hours = session.execute(
        select(ChatHour.weekday, ChatHour.opens, ChatHour.closes).where(
            ChatHour.municipality_id == municipality_id
        )
    )
    on = session.execute(
        select(ChatRoster.weekday, ChatRoster.membership_id).where(
            ChatRoster.municipality_id == municipality_id
        )
    )
    said = sorted(repr(tuple(row)) for row in hours), sorted(repr(tuple(row)) for row in on)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def counts_since(session: Session, municipality_id: UUID, today: date) -> Counts:
    """The last four weeks; fewer talks than five are not told apart."""
    rows = list(
        session.scalars(
            select(ChatCount).where(
                ChatCount.municipality_id == municipality_id, ChatCount.day > today - timedelta(days=28)
            )
        )
    )
    taken = [row for row in rows if row.taken]
    return Counts(
        enough=len(taken) >= FEWEST_TOLD, talks=len(taken), left=len(rows) - len(taken),
        waited=int(median(row.waited_minutes for row in taken)) if taken else 0,
        outside=sum(row.outside_hours for row in taken),
    )  # fmt: skip


def _open_talks(municipality_id: UUID, now: datetime) -> Select[Chat]:
    """Talks that run; who waits and was not heard of for a while is not there."""
    return (
        select(Chat)
        .where(Chat.municipality_id == municipality_id, Chat.ended_at.is_(None))
        .where(or_(Chat.taken_by.is_not(None), Chat.seen_at > now - GONE_AFTER))
        .order_by(Chat.asked_at, Chat.id)
    )


def _waiting(session: Session, row: Chat, now: datetime, left_by: str = "") -> Waiting:
    return Waiting(
        id=row.id, called=keyring(session).open(row, "nickname_sealed") or NAMELESS,
        minutes=whole_minutes(row.asked_at, now), urgent=row.urgent, left_by=left_by,
    )  # fmt: skip


def _names(session: Session, municipality_id: UUID, ids: set[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    ring = keyring(session)
    found = session.scalars(
        select(Membership).where(Membership.municipality_id == municipality_id, Membership.id.in_(ids))
    )
    return {row.id: first_name(ring.open(row, "name_sealed")) for row in found}


def _on_roster(session: Session, municipality_id: UUID, weekday: int) -> dict[UUID, str]:
    query = (
        select(Membership)
        .join(ChatRoster, _ON_ROSTER)
        .where(ChatRoster.municipality_id == municipality_id, ChatRoster.weekday == weekday)
    )  # fmt: skip
    ring = keyring(session)
    return {row.id: ring.open(row, "name_sealed") or "" for row in session.scalars(query)}


def _desk_mark(session: Session, municipality_id: UUID, membership_id: UUID | None) -> datetime | None:
    return session.scalar(
        select(ChatDesk.seen_at).where(
            ChatDesk.municipality_id == municipality_id, ChatDesk.membership_id == membership_id
        )
    )
