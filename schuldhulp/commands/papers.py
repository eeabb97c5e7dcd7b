"""`papieren`: whether store and database have the same files; throws orphans away, moves old files into the store."""

import click
from flask import current_app
from flask.cli import with_appcontext

from schuldhulp.commands.answers import NotInOrder, OneLineCommand, moment, opened, owner_only
from schuldhulp.documents.keeping.actions import drop_orphans, move_to_store
from schuldhulp.documents.keeping.queries import YOUNG, compare, in_the_database
from schuldhulp.storage.store import FolderStore


@click.command(cls=OneLineCommand)
@click.option("--opruimen", is_flag=True, help="Gooi weg wat in de opslag ligt en bij geen rij hoort.")
@click.option("--verhuis", is_flag=True, help="Zet bestanden die nog in de database staan in de opslag.")
@with_appcontext
def papieren(opruimen: bool, verhuis: bool) -> None:
    """Vergelijk de bestanden in de opslag met de rijen in de database."""
    store = current_app.extensions["store"]
    with opened() as session:
        owner_only(session)  # a file whose row is out of sight would be thrown away as nobody's
        session.close()
        moved = 0
        while verhuis and (page := in_the_database(session)):
            session.close()
            moved += sum(move_to_store(session, row.municipality_id, row.id) for row in page)
        found = compare(session, store, moment())
        session.close()
        dropped = drop_orphans(session, found.orphans) if opruimen else 0
    if opruimen and isinstance(store, FolderStore):
        dropped += store.drop_half_written(moment() - YOUNG)
    if verhuis:
        click.echo(f"{moved} bestanden naar de opslag verhuisd")
    left = 0 if opruimen else len(found.orphans)
    click.echo(
        f"{found.files} bestanden in de database, {left} zonder rij in de opslag, {dropped} weggegooid"
    )
    if found.lost:
        for municipality_id, file_id in found.lost:
            click.echo(f"niet in de opslag: bestand {file_id} van gemeente {municipality_id}", err=True)
        raise NotInOrder(f"{len(found.lost)} bestanden staan in de database en liggen niet in de opslag")
