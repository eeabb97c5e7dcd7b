"""A week of openings of colleagues' dossiers: who, how many, why; and apart from that only what is odd."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import STAFF, Actor
from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.calendar import AMSTERDAM, local, local_date, start_of_day
from schuldhulp.crypto import keyring, words_of
from schuldhulp.dossier.events import OpenedForOtherReason
from schuldhulp.dossier.tables import Dossier, Event, SearchToken
from schuldhulp.municipalities.tables import Membership

_NOBODY = UUID(int=0)
NIGHT = (22, 6)
TOLD_AT = 7
MANY = 15
"""Dossiers of colleagues by one person on one day; more is odd."""
KNOWN_PLACES = timedelta(days=30)
"""How long an internet address counts as one that staff work from."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One member of staff in a week: how many dossiers of colleagues, and for which reasons."""

    name: str
    dossiers: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Odd:
    """Something to ask about. `kind`: nacht, weekend, veel, plek, naam; `kenmerk` where it is about one dossier."""

    kind: str
    name: str
    at: datetime
    count: int = 1
    kenmerk: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A reason in somebody's own words, for the team lead."""

    name: str
    at: datetime
    kenmerk: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Digest:
    """The week, what is odd in it, and the reasons in own words, newest first."""

    looked: tuple[Looked, ...]
    odd: tuple[Odd, ...]
    said: tuple[Said, ...]


def digest(session: Session, actor: Actor, since: datetime, until: datetime) -> Digest:
    """Read the access log of the actor's municipality from `since` up to `until`."""
    here = AccessEntry.municipality_id == actor.municipality_id
    by_staff = AccessEntry.role.in_([role.value for role in STAFF])
    query = select(AccessEntry).where(here, by_staff, AccessEntry.at >= since, AccessEntry.at < until)
    entries = session.scalars(query.order_by(AccessEntry.seq)).all()
    names = _names(session, actor)
    ours = [entry for entry in entries if entry.person_id in names]
    foreign = [entry for entry in ours if entry.reason]
    by_person: dict[UUID, list[AccessEntry]] = defaultdict(list)
    for entry in foreign:
        by_person[entry.person_id].append(entry)
    looked = [_looked(names[person], rows) for person, rows in by_person.items()]
    odd = [
        *_out_of_hours(foreign), *_many(foreign), *_elsewhere(session, actor, foreign, since),
        *_same_name(session, actor, ours, names),
    ]  # fmt: skip
    own_words = _own_words(session, actor, since, until)
    about: set[UUID | None] = {one[1] for one in odd if one[1]}
    kenmerken = _kenmerken(session, actor, about | {event.dossier_id for event, _ in own_words})
    return Digest(
        looked=tuple(sorted(looked, key=lambda one: (-one.dossiers, one.name))),
        odd=tuple(
            Odd(kind=kind, name=names[person], at=at, count=count, kenmerk=kenmerken.get(dossier_id, ""))
            for kind, dossier_id, person, at, count in sorted(odd, key=lambda one: one[3], reverse=True)
        ),
        said=tuple(
            Said(
                name=names.get(event.person_id or _NOBODY, ""),
                at=event.at,
                kenmerk=kenmerken.get(event.dossier_id, ""),
                words=words,
            )  # fmt: skip
            for event, words in own_words
        ),
    )


@dataclass(frozen=True, kw_only=True)
class OpeningsDue:
    """What is read of the openings this morning: a week on Monday, else yesterday; only yesterday can alarm."""

    since: datetime
    yesterday: datetime
    until: datetime
    weekly: bool


def openings_due(now: datetime) -> OpeningsDue | None:
    """What is to be told on a day, from seven in the morning; None before. The caller tells it once."""
    there = local(now)
    if there.hour < TOLD_AT:
        return None
    today = start_of_day(now)
    yesterday = start_of_day(today - timedelta(hours=12))
    monday = there.isoweekday() == 1
    since = start_of_day(today - timedelta(days=7) + timedelta(hours=12)) if monday else yesterday
    return OpeningsDue(since=since, yesterday=yesterday, until=today, weekly=monday)


_Found = tuple[str, UUID | None, UUID, datetime, int]


