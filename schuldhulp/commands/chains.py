"""`keten`: every link of the event chain and of the access chain of every municipality, recomputed.

`keten anker MAP` writes where each chain ends; `keten --anker BESTAND` also holds the chains against that.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access_log.recording import access_hash
from schuldhulp.access_log.tables import AccessEntry, AccessHead
from schuldhulp.commands.answers import BadInput, NotInOrder, OneLineCommand, moment, opened
from schuldhulp.dossier.chain.rows import TOMBSTONE, chain_hash
from schuldhulp.dossier.envelopes import EVENTS
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
                if not _may_be_empty(row, erased):
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


def _erased(session: Session, municipality: Municipality) -> dict[UUID, tuple[int, bool]]:
    """The dossiers whose erasure stands in the chain: at which number, and whether all of it is gone."""
    whole = DossierErased.__name__
    kinds = [name for name, kind in EVENTS.items() if kind.erases or name == whole]
    query = (
        select(Event.dossier_id, Event.seq, Event.kind)
        .where(Event.municipality_id == municipality.id, Event.kind.in_(kinds))
        .order_by(Event.seq)
    )
    return {dossier_id: (seq, kind == whole) for dossier_id, seq, kind in session.execute(query)}


def _may_be_empty(row: Event | AccessEntry, erased: Mapping[UUID, tuple[int, bool]]) -> bool:
    """Whether an event in the chain says that this link was emptied; who looked is emptied with the whole only."""
    seq, whole = erased.get(row.dossier_id, (0, False))
    return whole or (isinstance(row, Event) and row.seq < seq)


def _is_tombstone(row: Event | AccessEntry) -> bool:
    return (row.kind if isinstance(row, Event) else row.act) == TOMBSTONE


def _digest_holds(row: Event) -> bool:
    return hashlib.sha256(row.detail_sealed or b"").digest() == row.detail_digest


class Head(NamedTuple):
    """The last link of one chain, as an anchor keeps it outside the database."""

    municipality: str
    chain: str
    seq: int
    hash: str


@click.group(invoke_without_command=True)
@click.option("--anker", type=click.Path(path_type=Path), help="Houd de ketens ook tegen dit anker.")
@click.pass_context
@with_appcontext
def keten(context: click.Context, anker: Path | None) -> None:
    """Kijk na of niets in de geschiedenis of in het inzagelogboek is veranderd of weggehaald."""
    if context.invoked_subcommand is not None:
        return
    anchored = _read_anchor(anker) if anker else []
    with opened() as session:
        for municipality in session.scalars(select(Municipality).order_by(Municipality.slug)).all():
            for name, table, head, link in CHAINS:
                with within(session, municipality.id):
                    number, fault = first_fault(session, municipality, table, head, link)
                    kept = next((h for h in anchored if h[:2] == (municipality.slug, name)), None)
                    if not fault and kept is not None and not holds(session, municipality, table, kept):
                        number, fault = kept.seq, f"is anders dan in het anker {anker}"
                if fault:
                    raise NotInOrder(f"{municipality.slug}, {name}: rij {number} {fault}")
                click.echo(f"{municipality.slug}, {name}: {number} rijen, in orde")


@keten.command(cls=OneLineCommand)
@click.argument("map", type=click.Path(path_type=Path))
@with_appcontext
def anker(map: Path) -> None:
    """Schrijf waar elke keten nu eindigt in een bestand in de map MAP, die buiten deze computer hoort te liggen."""
    if not map.is_dir():
        raise BadInput(f"de map {map} is er niet")
    place = map / f"anker-{moment():%Y-%m-%dT%H%M%S}.json"
    with opened() as session:
        heads = list(heads_of(session))
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w", encoding="utf-8") as file:
        json.dump([head._asdict() for head in heads], file, indent=1)
    click.echo(f"{place}: {len(heads)} ketens")


# Name, rows, head and link of each chain.
CHAINS: tuple[tuple[str, Any, Any, Hash], ...] = (
    ("gebeurtenissen", Event, EventHead, chain_hash),
    ("inzage", AccessEntry, AccessHead, access_hash),
)


def heads_of(session: Session) -> Iterator[Head]:
    """Where every chain ends now."""
    for municipality in session.scalars(select(Municipality).order_by(Municipality.slug)).all():
        for name, _table, head, _link in CHAINS:
            with within(session, municipality.id):
                end = session.get(head, municipality.id)
            if end is not None:
                yield Head(municipality.slug, name, end.seq, end.hash.hex())


def holds(session: Session, municipality: Municipality, table: Any, kept: Head) -> bool:
    """Whether the row that an anchor names still has the hash of then: who rewrites a whole chain cannot keep it."""
    found = session.scalar(
        select(table.hash).where(table.municipality_id == municipality.id, table.seq == kept.seq)
    )
    return kept.seq == 0 or (found is not None and found.hex() == kept.hash)


def _read_anchor(file: Path) -> list[Head]:
    try:
        return [Head(**each) for each in json.loads(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise BadInput(f"{file} is geen anker ({type(error).__name__})") from None
