"""What can be read of practising: one's own words, and for the team lead who finished which lesson. No scores."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import STAFF, Actor
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.municipalities.tables import Membership
from schuldhulp.practice.course import Lesson
from schuldhulp.practice.tables import PracticeAnswer, PracticeReply


@dataclass(frozen=True, slots=True)
class Answered:
    """One exercise that was tried: the last answer, and since when it holds all it should."""

    answer: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Which lessons one colleague finished and on which day; `talks` counts the made-up clients they wrote with."""

    name: str
    finished: Mapping[str, date]
    talks: int


def replies_to(session: Session, actor: Actor, client: str) -> tuple[str, ...]:
    """The actor's own replies to one made-up client, in order."""
    rows = session.scalars(
        select(PracticeReply)
        .where(
            PracticeReply.municipality_id == actor.own_municipality,
            PracticeReply.membership_id == actor.membership_id,
            PracticeReply.client == client,
        )
        .order_by(PracticeReply.number)
    )
    return tuple(keyring(session).open(row, "words_sealed") or "" for row in rows)


def talks_under_way(session: Session, actor: Actor) -> dict[str, int]:
    """How many replies the actor wrote to each made-up client."""
    query = (
        select(PracticeReply.client, func.count().label("replies"))
        .where(
            PracticeReply.municipality_id == actor.own_municipality,
            PracticeReply.membership_id == actor.membership_id,
        )
        .group_by(PracticeReply.client)
    )
    return {row.client: row.replies for row in session.execute(query)}


def exercises_done(session: Session, actor: Actor) -> dict[str, set[int]]:
    """The numbers of the exercises that the actor finished, by lesson."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    query = select(PracticeAnswer.lesson, PracticeAnswer.number).where(
        PracticeAnswer.municipality_id == actor.own_municipality,
        PracticeAnswer.membership_id == actor.membership_id,
        PracticeAnswer.done_at.is_not(None),
    )
    for lesson, number in session.execute(query):
        found[lesson].add(number)
    return dict(found)


def answered(session: Session, actor: Actor, lesson: str, number: int) -> Answered | None:
    """The actor's last answer to one exercise; None when it was not tried."""
    row = session.scalars(
        select(PracticeAnswer).where(
            PracticeAnswer.municipality_id == actor.own_municipality,
            PracticeAnswer.membership_id == actor.membership_id,
            PracticeAnswer.lesson == lesson,
            PracticeAnswer.number == number,
        )
    ).one_or_none()
    return Answered(keyring(session).open(row, "answer_sealed") or "", row.done_at) if row else None


def progress(session: Session, actor: Actor, today: date, lessons: tuple[Lesson, ...]) -> list[Progress]:
    """Every counsellor and team lead who works in the actor's municipality, by name, with what they finished.

    A person with two roles stands here once. What somebody wrote is not read.
    """
    query = select(Membership).where(
        Membership.municipality_id == actor.own_municipality,
        Membership.role.in_([role.value for role in STAFF]),
        or_(Membership.ended_on.is_(None), Membership.ended_on >= today),
    )
    people: defaultdict[UUID, list[Membership]] = defaultdict(list)
    for row in session.scalars(query):
        people[row.person_id].append(row)
    done, talked = _done(session, actor), _talked(session, actor)
    ring = keyring(session)
    found = []
    for roles in people.values():
        mine = [role.id for role in roles]
        finished = {
            lesson.slug: day
            for lesson in lessons
            if (day := _finished_on(lesson, [done[each] for each in mine]))
        }
        found.append(
            Progress(
                ring.open(roles[0], "name_sealed") or "", finished,
                len({client for each in mine for client in talked[each]}),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: each.name.casefold())


Done = dict[tuple[str, int], datetime]


def _done(session: Session, actor: Actor) -> defaultdict[UUID, Done]:
    found: defaultdict[UUID, Done] = defaultdict(dict)
    query = select(
        PracticeAnswer.membership_id, PracticeAnswer.lesson, PracticeAnswer.number, PracticeAnswer.done_at
    ).where(PracticeAnswer.municipality_id == actor.own_municipality, PracticeAnswer.done_at.is_not(None))
    for membership_id, lesson, number, done_at in session.execute(query):
        if done_at is not None:
            found[membership_id][lesson, number] = done_at
    return found


def _talked(session: Session, actor: Actor) -> defaultdict[UUID, set[str]]:
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    query = (
        select(PracticeReply.membership_id, PracticeReply.client)
        .where(PracticeReply.municipality_id == actor.own_municipality)
        .distinct()
    )
    for membership_id, client in session.execute(query):
        found[membership_id].add(client)
    return found


def _finished_on(lesson: Lesson, in_roles: list[Done]) -> date | None:
    moments = []
    for number in range(1, len(lesson.exercises) + 1):
        when = [done[lesson.slug, number] for done in in_roles if (lesson.slug, number) in done]
        if not when:
            return None
        moments.append(min(when))
    return local_date(max(moments))