def _looked(name: str, rows: Sequence[AccessEntry]) -> Looked:
    why = {(row.dossier_id, row.reason) for row in rows}
    counted = Counter(reason for _, reason in why)
    return Looked(
        name=name, dossiers=len({row.dossier_id for row in rows}), reasons=tuple(counted.most_common())
    )


def _out_of_hours(foreign: Sequence[AccessEntry]) -> list[_Found]:
    first: dict[tuple[UUID, UUID, Any], tuple[str, AccessEntry]] = {}
    for row in foreign:
        there = row.at.astimezone(AMSTERDAM)
        at_night = there.hour >= NIGHT[0] or there.hour < NIGHT[1]
        if at_night or there.isoweekday() > 5:
            kind = "nacht" if at_night else "weekend"
            first.setdefault((row.person_id, row.dossier_id, there.date()), (kind, row))
    return [(kind, row.dossier_id, row.person_id, row.at, 1) for kind, row in first.values()]


def _elsewhere(
    session: Session, actor: Actor, foreign: Sequence[AccessEntry], since: datetime
) -> list[_Found]:
    """Openings from an address that nobody of this staff worked from in the month before; none without such a month."""
    query = select(AccessEntry.origin).where(
        AccessEntry.municipality_id == actor.municipality_id, AccessEntry.at < since,
        AccessEntry.at >= since - KNOWN_PLACES, AccessEntry.role.in_([role.value for role in STAFF]),
    )  # fmt: skip
    known = set(session.scalars(query.distinct()))
    first: dict[tuple[UUID, str], AccessEntry] = {}
    for row in foreign:
        if known and row.origin not in known:
            first.setdefault((row.person_id, row.origin), row)
    return [("plek", row.dossier_id, row.person_id, row.at, 1) for row in first.values()]


def _own_words(session: Session, actor: Actor, since: datetime, until: datetime) -> list[tuple[Event, str]]:
    """The reasons that were not on the list, opened, newest first; those of an erased dossier are gone."""
    query = select(Event).where(
        Event.municipality_id == actor.municipality_id, Event.kind == OpenedForOtherReason.__name__,
        Event.at >= since, Event.at < until,
    )  # fmt: skip
    rows = session.scalars(query.order_by(Event.seq.desc())).all()
    ring = keyring(session)
    ring.load_dossiers(actor.own_municipality, {row.dossier_id for row in rows})
    opened = ((row, ring.open(row, "detail_sealed")) for row in rows)
    return [(row, str(json.loads(text)["reason"])) for row, text in opened if text]


def _many(foreign: Sequence[AccessEntry]) -> list[_Found]:
    opened: dict[tuple[UUID, Any], dict[UUID, AccessEntry]] = defaultdict(dict)
    for row in foreign:
        opened[row.person_id, local_date(row.at)].setdefault(row.dossier_id, row)
    return [
        ("veel", None, person, max(row.at for row in rows.values()), len(rows))
        for (person, _), rows in opened.items()
        if len(rows) > MANY
    ]


def _same_name(
    session: Session, actor: Actor, rows: Sequence[AccessEntry], names: dict[UUID, str]
) -> list[_Found]:
    """Openings of a dossier in which the surname of who opened it can be found."""
    ring = keyring(session)
    found: list[_Found] = []
    for person in {row.person_id for row in rows}:
        said = words_of(names[person])
        if len(said) < 2:
            continue
        theirs = {row.dossier_id: row for row in rows if row.person_id == person}
        query = select(SearchToken.dossier_id).where(
            SearchToken.municipality_id == actor.municipality_id,
            SearchToken.token == ring.token(actor.municipality_id, said[-1]),
            SearchToken.dossier_id.in_(theirs),
        )
        for dossier_id in session.scalars(query):
            row = theirs[dossier_id]
            found.append(("naam", dossier_id, person, row.at, 1))
    return found


def _names(session: Session, actor: Actor) -> dict[UUID, str]:
    rows: Any = session.scalars(select(Membership).where(Membership.municipality_id == actor.municipality_id))
    ring = keyring(session)
    return {row.person_id: ring.open(row, "name_sealed") or "" for row in rows}


def _kenmerken(session: Session, actor: Actor, ids: set[UUID | None]) -> dict[UUID | None, str]:
    query = select(Dossier.id, Dossier.kenmerk).where(
        Dossier.municipality_id == actor.municipality_id, Dossier.id.in_(ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}
