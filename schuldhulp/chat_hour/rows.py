"""Row functions of the chat hour: a line, and a talk that goes and leaves its counts."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from schuldhulp.base import new_unlinkable_id
from schuldhulp.calendar import local_date
from schuldhulp.chat_hour.rules import LINES_A_MINUTE, LONGEST_LINE, whole_minutes
from schuldhulp.chat_hour.tables import Chat, ChatCount, ChatLine
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act


class NothingSaid(Refused):
    """A line without words."""

    sentence = "Er staat nog niets."


class LineTooLong(Refused):
    """More than fits in a line."""

    sentence = f"Hier passen {LONGEST_LINE} tekens. Stuur het in twee delen. Wat u schreef, staat er nog."


class TooFast(Refused):
    """More lines in a minute than somebody can read."""

    sentence = "Dat gaat even te snel. Wacht een halve minuut en stuur het dan. Wat u schreef, staat er nog."


class ChatOver(Refused):
    """The talk was ended, or is gone."""

    sentence = "Het gesprek is al klaar. Wat u schreef, is niet verstuurd."


def one_by_one(doing: Act) -> None:
    """Let nobody else here join the queue or sit down at the desk at this very moment: what comes next is looked up
    first, and added when it is not there.
    """
    query = select(Municipality.id).where(Municipality.id == doing.municipality_id)
    doing.session.execute(query.with_for_update())


def locked_chat(doing: Act, chat_id: UUID) -> Chat:
    """A talk of this municipality, locked. Raises ChatOver when it is not there any more."""
    query = select(Chat).where(Chat.municipality_id == doing.municipality_id, Chat.id == chat_id)
    found = doing.session.scalars(query.with_for_update()).first()
    if found is None:
        raise ChatOver
    return found


def add_line(doing: Act, chat: Chat, words: str, form_token: str, *, by_staff: bool) -> bool:
    """Add a line to a locked talk; False when this very form put it there before.

    Raises NothingSaid, LineTooLong, TooFast.
    """
    text = words.strip()
    if not text:
        raise NothingSaid
    if len(text) > LONGEST_LINE:
        raise LineTooLong
    ours = ChatLine.municipality_id == chat.municipality_id, ChatLine.chat_id == chat.id
    once = hashlib.sha256(f"{by_staff}/{form_token}".encode()).digest()
    if doing.session.scalar(select(ChatLine.id).where(*ours, ChatLine.form_token_hash == once)) is not None:
        return False
    recent = select(func.count()).where(
        *ours, ChatLine.by_staff.is_(by_staff), ChatLine.written_at > doing.now - timedelta(minutes=1)
    )
    if int(doing.session.scalar(recent) or 0) >= LINES_A_MINUTE:
        raise TooFast
    last = int(doing.session.scalar(select(func.max(ChatLine.number)).where(*ours)) or 0)
    line = ChatLine(
        municipality_id=chat.municipality_id, id=new_unlinkable_id(), chat_id=chat.id, number=last + 1,
        by_staff=by_staff, written_at=doing.now, form_token_hash=once,
    )  # fmt: skip
    doing.keyring.seal(line, "words_sealed", text)
    doing.session.add(line)
    return True


def erase_chat(session: Session, chat: Chat, now: datetime) -> None:
    """Take a talk away with all its lines; what stays says the day and how long it took, and no more."""
    until = chat.ended_at or min(now, chat.seen_at)
    session.add(
        ChatCount(
            municipality_id=chat.municipality_id, id=new_unlinkable_id(), day=local_date(chat.asked_at),
            taken=chat.taken_at is not None, waited_minutes=whole_minutes(chat.asked_at, chat.taken_at or until),
            talked_minutes=whole_minutes(chat.taken_at, until) if chat.taken_at else 0,
            outside_hours=chat.outside_hours,
        )
    )  # fmt: skip
    session.execute(
        delete(ChatLine).where(ChatLine.municipality_id == chat.municipality_id, ChatLine.chat_id == chat.id)
    )
    session.delete(chat)
