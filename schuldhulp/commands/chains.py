"""`keten`: every link of the event chain and of the access chain of every municipality, recomputed."""

import hashlib
from collections.abc import Callable
from contextlib import closing
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access_log.recording import access_hash
from schuldhulp.access_log.tables import AccessEntry, AccessHead
from schuldhulp.commands.answers import NotInOrder, OneLineCommand, opened
from schuldhulp.dossier.chain.rows import TOMBSTONE, chain_hash
from schuldhulp.dossier.events import DossierErased
from schuldhulp.dossier.tables import Event, EventHead
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.tenancy import within

BATCH = 1000
Hash = Callable[[bytes, Any], bytes]


def first_fault(
    session: Session, municipality: Municipality, table: Any, head: Any, link: Hash
) -> tuple[int, str]:
    """Walk one chain. Gives its length and '' when it holds, else the first bad number and what is wrong there."""
    previous, expected, erased = bytes(32), 1, _erased(session, municipality)
    query = select(table).where(table.municipality_id == municipality.id).order_by(table.seq)
    with closing(session.scalars(query.execution_options(yield_per=BATCH))) as rows:
        for row in rows:
            if row.seq != expected:
                return expected, "ontbreekt"
            if _is_tombstone(row):
                if row.dossier_id not in erased:
                    return expected, "is leeg zonder dat een wissing het zegt"
                previous, expected = row.hash, expected + 1
                session.expunge(row)
                continue
            if isinstance(row, Event) and not _digest_holds(row):
                return expected, "heeft een veranderd verzegeld deel"
            if link(previous, row) != row.hash:
                return expected, "past niet op de rij ervoor"
            previous, expected = row.hash, expected + 1
            session.expunge(row)
    end = session.get(head, municipality.id)
    if (end.seq, end.hash) != (expected - 1, previous) if end else expected > 1:
        return expected, "ontbreekt aan het einde"
    return expected - 1, ""


def _erased(session: Session, municipality: Municipality) -> frozenset[UUID]:
    """The dossiers whose erasure stands in the chain: their links may be empty."""
    query = select(Event.dossier_id).where(
        Event.municipality_id == municipality.id, Event.kind == DossierErased.__name__
    )
    return frozenset(session.scalars(query))


def _is_tombstone(row: Event | AccessEntry) -> bool:
    return (row.kind if isinstance(row, Event) else row.act) == TOMBSTONE


def _digest_holds(row: Event) -> bool:
    return hashlib.sha256(row.detail_sealed or b"").digest() == row.detail_digest


CHAINS = (("gebeurtenissen", Event, EventHead, chain_hash), ("inzage", AccessEntry, AccessHead, access_hash))


@click.command(cls=OneLineCommand)
@with_appcontext
def keten() -> None:
    """Kijk na of niets in de geschiedenis of in het inzagelogboek is veranderd of weggehaald."""
    with opened() as session:
        for municipality in session.scalars(select(Municipality).order_by(Municipality.slug)).all():
            for name, table, head, link in CHAINS:
                with within(session, municipality.id):
                    number, fault = first_fault(session, municipality, table, head, link)
                if fault:
                    raise NotInOrder(f"{municipality.slug}, {name}: rij {number} {fault}")
                click.echo(f"{municipality.slug}, {name}: {number} rijen, in orde")
