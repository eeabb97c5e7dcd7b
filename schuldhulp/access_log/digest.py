"""A week of openings of colleagues' dossiers: who, how many, why; and apart from that only what is odd."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import STAFF, Actor
from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.calendar import AMSTERDAM, local_date
from schuldhulp.crypto import keyring, words_of
from schuldhulp.dossier.tables import Dossier, SearchToken
from schuldhulp.municipalities.tables import Membership

NIGHT = (22, 6)
MANY = 15
"""Dossiers of colleagues by one person on one day; more is odd."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One member of staff in a week: how many dossiers of colleagues, and for which reasons."""

    name: str
    dossiers: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Odd:
    """Something to ask about. `kind`: nacht, veel, naam; `kenmerk` where it is about one dossier."""

    kind: str
    name: str
    at: datetime
    count: int = 1
    kenmerk: str = ""


@dataclass(frozen=True, kw_only=True)
class Digest:
    """The week, and what is odd in it, newest first."""

    looked: tuple[Looked, ...]
    odd: tuple[Odd, ...]


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
    odd = [*_at_night(foreign), *_many(foreign), *_same_name(session, actor, ours, names)]
    kenmerken = _kenmerken(session, actor, {one[1] for one in odd if one[1]})
    return Digest(
        looked=tuple(sorted(looked, key=lambda one: (-one.dossiers, one.name))),
        odd=tuple(
            Odd(kind=kind, name=names[person], at=at, count=count, kenmerk=kenmerken.get(dossier_id, ""))
            for kind, dossier_id, person, at, count in sorted(odd, key=lambda one: one[3], reverse=True)
        ),
    )


_Found = tuple[str, UUID | None, UUID, datetime, int]


def _looked(name: str, rows: Sequence[AccessEntry]) -> Looked:
    why = {(row.dossier_id, row.reason) for row in rows}
    counted = Counter(reason for _, reason in why)
    return Looked(
        name=name, dossiers=len({row.dossier_id for row in rows}), reasons=tuple(counted.most_common())
    )


def _at_night(foreign: Sequence[AccessEntry]) -> list[_Found]:
    first: dict[tuple[UUID, UUID, Any], AccessEntry] = {}
    for row in foreign:
        hour = row.at.astimezone(AMSTERDAM).hour
        if hour >= NIGHT[0] or hour < NIGHT[1]:
            first.setdefault((row.person_id, row.dossier_id, local_date(row.at)), row)
    return [("nacht", row.dossier_id, row.person_id, row.at, 1) for row in first.values()]


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
