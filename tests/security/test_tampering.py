"""Whoever owns the database can change, delete, insert, reorder, cut, swap and rewrite: the verifier finds it.

What a whole chain hides that was computed anew, its head kept outside the database tells.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from schuldhulp.access_log.recording import access_hash, record_access
from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.commands.anchors import Head
from schuldhulp.commands.chains import CHAINS, first_fault, heads_of, holds
from schuldhulp.dossier.tables import Event
from schuldhulp.messages.actions import send_message
from schuldhulp.municipalities.tables import Municipality
from tests.databases import let_rewrite
from tests.world import World

PLACES = ("voorbeeldstad", "lindewaard")
LENGTH = 12
Found = tuple[int, str]
Rows = list[Any]


def lengthen(world: World) -> None:
    """Give both chains of both municipalities some length."""
    for who, staff in (("anna", "noor"), ("chris", "noor_l")):
        with world.open() as session:
            dossier = world.dossier(session, who)
            session.close()
            for number in range(LENGTH):
                at = world.now + timedelta(minutes=number)
                send_message(session, world.people[who], at, dossier, f"Bericht {number}")
                record_access(
                    session, world.people[staff], at, municipality_id=dossier.municipality_id, dossier_id=dossier.id,
                    part="dossier", act="open", origin="",
                )  # fmt: skip


def change(session: Session, rows: Rows, dice: random.Random) -> int:
    row = dice.choice(rows)
    column = dice.choice(["role", "at", "dossier_id", "hash"])
    other = {"role": row.role + "x", "at": row.at + timedelta(seconds=1), "dossier_id": row.municipality_id,
             "hash": bytes(32)}  # fmt: skip
    session.execute(here(row, update).values({column: other[column]}))
    return int(row.seq)


def remove(session: Session, rows: Rows, dice: random.Random) -> int:
    row = dice.choice(rows[:-1])
    session.execute(here(row, delete))
    return int(row.seq)


def cut(session: Session, rows: Rows, dice: random.Random) -> int:
    row = dice.choice(rows[1:])
    table = type(row)
    session.execute(delete(table).where(table.municipality_id == row.municipality_id, table.seq >= row.seq))
    return int(row.seq)


def swap_neighbours(session: Session, rows: Rows, dice: random.Random) -> int:
    first = dice.randrange(len(rows) - 1)
    one, two = rows[first], rows[first + 1]
    for row, seq in ((one, -1), (two, one.seq)):
        session.execute(here(row, update).values(seq=seq))
    table = type(one)
    moved = update(table).where(table.municipality_id == one.municipality_id, table.seq == -1)
    session.execute(moved.values(seq=two.seq).execution_options(synchronize_session=False))
    return int(one.seq)


def insert(session: Session, rows: Rows, dice: random.Random) -> int:
    """A row of an earlier day once more, at the end."""
    row, table = dice.choice(rows), type(rows[0])
    values = {c.key: getattr(row, c.key) for c in table.__table__.columns} | {"seq": rows[-1].seq + 1}
    session.execute(
        table.__table__.insert().values(values | ({"id": row.municipality_id} if table is Event else {}))
    )
    return int(rows[-1].seq + 1)


def here(row: Any, verb: Callable[..., Any]) -> Any:
    table = type(row)
    found = verb(table).where(table.municipality_id == row.municipality_id, table.seq == row.seq)
    return found.execution_options(synchronize_session=False)


MANIPULATIONS = (change, remove, cut, swap_neighbours, insert)


def tamper(world: World, times: int) -> tuple[int, int, list[str]]:
    """How many manipulations were found, at how many the row itself was named, and which were missed."""
    dice, found, named, missed = random.Random(7), 0, 0, []
    with world.open() as session:
        let_rewrite(session.connection(), "event", "access_entry")
        session.commit()
    for number in range(times):
        place, (name, table, head, link) = dice.choice(PLACES), CHAINS[number % len(CHAINS)]
        verb = MANIPULATIONS[number // len(CHAINS) % len(MANIPULATIONS)]
        with world.open() as session:
            municipality = session.scalars(select(Municipality).where(Municipality.slug == place)).one()
            of_place = table.municipality_id == municipality.id
            rows = list(session.scalars(select(table).where(of_place).order_by(table.seq)))
            session.expunge_all()
            municipality = session.get_one(Municipality, municipality.id)
            wanted = verb(session, rows, dice)
            row, fault = first_fault(session, municipality, table, head, link)
            found += bool(fault)
            named += bool(fault) and row == wanted
            if not fault:
                missed.append(f"{verb.__name__} {name} {place}")
            session.rollback()
    return found, named, missed


def test_manipulations_are_found_and_the_row_is_named(world: World, measured: Callable[[str], None]) -> None:
    lengthen(world)
    assert tamper(world, 60) == (60, 60, [])
    measured("60 van 60 vervalsingen gevonden")


@pytest.mark.nightly
def test_five_hundred_manipulations_are_found(world: World, measured: Callable[[str], None]) -> None:
    lengthen(world)
    assert tamper(world, 500) == (500, 500, [])
    measured("500 van 500 vervalsingen gevonden")


def test_a_chain_that_was_computed_anew_is_told_by_its_anchor(world: World) -> None:
    lengthen(world)
    with world.open() as session:
        let_rewrite(session.connection(), "event", "access_entry")
        session.commit()
        kept = {(head.municipality, head.chain): head for head in heads_of(session)}
        assert len(kept) == 4
        municipality = session.scalars(select(Municipality).where(Municipality.slug == "voorbeeldstad")).one()
        name, table, head, link = CHAINS[1]
        rewrite(session, municipality, head)
        assert first_fault(session, municipality, table, head, link)[1] == "", "the chain itself says nothing"
        assert not holds(session, municipality, table, kept[municipality.slug, name])
        other = CHAINS[0]
        assert holds(session, municipality, other[1], kept[municipality.slug, other[0]])
        assert not holds(session, municipality, table, Head(municipality.slug, name, 10_000, "00"))
        session.rollback()


def rewrite(session: Session, municipality: Municipality, head: Any) -> None:
    """Leave out one opening of a dossier, and link everything after it again, the head too."""
    table = AccessEntry
    of_place = table.municipality_id == municipality.id
    rows = list(session.scalars(select(table).where(of_place).order_by(table.seq)))
    session.expunge_all()
    session.execute(here(rows[4], delete))
    previous = rows[3].hash
    for row in rows[5:]:
        was, row.seq = row.seq, row.seq - 1
        row.hash = previous = access_hash(previous, row)
        moved = update(table).where(of_place, table.seq == was).values(seq=row.seq, hash=row.hash)
        session.execute(moved.execution_options(synchronize_session=False))
    end = update(head).where(head.municipality_id == municipality.id).values(seq=rows[-1].seq, hash=previous)
    session.execute(end.execution_options(synchronize_session=False))


def test_neither_log_can_be_rewritten(world: World) -> None:
    """The database itself refuses, also for the owner, as long as nobody takes that guard away."""
    lengthen(world)
    refused = 0
    for name in ("event", "access_entry"):
        for statement in (
            f"UPDATE {name} SET role = 'x'",
            f"DELETE FROM {name}",
            f"UPDATE {name} SET seq = seq + 1000",
        ):
            with world.open() as session, pytest.raises(DBAPIError, match="is written once"):
                session.connection().exec_driver_sql(statement)
            refused += 1
    assert refused == 6
