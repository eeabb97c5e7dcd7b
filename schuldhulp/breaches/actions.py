"""Writing down a datalek, judging it, and closing it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.base import new_id
from schuldhulp.breaches.rules import CHOICES, DATA_KINDS, RISKS
from schuldhulp.breaches.tables import Breach
from schuldhulp.refusals import Conflict, NotAllowed, NotYours, Refused
from schuldhulp.unit_of_work import Act, FormToken, act


class NothingTold(Refused):
    """A datalek without words, or discovered in the future."""

    sentence = "Schrijf wat er gebeurde, en wanneer het ontdekt is. Dat kan niet later zijn dan nu."


class NotDecided(Refused):
    """Closing asks both decisions with a reason, and that what was to be told was told."""

    sentence = (
        "Afsluiten kan als over beide meldingen is besloten, met een reden, en als is ingevuld "
        "wanneer er is gemeld."
    )


class UnknownCode(Refused):
    """A kind of data, a risk or a choice that is not on the list."""

    sentence = "Deze keuze kennen wij niet. Kies er een van de lijst."


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What is known of a datalek now. Moments are in UTC."""

    what: str
    discovered_at: datetime
    happened_at: datetime | None = None
    data_kinds: tuple[str, ...] = ()
    people_count: int | None = None
    risk: str = "onbekend"
    measures: str = ""
    to_authority: str = "open"
    authority_why: str = ""
    authority_told_at: datetime | None = None
    authority_number: str = ""
    to_people: str = "open"
    people_why: str = ""
    people_words: str = ""
    people_told_at: datetime | None = None


_SEALED = ("what", "measures", "authority_why", "people_why", "people_words")
_PLAIN = ("discovered_at", "happened_at", "people_count", "risk", "to_authority", "authority_told_at", "to_people",
          "people_told_at")  # fmt: skip


def record_breach(
    session: Session, actor: Actor, now: datetime, told: Judged, *, form: FormToken | None = None
) -> UUID:
    """Write down a datalek; the 72 hours run from its discovery. Raises NothingTold, UnknownCode."""
    _check(told, now)
    with act(session, actor, now, form=form) as doing:
        _allowed(doing)
        newest = select(func.max(Breach.number)).where(Breach.municipality_id == doing.municipality_id)
        if actor.person_id is None:
            raise NotAllowed
        row = Breach(
            municipality_id=doing.municipality_id, number=(session.scalar(newest) or 0) + 1, recorded_at=now,
            recorded_by=actor.person_id, version=1,
        )  # fmt: skip
        row.id = new_id()
        _fill(doing, row, told)
        session.add(row)
    return row.id


def judge_breach(
    session: Session, actor: Actor, now: datetime, breach_id: UUID, told: Judged, version: int | None, *,
    close: bool = False, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Write down what is known and decided now; with `close` it is done. Raises NotYours, Conflict, NotDecided."""
    _check(told, now)
    with act(session, actor, now, form=form) as doing:
        _allowed(doing)
        row = session.get(Breach, (doing.municipality_id, breach_id), with_for_update=True)
        if row is None:
            raise NotYours
        if version is not None and row.version != version:
            raise Conflict
        _fill(doing, row, told)
        if close and not _complete(told):
            raise NotDecided
        row.closed_at, row.version = now if close else None, row.version + 1


def _allowed(doing: Act) -> None:
    if not may(doing.actor, "breach:record"):
        raise NotAllowed


def _check(told: Judged, now: datetime) -> None:
    if not told.what.strip() or told.discovered_at > now:
        raise NothingTold
    known = set(told.data_kinds) <= set(DATA_KINDS) and told.risk in RISKS
    if not known or not {told.to_authority, told.to_people} <= set(CHOICES):
        raise UnknownCode


def _complete(told: Judged) -> bool:
    authority = told.to_authority != "open" and bool(told.authority_why.strip())
    people = told.to_people != "open" and bool(told.people_why.strip())
    told_authority = told.to_authority != "yes" or told.authority_told_at is not None
    told_people = told.to_people != "yes" or told.people_told_at is not None
    return authority and people and told_authority and told_people


def _fill(doing: Act, row: Breach, told: Judged) -> None:
    for name in _SEALED:
        doing.keyring.seal(row, f"{name}_sealed", getattr(told, name).strip() or None)
    for name in _PLAIN:
        setattr(row, name, getattr(told, name))
    row.data_kinds, row.authority_number = list(told.data_kinds), told.authority_number.strip() or None
