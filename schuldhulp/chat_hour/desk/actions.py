"""What staff do at the desk of the chat hour: open it, take somebody, answer, give back, end; and keep the roster."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.base import new_id
from schuldhulp.chat_hour.desk.queries import mark_of
from schuldhulp.chat_hour.rows import ChatOver, add_line, locked_chat, one_by_one
from schuldhulp.chat_hour.rules import DESK_OPEN
from schuldhulp.chat_hour.tables import Chat, ChatDesk, ChatHour, ChatRoster
from schuldhulp.dossier.opening_hours import Hours
from schuldhulp.refusals import Conflict, NotAllowed, NotYours, Refused
from schuldhulp.teamwork.rows import active_staff, name_of
from schuldhulp.unit_of_work import Act, FormToken, act

PutAway = Callable[[Session, Actor, datetime, UUID], None]


class TakenByColleague(Refused):
    """A colleague took this talk just before."""

    sentence = "Een collega heeft dit gesprek net aangenomen."


class VisitorGone(Refused):
    """The talk is not there any more."""

    sentence = "De bezoeker is al weg. Het gesprek is gewist."


@dataclass(frozen=True, kw_only=True)
class Day:
    """One weekday of the roster: its hours, and who is on it."""

    hours: Hours | None
    people: frozenset[UUID]


def open_desk(session: Session, actor: Actor, now: datetime) -> None:
    """Sit down at the desk: from now the chat hour has somebody."""
    with act(session, actor, now) as doing:
        _check(actor, "chat:attend")
        _present(doing)


def still_there(session: Session, actor: Actor, now: datetime) -> None:
    """Note that the page of somebody at the desk was heard of; for who is not at it nothing happens."""
    with act(session, actor, now) as doing:
        _check(actor, "chat:attend")
        found = _desk(doing)
        if found is not None:
            found.seen_at = now


def close_desk(session: Session, actor: Actor, now: datetime) -> None:
    """Get up from the desk; talks that run go on."""
    with act(session, actor, now) as doing:
        _check(actor, "chat:attend")
        found = _desk(doing)
        if found is not None:
            session.delete(found)


def take_chat(session: Session, actor: Actor, now: datetime, chat_id: UUID) -> None:
    """Take somebody from the queue, or over from a colleague who is not at the desk any more.

    Raises TakenByColleague for the second of two, VisitorGone.
    """
    with act(session, actor, now) as doing:
        _check(actor, "chat:attend")
        chat = _running(doing, chat_id)
        if chat.taken_by not in (None, actor.membership_id) and _is_there(doing, chat.taken_by):
            name = name_of(doing, chat.taken_by)
            raise TakenByColleague(f"{name} heeft dit gesprek net aangenomen." if name else None)
        chat.taken_by = actor.membership_id
        chat.taken_at = chat.taken_at or now
        _present(doing)


def answer_chat(
    session: Session, actor: Actor, now: datetime, chat_id: UUID, words: str, form_token: str
) -> None:
    """Write to the visitor. Raises NotYours, ChatOver, and what `add_line` raises."""
    with act(session, actor, now) as doing:
        chat = _own(doing, chat_id)
        add_line(doing, chat, words, form_token, by_staff=True)
        _present(doing)


def give_chat_back(session: Session, actor: Actor, now: datetime, chat_id: UUID) -> None:
    """Put a talk back in the queue, at the place it had. Raises NotYours, ChatOver."""
    with act(session, actor, now) as doing:
        _own(doing, chat_id).taken_by = None


def end_chat(session: Session, actor: Actor, now: datetime, chat_id: UUID) -> None:
    """End a talk: from now only the visitor can still read it, for a quarter. Raises NotYours, ChatOver."""
    with act(session, actor, now) as doing:
        _own(doing, chat_id).ended_at = now


def keep_roster(
    session: Session, actor: Actor, now: datetime, week: Mapping[int, Day], mark: str, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Put down the whole week; `mark` tells which one was changed. Raises NotAllowed, Conflict, NotOnStaff."""
    with act(session, actor, now, form=form) as doing:
        _check(actor, "chat:roster")
        if mark_of(session, doing.municipality_id) != mark:
            raise Conflict
        for table in (ChatHour, ChatRoster):
            session.execute(delete(table).where(table.municipality_id == doing.municipality_id))
        for weekday, day in week.items():
            if day.hours is None:
                continue
            session.add(
                ChatHour(
                    municipality_id=doing.municipality_id, id=new_id(), weekday=weekday, opens=day.hours.opens,
                    closes=day.hours.closes,
                )
            )  # fmt: skip
            for membership_id in sorted(day.people):
                active_staff(doing, membership_id)
                session.add(
                    ChatRoster(
                        municipality_id=doing.municipality_id, id=new_id(), weekday=weekday,
                        membership_id=membership_id,
                    )
                )  # fmt: skip


def _check(actor: Actor, permission: str) -> None:
    if not may(actor, permission) or actor.membership_id is None:
        raise NotAllowed


def _running(doing: Act, chat_id: UUID) -> Chat:
    try:
        chat = locked_chat(doing, chat_id)
    except ChatOver:
        raise VisitorGone from None
    if chat.ended_at is not None:
        raise VisitorGone
    return chat


def _own(doing: Act, chat_id: UUID) -> Chat:
    _check(doing.actor, "chat:attend")
    chat = locked_chat(doing, chat_id)
    if chat.taken_by != doing.actor.membership_id:
        raise NotYours
    if chat.ended_at is not None:
        raise ChatOver
    return chat


def _desk(doing: Act) -> ChatDesk | None:
    query = select(ChatDesk).where(
        ChatDesk.municipality_id == doing.municipality_id,
        ChatDesk.membership_id == doing.actor.membership_id,
    )
    return doing.session.scalars(query.with_for_update()).first()


def _present(doing: Act) -> None:
    found = _desk(doing)
    if found is None:
        one_by_one(doing)
        found = _desk(doing)
    if found is not None:
        found.seen_at = doing.now
    elif doing.actor.membership_id is not None:
        doing.session.add(
            ChatDesk(
                municipality_id=doing.municipality_id, id=new_id(), membership_id=doing.actor.membership_id,
                seen_at=doing.now,
            )
        )  # fmt: skip


def _is_there(doing: Act, membership_id: UUID | None) -> bool:
    query = select(ChatDesk.id).where(
        ChatDesk.municipality_id == doing.municipality_id, ChatDesk.membership_id == membership_id,
        ChatDesk.seen_at > doing.now - DESK_OPEN,
    )  # fmt: skip
    return doing.session.scalar(query) is not None
