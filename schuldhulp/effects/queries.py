"""What the pages about effect read: moments and codes of a municipality's messages and events, never a word."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role, may
from schuldhulp.calendar import AMSTERDAM
from schuldhulp.dossier.tables import Dossier, Event
from schuldhulp.effects.following import RESPOND_DAYS, STEP_DAYS, Line, Sent, effect_lines
from schuldhulp.effects.told import Answered, Told, told_by
from schuldhulp.experience.queries import QUESTIONS
from schuldhulp.experience.tables import ExperienceAnswer
from schuldhulp.messages.tables import Message
from schuldhulp.municipalities.queries import teams
from schuldhulp.own_texts.queries import offered_catalogue
from schuldhulp.refusals import NotAllowed

_RESPONSES = (
    "MessageSent", "StepAnswered", "StepStuck", "WorkFormShared", "WorkFormEnded", "PaperMarked", "RowChanged",
)  # fmt: skip
_DONE = ("StepAnswered", "WorkFormEnded")


@dataclass(frozen=True, slots=True)
class TextName:
    """How a text is called on the page: its title and theme; the title is its id once nobody has the text any more."""

    title: str
    theme: str
    version: int


@dataclass(frozen=True, slots=True)
class Effect:
    """The rows of the page and the names of the texts in them, by code."""

    lines: list[Line]
    texts: Mapping[str, TextName]


def effect(session: Session, actor: Actor, first: date, last: date) -> Effect:
    """What followed after the messages from `first` to `last` (local days, both counted). Raises NotAllowed.

    A message to somebody who is not helped online, a correction, and a text for a crisis are left out.
    """
    municipality_id = _asker(actor)
    scripts = offered_catalogue(session, municipality_id).scripts
    crises = [name for name, script in scripts.items() if script.process == "crisis"]
    texts: dict[str, TextName] = {}
    sent, taps = [], _taps(session, municipality_id)
    for row in session.execute(_messages(municipality_id, *_bounds(first, last))):
        if row.script_id in crises:
            continue
        code = f"{row.script_id}:{row.script_version or 1}" if row.script_id else ""
        script = scripts.get(row.script_id)
        theme = script.phase if script else (row.script_id or "").partition(".")[0]
        if code:
            texts[code] = TextName(script.title if script else row.script_id, theme, row.script_version or 1)
        sent.append(Sent(row.dossier_id, row.author_person_id, row.sent_at, theme, code, taps.get(row.id)))
    acted, done = _moments(session, municipality_id, last)
    return Effect(effect_lines(sent, acted, done), texts)


def told_in_teams(session: Session, actor: Actor, first: date, last: date) -> list[tuple[str, list[Told]]]:
    """The answers about the help, of everybody together ("") and of each team by name. Raises NotAllowed."""
    municipality_id = _asker(actor)
    names = {str(team_id): name for team_id, name in teams(session, municipality_id)}
    found = told_by(
        _answers(session, municipality_id, *_bounds(first, last)), [name for name, _ in QUESTIONS]
    )
    ordered = sorted((names[team], told) for team, told in found.items() if team in names)
    return [("", found[""]), *ordered]


def _asker(actor: Actor) -> UUID:
    if not may(actor, "effect:read"):
        raise NotAllowed
    return actor.own_municipality


def _bounds(first: date, last: date) -> tuple[datetime, datetime]:
    start = datetime.combine(first, time(), AMSTERDAM)
    return start, datetime.combine(last + timedelta(days=1), time(), AMSTERDAM)


def _messages(municipality_id: UUID, start: datetime, end: datetime) -> Any:
    of_dossier = and_(Dossier.municipality_id == Message.municipality_id, Dossier.id == Message.dossier_id)
    return (
        select(Message.id, Message.dossier_id, Message.author_person_id, Message.sent_at, Message.script_id,
               Message.script_version)
        .join(Dossier, of_dossier)
        .where(Message.municipality_id == municipality_id, Dossier.deleted_at.is_(None), ~Dossier.offline)
        .where(Message.author == "counsellor", Message.corrects_id.is_(None))
        .where(Message.sent_at >= start, Message.sent_at < end)
        .order_by(Message.sent_at, Message.id)
        .execution_options(yield_per=2000)
    )  # fmt: skip


def _taps(session: Session, municipality_id: UUID) -> Mapping[UUID, str]:
    """By message whether it helped, where the client said so."""
    query = select(ExperienceAnswer.message_id, ExperienceAnswer.helped).where(
        ExperienceAnswer.municipality_id == municipality_id, ExperienceAnswer.helped.is_not(None)
    )
    return {row.message_id: row.helped for row in session.execute(query)}


def _moments(
    session: Session, municipality_id: UUID, last: date
) -> tuple[Mapping[Hashable, list[datetime]], Mapping[Hashable, list[datetime]]]:
    """By dossier when the client did something, and when a step or a work form that was asked for was first done."""
    _, end = _bounds(last, last)
    query = (
        select(Event.dossier_id, Event.kind, Event.at, Event.role, Event.acting_for, Event.envelope)
        .where(Event.municipality_id == municipality_id, Event.kind.in_({*_RESPONSES, *_DONE}))
        .where(Event.at < end + timedelta(days=max(RESPOND_DAYS, STEP_DAYS)))
        .order_by(Event.at, Event.seq)
        .execution_options(yield_per=2000)
    )
    acted: dict[Hashable, list[datetime]] = defaultdict(list)
    done: dict[Hashable, list[datetime]] = defaultdict(list)
    finished: set[tuple[UUID, str]] = set()
    for row in session.execute(query):
        by_client = row.role == Role.CLIENT and row.acting_for is None
        if by_client:
            acted[row.dossier_id].append(row.at)
        what = _finished(row.kind, row.envelope)
        if what and (row.dossier_id, what) not in finished:
            finished.add((row.dossier_id, what))
            if by_client:
                done[row.dossier_id].append(row.at)
    return acted, done


def _finished(kind: str, envelope: Mapping[str, Any]) -> str:
    """The step or work form that is done by this event; "" when none is."""
    if kind == "StepAnswered" and envelope.get("done"):
        return f"step {envelope['step']}"
    if kind == "WorkFormEnded" and envelope.get("outcome") == "done":
        return f"form {envelope['form']}"
    return ""


def _answers(session: Session, municipality_id: UUID, start: datetime, end: datetime) -> Iterable[Answered]:
    of_dossier = and_(
        Dossier.municipality_id == ExperienceAnswer.municipality_id, Dossier.id == ExperienceAnswer.dossier_id
    )
    asked = [name for name, _ in QUESTIONS]
    query = (
        select(ExperienceAnswer.dossier_id, Dossier.counsellor_id, Dossier.team_id,
               *(getattr(ExperienceAnswer, name) for name in asked))
        .join(Dossier, of_dossier)
        .where(ExperienceAnswer.municipality_id == municipality_id, Dossier.deleted_at.is_(None))
        .where(ExperienceAnswer.given_at >= start, ExperienceAnswer.given_at < end)
        .order_by(ExperienceAnswer.given_at, ExperienceAnswer.id)
    )  # fmt: skip
    for row in session.execute(query):
        for name in asked:
            if answer := getattr(row, name):
                yield Answered(name, answer, row.dossier_id, row.counsellor_id, str(row.team_id))
