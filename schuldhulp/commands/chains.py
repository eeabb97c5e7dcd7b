"""`keten`: every link of the event chain and of the access chain of every municipality, recomputed.

`keten anker` writes where each chain ends, in a folder, a mail or a second store; `keten --anker PLEK` also holds the
chains against all anchors there.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access_log.recording import access_hash
from schuldhulp.access_log.tables import AccessEntry, AccessHead
from schuldhulp.commands.anchors import Anchor, Head, anchors_at, as_text, to_folder, to_mail, to_store
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


@click.group(invoke_without_command=True)
@click.option(
    "--anker", help="Houd de ketens ook tegen alle ankers hier: bestand, mail (.eml), map of winkel."
)
@click.pass_context
@with_appcontext
def keten(context: click.Context, anker: str | None) -> None:
    """Kijk na of niets in de geschiedenis of in het inzagelogboek is veranderd of weggehaald."""
    if context.invoked_subcommand is not None:
        return
    anchored = anchors_at(anker, current_app.config["SETTINGS"]) if anker else []
    with opened() as session:
        for municipality in session.scalars(select(Municipality).order_by(Municipality.slug)).all():
            for name, table, head, link in CHAINS:
                with within(session, municipality.id):
                    number, fault = first_fault(session, municipality, table, head, link)
                    if not fault:
                        number, fault = _held(session, municipality, name, table, anchored) or (number, "")
                if fault:
                    raise NotInOrder(f"{municipality.slug}, {name}: rij {number} {fault}")
                click.echo(f"{municipality.slug}, {name}: {number} rijen, in orde")
    if anchored:
        click.echo("1 anker nagekeken" if len(anchored) == 1 else f"{len(anchored)} ankers nagekeken")


def _held(
    session: Session, municipality: Municipality, name: str, table: Any, anchored: Iterable[Anchor]
) -> tuple[int, str] | None:
    """The first anchor that this chain does not hold to: its row, and what is wrong. None when it holds to all."""
    for anchor in anchored:
        for kept in anchor.heads:
            if kept[:2] == (municipality.slug, name) and not holds(session, municipality, table, kept):
                return kept.seq, f"is anders dan in het anker {anchor.place}"
    return None


@keten.command(cls=OneLineCommand)
@click.argument("map", type=click.Path(path_type=Path), required=False)
@click.option("--mail", "address", help="Mail het anker ook naar dit adres, buiten deze organisatie.")
@click.option(
    "--kopie",
    "copy",
    help="Bewaar het anker ook op een tweede plek: map:/een/map of s3://bucket/voorvoegsel.",
)
@with_appcontext
def anker(map: Path | None, address: str | None, copy: str | None) -> None:
    """Schrijf waar elke keten nu eindigt, op een plek buiten deze computer: een map, een mail of een tweede winkel."""
    if not (map or address or copy):
        raise BadInput("waarheen? noem een MAP, --mail ADRES of --kopie PLEK")
    config, now = current_app.config["SETTINGS"], moment()
    with opened() as session:
        heads = list(heads_of(session))
    text = as_text(heads)
    if map:
        click.echo(f"{to_folder(map, text, now)}: {len(heads)} ketens")
    if copy:
        to_store(copy, config, text)
        click.echo(f"{copy}: {len(heads)} ketens")
    if address:
        to_mail(address, config, text, now)
        click.echo(f"gemaild: {len(heads)} ketens")


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
