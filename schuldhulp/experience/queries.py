"""What can be read of how the help is: for the client what to ask, for staff of the dossier only counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.crypto import keyring
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.visibility import asked_by, columns_of, read_rows
from schuldhulp.experience.asking import SHOWN_FROM, Given, Written, message_to_ask
from schuldhulp.experience.tables import ExperienceAnswer

QUESTIONS = (
    ("helped", "Het bericht hielp verder"),
    ("heard", "Ik voel mij gehoord"),
    ("topic", "Het gaat over wat voor mij telt"),
    ("pace", "Het tempo past bij mij"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """How often each answer was given to one question, of a number of answers."""

    question: str
    answers: int
    yes: int
    somewhat: int
    no: int


@dataclass(frozen=True, slots=True)
class Experience:
    """What staff of a dossier see: only counts, from three answers on; words apart from any message or day."""

    lines: tuple[Told, ...]
    words: tuple[str, ...]


def message_asked_about(
    session: Session, actor: Actor, dossier: DossierView, written: Sequence[Written], now: datetime
) -> UUID | None:
    """The message of a counsellor under which the client may say whether it helped, if any; `written` in order."""
    if not written or not dossier.experience_asked or dossier.closed or dossier.threat:
        return None
    rows = read_rows(session, _given(actor.role), asked_by(actor, dossier.id))
    return message_to_ask(written, [Given(row.kind, row.message_id, row.given_at) for row in rows], now)


def experience_of(session: Session, actor: Actor, dossier_id: UUID) -> Experience:
    """The answers of one dossier together."""
    rows = read_rows(session, _given(actor.role), asked_by(actor, dossier_id))
    opened = keyring(session).opener(ExperienceAnswer, actor.municipality_id, dossier_id)
    lines = [_line(name, words, rows) for name, words in QUESTIONS]
    said = sorted(words for row in rows if (words := opened(row, "words_sealed")))
    return Experience(tuple(line for line in lines if line.answers >= SHOWN_FROM), tuple(said))


def _line(name: str, words: str, rows: Sequence[Any]) -> Told:
    found = Counter(value for row in rows if (value := getattr(row, name)))
    return Told(words, sum(found.values()), found["ja"], found["beetje"], found["nee"])


@cache
def _given(role: Role) -> Select[Any]:
    rows = ExperienceAnswer.__table__.c
    return columns_of(role, ExperienceAnswer).order_by(rows.given_at, rows.id)
