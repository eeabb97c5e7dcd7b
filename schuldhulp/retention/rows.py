"""Putting a dossier on the list, and its going: every row of it, and what is left of it in the chains.

What belongs to a dossier follows from the tables: each table with its id, and each table that points at one of those.
So a new table is erased without a line here.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.orm import Session

from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.accounts.tables import Person
from schuldhulp.dossier.chain.rows import TOMBSTONE
from schuldhulp.dossier.tables import Dossier, Event, Participation
from schuldhulp.every_table import metadata
from schuldhulp.municipalities.tables import Membership
from schuldhulp.openid.rows import unlink_here
from schuldhulp.openid.tables import LinkedIdentity
from schuldhulp.retention.tables import RetentionCase
from schuldhulp.retention.terms import Rule, State
from schuldhulp.tenancy import as_person
from schuldhulp.unit_of_work import Act

NOBODY = uuid.UUID(int=0)
_STAY: frozenset[str] = frozenset(
    {Event.__tablename__, AccessEntry.__tablename__, RetentionCase.__tablename__}
)
_DOSSIER = Dossier.__tablename__


def propose_row(doing: Act, dossier_id: UUID, rule: Rule, ended_on: date) -> RetentionCase:
    """Put a dossier on the list, or give the line it has."""
    found = doing.session.scalars(
        select(RetentionCase).where(
            RetentionCase.municipality_id == doing.municipality_id, RetentionCase.dossier_id == dossier_id
        )
    ).first()
    if found is not None:
        found.rule = rule.value
        return found
    kenmerk = doing.session.scalar(
        select(Dossier.kenmerk).where(
            Dossier.municipality_id == doing.municipality_id, Dossier.id == dossier_id
        )
    )
    row = RetentionCase(
        municipality_id=doing.municipality_id, dossier_id=dossier_id, kenmerk=kenmerk or "", rule=rule.value,
        term_ended_on=ended_on, proposed_at=doing.now, state=State.PROPOSED.value, gone={}, version=1,
    )  # fmt: skip
    doing.session.add(row)
    return row


@cache
def tables_of_a_dossier() -> tuple[Table, ...]:
    """Every table whose rows are of one dossier and go with it."""
    return tuple(t for t in metadata.sorted_tables if "dossier_id" in t.c and t.name not in _STAY)


@cache
def tables_below() -> tuple[tuple[Table, str, Table], ...]:
    """Tables without the id of a dossier that point at a row of one: the table, its column, and where that leads."""
    of_dossier = {table.name: table for table in tables_of_a_dossier()}
    found = []
    for table in metadata.sorted_tables:
        if "dossier_id" in table.c or table.name == _DOSSIER:
            continue
        for key in table.foreign_key_constraints:
            target = key.elements[0].column.table.name
            if target in of_dossier:
                column = next(e.parent.name for e in key.elements if e.parent.name != "municipality_id")
                found.append((table, column, of_dossier[target]))
                break
    return tuple(found)


@cache
def tables_of_a_person() -> tuple[tuple[Table, str], ...]:
    """What goes with the account of somebody who signs in: rows of no municipality, and those of no dossier."""
    return tuple(
        (table, element.parent.name)
        for table in metadata.sorted_tables
        if _of_a_person(table)
        for element in (e for key in table.foreign_key_constraints for e in key.elements)
        if element.column.table.name == Person.__tablename__
    )


def _of_a_person(table: Table) -> bool:
    of_nobody = "municipality_id" not in {column.name for column in table.primary_key.columns}
    if table.name == LinkedIdentity.__tablename__:  # of a municipality, and a way in to the account
        return True
    return bool(table.c.dossier_id.nullable) if "dossier_id" in table.c else of_nobody


def erase_rows(session: Session, municipality_id: UUID, dossier_id: UUID) -> Counter[str]:
    """Remove every row of a dossier, its key and its words to search by; leave tombstones in the chains.

    Gives how many rows went, by table. The transaction is the caller's.
    """
    gone: Counter[str] = Counter()
    people = _people_of(session, municipality_id, dossier_id)
    for table, column, parent in tables_below():
        ids = select(parent.c.id).where(
            parent.c.municipality_id == municipality_id, parent.c.dossier_id == dossier_id
        )
        statement = delete(table).where(table.c.municipality_id == municipality_id, table.c[column].in_(ids))
        gone[table.name] += _went(session, statement)
    for table in reversed(tables_of_a_dossier()):
        gone[table.name] += _went(
            session,
            delete(table).where(table.c.municipality_id == municipality_id, table.c.dossier_id == dossier_id),
        )
    in_the_partners = (
        Participation.municipality_id == municipality_id,
        Participation.own_dossier_id == dossier_id,
    )
    gone[Participation.__tablename__] += _went(session, delete(Participation).where(*in_the_partners))
    gone[_DOSSIER] += _went(
        session, delete(Dossier).where(Dossier.municipality_id == municipality_id, Dossier.id == dossier_id)
    )
    _tombstones(session, municipality_id, dossier_id)
    for person_id in people:
        if not _is_here(session, municipality_id, person_id):
            unlink_here(session, municipality_id, person_id)
        gone += _erase_person(session, person_id)
    return +gone


def _went(session: Session, statement: Any) -> int:
    done: Any = session.execute(statement.execution_options(synchronize_session=False))
    return int(done.rowcount)


def _people_of(session: Session, municipality_id: UUID, dossier_id: UUID) -> list[UUID]:
    query = select(Participation.person_id).where(
        Participation.municipality_id == municipality_id, Participation.dossier_id == dossier_id
    )
    return list(session.scalars(query.distinct()))


def _tombstones(session: Session, municipality_id: UUID, dossier_id: UUID) -> None:
    """Empty every link of the dossier; number, moment and hash stay, so the next link still fits."""
    of_dossier = (Event.municipality_id == municipality_id, Event.dossier_id == dossier_id)
    _went(
        session,
        update(Event)
        .where(*of_dossier)
        .values(kind=TOMBSTONE, envelope={}, detail_sealed=None, person_id=None, acting_for=None),
    )
    _went(
        session,
        update(AccessEntry)
        .where(AccessEntry.municipality_id == municipality_id, AccessEntry.dossier_id == dossier_id)
        .values(act=TOMBSTONE, person_id=NOBODY, part="", reason="", acting_for="", origin=""),
    )


def _erase_person(session: Session, person_id: UUID) -> Counter[str]:
    """Remove an account that is in no dossier and no municipality any more."""
    gone: Counter[str] = Counter()
    with as_person(session, person_id):
        elsewhere = any(_elsewhere(session, person_id))
    admin = session.scalar(select(Person.platform_admin).where(Person.id == person_id))
    if elsewhere or admin:
        return gone
    with as_person(session, person_id):
        for table, column in tables_of_a_person():
            gone[table.name] += _went(session, delete(table).where(table.c[column] == person_id))
    gone[Person.__tablename__] += _went(session, delete(Person).where(Person.id == person_id))
    return gone


def _is_here(session: Session, municipality_id: UUID, person_id: UUID) -> bool:
    """Whether somebody has a dossier or a role left in this municipality."""
    return any(
        session.scalar(
            select(table.id)
            .where(table.municipality_id == municipality_id, table.person_id == person_id)
            .limit(1)
        )
        for table in (Participation, Membership)
    )


def _elsewhere(session: Session, person_id: UUID) -> Iterator[int]:
    for table in (Participation, Membership):
        yield session.scalar(select(func.count()).select_from(table).where(table.person_id == person_id)) or 0
