"""The weekly hours with their roster, who has the desk open, the talks while they last, and the counts after."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Tenant, same_municipality


class ChatHour(Tenant, Base):
    """The hours of one weekday (0 is Monday), on the clock of Amsterdam. No row: no chat hour that day."""

    __tablename__ = "chat_hour"

    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]
    __table_args__ = (UniqueConstraint("municipality_id", "weekday"),)


class ChatRoster(Tenant, Base):
    """Who is on the roster on a weekday."""

    __tablename__ = "chat_roster"

    weekday: Mapped[int]
    membership_id: Mapped[UUID]
    __table_args__ = (
        same_municipality("membership_id", "membership"),
        UniqueConstraint("municipality_id", "weekday", "membership_id"),
    )


class ChatDesk(Tenant, Base):
    """Who has the desk open, and when their page was heard of last."""

    __tablename__ = "chat_desk"

    membership_id: Mapped[UUID]
    seen_at: Mapped[datetime]
    __table_args__ = (
        same_municipality("membership_id", "membership"),
        UniqueConstraint("municipality_id", "membership_id"),
    )


class Chat(Tenant, Base):
    """A talk with somebody without a name, from the queue to its end; afterwards the row is gone.

    `taken_at` is the first time that somebody took it, `taken_by` who has it now: nobody when it was given back.
    `seen_at`: the last sign of life of the visitor. `urgent`: their words may tell of danger.
    """

    __tablename__ = "chat"

    token_hash: Mapped[bytes]
    nickname_sealed: Mapped[bytes | None]
    asked_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    urgent: Mapped[bool] = mapped_column(default=False)
    outside_hours: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        same_municipality("taken_by", "membership"),
        UniqueConstraint("municipality_id", "token_hash"),
        Index(None, "municipality_id", "asked_at"),
    )


class ChatLine(Tenant, Base):
    """What one of both wrote. `form_token_hash` makes that a line sent twice stands there once."""

    __tablename__ = "chat_line"

    chat_id: Mapped[UUID]
    number: Mapped[int]
    by_staff: Mapped[bool]
    words_sealed: Mapped[bytes]
    written_at: Mapped[datetime]
    form_token_hash: Mapped[bytes]
    __table_args__ = (
        same_municipality("chat_id", "chat"),
        UniqueConstraint("municipality_id", "chat_id", "number"),
        UniqueConstraint("municipality_id", "chat_id", "form_token_hash"),
    )


class ChatCount(Tenant, Base):
    """What is left of a talk: the day and how long it took, in whole minutes. Not taken: the visitor left."""

    __tablename__ = "chat_count"

    day: Mapped[date]
    taken: Mapped[bool]
    waited_minutes: Mapped[int]
    talked_minutes: Mapped[int]
    outside_hours: Mapped[bool]
    __table_args__ = (Index(None, "municipality_id", "day"),)
