"""What a visitor does in the chat hour, who is nobody here: wait, write, leave. And erasing what had its time."""

from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import system_actor
from schuldhulp.base import new_unlinkable_id
from schuldhulp.chat_hour.queries import Stage, attending, hash_of, hours_of, stage_of, waiting_count
from schuldhulp.chat_hour.rows import ChatOver, add_line, erase_chat, one_by_one
from schuldhulp.chat_hour.rules import ENDED_KEPT, KEPT, LONGEST_NICKNAME, MOST_WAITING, State, over_since
from schuldhulp.chat_hour.tables import Chat, ChatDesk
from schuldhulp.crisis.signs import signs_in
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.refusals import Refused
from schuldhulp.scripts_mi.analysis.labels import Tables
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.unit_of_work import Act, act


class ChatClosed(Refused):
    """The hour is over, or takes nobody new any more."""

    sentence = "Het chatspreekuur is nu dicht. Wat u schreef, staat er nog."


class NobodyThere(Refused):
    """It is time, and nobody has the desk open."""

    sentence = "Er is nu even niemand. Kijk over een paar minuten nog eens, of stel uw vraag zonder naam."


class QueueFull(Refused):
    """So many wait that one more would wait for nothing."""

    sentence = "Het is nu druk. Probeer het over een kwartier nog eens, of stel uw vraag zonder naam."


def start_chat(
    session: Session, now: datetime, municipality: MunicipalityView, nickname: str, form_token: str
) -> str:
    """Join the queue, with a nickname or none; the token that opens the talk and stands nowhere here.

    The token follows from the form's own, so that a form sent twice waits once. Raises ChatClosed, NobodyThere,
    QueueFull.
    """
    with act(session, system_actor(municipality.id), now) as doing:
        token = doing.keyring.token(municipality.id, f"chat:{form_token}").hex()
        one_by_one(doing)
        if _find(doing, token) is not None:
            return token
        if hours_of(session, municipality).state(now) is not State.OPEN:
            raise ChatClosed
        if not attending(session, municipality.id, now):
            raise NobodyThere
        if waiting_count(session, municipality.id, now) >= MOST_WAITING:
            raise QueueFull
        chat = Chat(
            municipality_id=municipality.id, id=new_unlinkable_id(), token_hash=hash_of(token), asked_at=now,
            seen_at=now, outside_hours=not municipality.opening.open_at(now), urgent=False,
        )  # fmt: skip
        doing.keyring.seal(chat, "nickname_sealed", nickname.strip()[:LONGEST_NICKNAME] or None)
        session.add(chat)
    return token


def write_line(
    session: Session, now: datetime, municipality: MunicipalityView, token: str, words: str, form_token: str
) -> None:
    """Write in one's own talk, while waiting too. Words that may tell of danger put it first in the queue.

    Raises ChatOver, ChatClosed (still waiting when the hour is over), and what `add_line` raises.
    """
    danger = any(sign.danger for sign in signs_in(words, _tables()))
    with act(session, system_actor(municipality.id), now) as doing:
        chat = _find(doing, token)
        if chat is None or chat.ended_at is not None or over_since(chat.seen_at, None) <= now:
            raise ChatOver
        waiting = stage_of(chat) is Stage.WAITING
        if waiting and hours_of(session, municipality).state(now) is State.CLOSED:
            raise ChatClosed
        add_line(doing, chat, words, form_token, by_staff=False)
        chat.seen_at = now
        chat.urgent = chat.urgent or danger


def mark_seen(session: Session, now: datetime, municipality_id: UUID, token: str) -> None:
    """Note that the visitor is still there; no more than a mark."""
    with act(session, system_actor(municipality_id), now) as doing:
        chat = _find(doing, token)
        if chat is not None and chat.ended_at is None:
            chat.seen_at = now


def leave_chat(session: Session, now: datetime, municipality_id: UUID, token: str) -> bool:
    """End one's own talk and erase all of it at once; False when there was nothing any more."""
    with act(session, system_actor(municipality_id), now) as doing:
        chat = _find(doing, token)
        if chat is None:
            return False
        chat.ended_at = chat.ended_at or now
        erase_chat(session, chat, now)
    return True


def erase_old(session: Session, now: datetime, municipality_id: UUID) -> int:
    """Erase what ended a while ago, and what was not heard of for two hours, desks too; how many talks."""
    with act(session, system_actor(municipality_id), now):
        old = or_(
            Chat.seen_at <= now - KEPT, and_(Chat.ended_at.is_not(None), Chat.ended_at <= now - ENDED_KEPT)
        )
        query = select(Chat).where(Chat.municipality_id == municipality_id, old).with_for_update()
        found = list(session.scalars(query))
        for chat in found:
            erase_chat(session, chat, now)
        session.execute(
            delete(ChatDesk).where(
                ChatDesk.municipality_id == municipality_id, ChatDesk.seen_at <= now - KEPT
            )
        )
    return len(found)


def _find(doing: Act, token: str) -> Chat | None:
    query = select(Chat).where(
        Chat.municipality_id == doing.municipality_id, Chat.token_hash == hash_of(token)
    )
    return doing.session.scalars(query.with_for_update()).first()


@cache
def _tables() -> Tables:
    return load_tables()
