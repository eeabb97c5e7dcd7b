"""What a client can read of the access log: who opened the own dossier, which parts, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from schuldhulp.access import ROLE_LABELS, Actor, Role
from schuldhulp.access_log.reasons import reason_in_words
from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.accounts.tables import Person
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.municipalities.tables import Membership

PAGE = 200
"""Entries read for one page; those of one person on one day become one line."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One person in the dossier on one day: from the first to the last moment, and the parts in the order of opening.

    `seq` is the number of the last entry, by which a question names this line. `wrote` when something was changed.
    """

    seq: int
    name: str
    role: Role
    first_at: datetime
    last_at: datetime
    parts: tuple[str, ...]
    wrote: bool
    beside: bool
    reason: str

    @property
    def role_label(self) -> str:
        """The role in Dutch."""
        return ROLE_LABELS[self.role]

    @property
    def day(self) -> date:
        """The day in Amsterdam."""
        return local_date(self.first_at)


@dataclass(frozen=True, kw_only=True)
class Openings:
    """A page, newest first; `older` is the number of an entry to go on before, or None."""

    lines: tuple[Opening, ...]
    older: int | None


def openings_of(
    session: Session, actor: Actor, dossier_id: UUID, *, before: int | None = None, limit: int = PAGE
) -> Openings:
    """Who opened a dossier, other than the actor; empty when the dossier is not there for this actor.

    The last line of a page may go on in the next one.
    """
    query = (
        select(AccessEntry)
        .join(
            Dossier,
            and_(
                Dossier.municipality_id == AccessEntry.municipality_id, Dossier.id == AccessEntry.dossier_id
            ),
        )
        .where(
            visible_to(actor), AccessEntry.dossier_id == dossier_id, AccessEntry.person_id != actor.person_id
        )
        .order_by(AccessEntry.seq.desc())
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(AccessEntry.seq < before)
    found = list(session.scalars(query))
    shown = found[:limit]
    names = _names(session, actor, shown)
    lines = tuple(
        _opening(list(entries), names)
        for _, entries in groupby(
            shown, key=lambda e: (local_date(e.at), e.person_id, e.role, e.reason, e.acting_for, e.allowed)
        )
    )
    return Openings(lines=lines, older=shown[-1].seq if len(found) > limit else None)


def find_opening(session: Session, actor: Actor, dossier_id: UUID, seq: int) -> Opening | None:
    """One line by its number; None when it is not there for this actor."""
    lines = openings_of(session, actor, dossier_id, before=seq + 1).lines
    return lines[0] if lines and lines[0].seq == seq else None


def _opening(entries: Sequence[AccessEntry], names: dict[tuple[UUID, str], str]) -> Opening:
    last, first = entries[0], entries[-1]
    return Opening(
        seq=last.seq,
        name=names.get((last.person_id, last.role), ""),
        role=Role(last.role),
        first_at=first.at,
        last_at=last.at,
        parts=tuple(dict.fromkeys(entry.part for entry in reversed(entries))),
        wrote=any(entry.act == "write" for entry in entries),
        beside=bool(last.acting_for),
        reason=reason_in_words(last.reason),
    )


_BESIDE = (Role.SUPPORTER.value, Role.PARTNER.value)


def _names(session: Session, actor: Actor, entries: Sequence[AccessEntry]) -> dict[tuple[UUID, str], str]:
    """Staff as they are called at their work, supporters and a partner as they call themselves."""
    people = {entry.person_id for entry in entries}
    beside = {entry.person_id for entry in entries if entry.role in _BESIDE}
    rows: Any = session.scalars(
        select(Membership).where(
            Membership.municipality_id == actor.municipality_id, Membership.person_id.in_(people)
        )
    )
    ring = keyring(session)
    names = {(row.person_id, row.role): ring.open(row, "name_sealed") or "" for row in rows}
    if beside:
        found = session.scalars(select(Person).where(Person.id.in_(beside)))
        names |= {(row.id, role): ring.open(row, "name_sealed") or "" for row in found for role in _BESIDE}
    return names
