"""`backup DOEL` and `restore BRON`: a sealed file with everything but keys.

The files of papers, which are sealed in the store already, stand in a folder beside it. So do
the keys of the dossiers, in one file of which only the newest and the one before are kept: a dossier
whose key was thrown away then opens in no older copy either. With them go the keys of the municipalities that they
are wrapped in, so that a copy of before a change of keys opens too. The master key is in neither.
"""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.engine import URL, make_url

from schuldhulp.claims.marks import Mark
from schuldhulp.commands import backup_files
from schuldhulp.commands.answers import BadInput, OneLineCommand, moment
from schuldhulp.commands.backup_copy import forget, master_keys, whole_or_nothing, without_room_told
from schuldhulp.commands.backup_key_file import KEYS, keep_keys, kept_keys
from schuldhulp.commands.backup_postgres import copy_postgres, restore_postgres
from schuldhulp.commands.backup_sqlite import copy_sqlite, restore_sqlite
from schuldhulp.commands.drills import note
from schuldhulp.sealed_file import seal_stream

APART = "Bewaar MASTER_KEY op een andere plek: zonder die sleutel is dit bestand niet te lezen."


def _database() -> URL:
    return make_url(current_app.config["SETTINGS"].database_url)


@click.command(cls=OneLineCommand)
@click.argument("doel", type=click.Path(path_type=Path))
@with_appcontext
def backup(doel: Path) -> None:
    """Schrijf een verzegelde kopie van de database naar DOEL, met de papieren ernaast, terwijl alles doorgaat."""
    url = _database()
    if doel.exists():
        raise BadInput(f"{doel} bestaat al; kies een nieuwe naam")
    if not doel.parent.is_dir():
        raise BadInput(f"de map {doel.parent} is er niet")
    plain = doel.with_name(doel.name + ".open")
    with without_room_told(doel), whole_or_nothing(doel) as partial:
        try:
            keys = (
                copy_sqlite(Path(str(url.database)), plain) if _is_sqlite(url) else copy_postgres(url, plain)
            )
            with plain.open("rb") as source, partial.open("wb") as target:
                seal_stream(master_keys()[0], source, target)
        finally:
            forget(plain)
        keep_keys(doel.with_name(KEYS), keys)
        size = partial.stat().st_size
    click.echo(
        f"{doel} geschreven ({size} bytes), met de sleutels van {len(keys.dossiers)} dossiers in {KEYS}. {APART}"
    )
    folder = doel.with_name(backup_files.FOLDER)
    # After the database: a row without its file would be a loss, a file without its row is none.
    copied = backup_files.copy_files(current_app.extensions["store"], folder)
    click.echo(f"{copied} nieuwe bestanden van papieren in {folder}.")
    note(Mark.COPY, moment())


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


@click.command(cls=OneLineCommand)
@click.argument("bron", type=click.Path(path_type=Path))
@with_appcontext
def restore(bron: Path) -> None:
    """Zet de kopie BRON terug, met de sleutels die ernaast staan, alleen op een plek waar nog niets staat."""
    url = _database()
    if not bron.is_file():
        raise BadInput(f"{bron} is er niet")
    keys = kept_keys(bron.with_name(KEYS))
    with without_room_told(Path(str(url.database)) if _is_sqlite(url) else bron):
        if _is_sqlite(url):
            without = restore_sqlite(bron, Path(str(url.database)), keys)
        else:
            without = restore_postgres(bron, url, keys)
    if without:
        click.echo(f"{without} dossiers hebben geen sleutel meer en blijven dicht.")
    folder = bron.with_name(backup_files.FOLDER)
    if folder.is_dir():
        put_back = backup_files.put_files_back(folder, current_app.extensions["store"])
        click.echo(f"{put_back} bestanden van papieren teruggezet.")
    else:
        click.echo(
            f"Er staat geen map {backup_files.FOLDER} naast de kopie: er zijn geen papieren teruggezet."
        )
    click.echo(
        "Teruggezet. Doe nu: flask --app wsgi db upgrade, dan: flask --app wsgi keten en flask --app wsgi papieren"
    )
