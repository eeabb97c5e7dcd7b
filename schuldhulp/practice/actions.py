"""What can be done while practising: write to a made-up client, start again, answer an exercise."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.base import new_id
from schuldhulp.practice.tables import PracticeAnswer, PracticeReply
from schuldhulp.refusals import NotAllowed, Refused
from schuldhulp.unit_of_work import Act, FormToken, act


class TalkWentOn(Refused):
    """The conversation has another number of replies than the page showed."""

    sentence = "Dit gesprek staat intussen ergens anders. Wat u schreef staat er nog. Lees eerst het laatste antwoord."


def write_to_client(
    session: Session, actor: Actor, now: datetime, client: str, number: int, text: str, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep reply `number` (counted from 1) to a made-up client. Raises TalkWentOn when it is not the next one."""
    with act(session, actor, now, form=form) as doing:
        _practising(doing)
        written = select(func.count()).where(*_own_replies(doing, client))
        if (session.scalar(written) or 0) + 1 != number:
            raise TalkWentOn
        row = PracticeReply(
            municipality_id=doing.municipality_id, id=new_id(), membership_id=actor.membership_id, client=client,
            number=number, written_at=now,
        )  # fmt: skip
        doing.keyring.seal(row, "words_sealed", text)
        session.add(row)


def start_again(
    session: Session, actor: Actor, now: datetime, client: str, *, form: FormToken | None = None
) -> None:
    """Throw the actor's own conversation with a made-up client away."""
    with act(session, actor, now, form=form) as doing:
        _practising(doing)
        session.execute(delete(PracticeReply).where(*_own_replies(doing, client)))


def answer_exercise(
    session: Session, actor: Actor, now: datetime, lesson: str, number: int, answer: str, *, done: bool,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep the last answer to an exercise; `done` says that it holds all it should. Once done stays done."""
    with act(session, actor, now, form=form) as doing:
        _practising(doing)
        row = session.scalars(
            select(PracticeAnswer).where(
                PracticeAnswer.municipality_id == doing.municipality_id,
                PracticeAnswer.membership_id == actor.membership_id,
                PracticeAnswer.lesson == lesson,
                PracticeAnswer.number == number,
            )
        ).one_or_none()
        if row is None:
            row = PracticeAnswer(
                municipality_id=doing.municipality_id, id=new_id(), membership_id=actor.membership_id,
                lesson=lesson, number=number,
            )  # fmt: skip
            session.add(row)
        doing.keyring.seal(row, "answer_sealed", answer)
        row.answered_at = now
        if done and row.done_at is None:
            row.done_at = now


def _practising(doing: Act) -> None:
    if not may(doing.actor, "practice:do") or doing.actor.membership_id is None:
        raise NotAllowed


def _own_replies(doing: Act, client: str) -> tuple[ColumnElement[bool], ...]:
    return (
        PracticeReply.municipality_id == doing.municipality_id,
        PracticeReply.membership_id == doing.actor.membership_id,
        PracticeReply.client == client,
    )
