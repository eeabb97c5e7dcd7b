"""What can be read of the chat hour: its hours, who is at the desk, and by a visitor their own talk."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from schuldhulp.chat_hour.rules import DESK_OPEN, GONE_AFTER, ChatHours, over_since, wait_minutes
from schuldhulp.chat_hour.tables import Chat, ChatDesk, ChatHour, ChatLine
from schuldhulp.crypto import keyring
from schuldhulp.dossier.opening_hours import Hours
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.municipalities.tables import Membership

_ON_DESK = and_(
    ChatDesk.municipality_id == Membership.municipality_id, ChatDesk.membership_id == Membership.id
)


class Stage(StrEnum):
    """How far a talk is."""

    WAITING = "waiting"
    TALKING = "talking"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class LineView:
    """One line with its words opened."""

    number: int
    by_staff: bool
    words: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ChatView:
    """A talk as its visitor sees it. `ahead`: how many wait before them; `wait`: about how many minutes that is."""

    id: UUID
    nickname: str
    stage: Stage
    asked_at: datetime
    seen_at: datetime
    staff_name: str
    lines: tuple[LineView, ...]
    ahead: int = 0
    wait: int = 0
    given_back: bool = False

    @property
    def told(self) -> str:
        """All that the visitor wrote."""
        return "\n".join(line.words for line in self.lines if not line.by_staff)


@dataclass(frozen=True, kw_only=True)
class Attending:
    """Somebody who has the desk open; `name` is the first name only."""

    membership_id: UUID
    name: str


def hash_of(token: str) -> bytes:
    """By what the table knows the talk of a cookie."""
    return hashlib.sha256(token.encode()).digest()


def hours_of(session: Session, municipality: MunicipalityView) -> ChatHours:
    """The weekly hours of a municipality; its own days off count here too."""
    found = session.scalars(select(ChatHour).where(ChatHour.municipality_id == municipality.id))
    by_day = {row.weekday: Hours(row.opens, row.closes) for row in found}
    return ChatHours(tuple(by_day.get(day) for day in range(7)), municipality.opening.closed)


def attending(session: Session, municipality_id: UUID, now: datetime) -> tuple[Attending, ...]:
    """Who has the desk open at this moment."""
    query = (
        select(Membership)
        .join(ChatDesk, _ON_DESK)
        .where(ChatDesk.municipality_id == municipality_id, ChatDesk.seen_at > now - DESK_OPEN)
        .order_by(Membership.id)
    )  # fmt: skip
    ring = keyring(session)
    return tuple(
        Attending(membership_id=row.id, name=first_name(ring.open(row, "name_sealed")))
        for row in session.scalars(query)
    )


def first_name(name: str | None) -> str:
    """What a visitor is told of a name."""
    return (name or "").split(" ")[0] or "een medewerker"


def waiting_count(session: Session, municipality_id: UUID, now: datetime) -> int:
    """How many wait, who left without a word not counted."""
    query = select(func.count()).select_from(Chat).where(*waits(municipality_id, now))
    return int(session.scalar(query) or 0)


def talking_count(session: Session, municipality_id: UUID, now: datetime) -> int:
    """How many talks run, who left without a word not counted."""
    query = select(func.count()).select_from(Chat).where(
        Chat.municipality_id == municipality_id, Chat.taken_by.is_not(None), Chat.ended_at.is_(None),
        Chat.seen_at > now - GONE_AFTER,
    )  # fmt: skip
    return int(session.scalar(query) or 0)


def waits(municipality_id: UUID, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions by which a talk waits for somebody."""
    return (
        Chat.municipality_id == municipality_id, Chat.taken_by.is_(None), Chat.ended_at.is_(None),
        Chat.seen_at > now - GONE_AFTER,
    )  # fmt: skip


def find_chat(session: Session, municipality_id: UUID, token: str, now: datetime) -> ChatView | None:
    """The talk of a visitor's cookie, with everything said in it; None when it is not there any more."""
    row = session.scalars(
        select(Chat).where(Chat.municipality_id == municipality_id, Chat.token_hash == hash_of(token))
    ).first()
    if row is None or over_since(row.seen_at, row.ended_at) <= now:
        return None
    stage = stage_of(row)
    ahead = _ahead(session, row, now) if stage is Stage.WAITING else 0
    wait = 0
    if stage is Stage.WAITING:
        there = len(attending(session, municipality_id, now))
        wait = wait_minutes(ahead, there, talking_count(session, municipality_id, now))
    member = session.get(Membership, (municipality_id, row.taken_by)) if row.taken_by else None
    ring = keyring(session)
    return ChatView(
        id=row.id, nickname=ring.open(row, "nickname_sealed") or "", stage=stage, asked_at=row.asked_at,
        seen_at=row.seen_at, staff_name=first_name(ring.open(member, "name_sealed") if member else None),
        lines=lines_of(session, row), ahead=ahead, wait=wait,
        given_back=row.taken_by is None and row.taken_at is not None,
    )  # fmt: skip


def stage_of(row: Chat) -> Stage:
    """How far a talk is."""
    if row.ended_at is not None:
        return Stage.ENDED
    return Stage.WAITING if row.taken_by is None else Stage.TALKING


def lines_of(session: Session, row: Chat) -> tuple[LineView, ...]:
    """What was said in a talk, in its order."""
    query = select(ChatLine).where(
        ChatLine.municipality_id == row.municipality_id, ChatLine.chat_id == row.id
    )
    ring = keyring(session)
    return tuple(
        LineView(
            number=line.number, by_staff=line.by_staff, words=ring.open(line, "words_sealed") or "",
            at=line.written_at,
        )
        for line in session.scalars(query.order_by(ChatLine.number))
    )  # fmt: skip


def _ahead(session: Session, row: Chat, now: datetime) -> int:
    earlier = or_(Chat.asked_at < row.asked_at, and_(Chat.asked_at == row.asked_at, Chat.id < row.id))
    query = select(func.count()).select_from(Chat).where(*waits(row.municipality_id, now), earlier)
    return int(session.scalar(query) or 0)
