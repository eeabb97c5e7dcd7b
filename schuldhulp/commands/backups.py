"""`backup DOEL` and `restore BRON`: a sealed file with everything but keys.

The files of papers, which are sealed in the store already, stand in a folder beside it. So do
the keys of the dossiers, in one file of which only the newest and the one before are kept: a dossier
whose key was thrown away then opens in no older copy either. With them go the keys of the municipalities that they
are wrapped in, so that a copy of before a change of keys opens too. The master key is in neither.
"""

import io
import json
import os
import shutil
import sqlite3
import subprocess  # nosec B404
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import PlatformKey
from schuldhulp.commands import backup_files
from schuldhulp.commands.answers import BadInput, OneLineCommand, moment, try_keys
from schuldhulp.commands.backup_entrances import shut_entrances
from schuldhulp.commands.backup_keys import Keys, keys_in, put_keys_back
from schuldhulp.crypto import Sealed, attach_keyring
from schuldhulp.database import make_engine
from schuldhulp.sealed_file import NotWhole, OtherKey, open_stream, seal_stream
from schuldhulp.storage.room import is_no_room
from schuldhulp.tenancy import EVERYWHERE, look_in

KEYS = "sleutels"
APART = "Bewaar MASTER_KEY op een andere plek: zonder die sleutel is dit bestand niet te lezen."


def _database() -> URL:
    return make_url(current_app.config["SETTINGS"].database_url)


def _masters() -> tuple[bytes, ...]:
    found: tuple[bytes, ...] = current_app.config["MASTER_KEYS"]
    return found


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[Path]:
    """A file beside the target that becomes the target when all went well, and is gone otherwise."""
    partial = target.with_name(target.name + ".deel")
    partial.unlink(missing_ok=True)
    try:
        yield partial
        partial.chmod(0o600)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        for leftover in (partial, *(partial.with_name(partial.name + end) for end in ("-wal", "-shm"))):
            leftover.unlink(missing_ok=True)


@contextmanager
def _without_room_told(place: Path) -> Iterator[None]:
    """One line instead of a fault when the disk is full. Raises BadInput."""
    try:
        yield
    except Exception as error:
        if not is_no_room(error):
            raise
        raise BadInput(
            f"de schijf van {place} neemt niets meer aan: is er nog ruimte? Er staat niets half; wat er was, is er nog"
        ) from None


def sqlite_faults(file: Path) -> str:
    """What is wrong with a database file, or '' when it is whole and ours."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
            if answer != "ok":
                return f"beschadigd: {answer.splitlines()[0]}"
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                return "onvolledig: een rij wijst naar een rij die er niet is"
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return "geen database van dit programma"
    return ""


def _has_tables(file: Path) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _key_fits(url: str) -> bool:
    engine = make_engine(url)
    try:
        with Session(engine) as session:
            if session.scalar(select(PlatformKey.id).limit(1)) is not None:
                try_keys(attach_keyring(session, *_masters()), None)
    except Sealed:
        return False
    finally:
        engine.dispose()
    return True


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BadInput(f"voor PostgreSQL is {name} nodig; installeer het pakket postgresql-client")
    return found


def _run(words: list[str], url: URL) -> None:
    # Row-level security holds for the owner of the tables too, unless they say that they look everywhere.
    environ = dict(os.environ) | {"PGOPTIONS": "-c app.everywhere=on"}
    if url.password:
        environ["PGPASSWORD"] = str(url.password)
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)  # nosec B603
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["zonder uitleg gestopt"]
        raise BadInput(f"{Path(words[0]).name}: {lines[-1]}")


def _plain_url(url: URL) -> str:
    return url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


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
    with _without_room_told(doel), _whole_or_nothing(doel) as partial:
        try:
            keys = (
                _copy_sqlite(Path(str(url.database)), plain)
                if _is_sqlite(url)
                else _copy_postgres(url, plain)
            )
            with plain.open("rb") as source, partial.open("wb") as target:
                seal_stream(_masters()[0], source, target)
        finally:
            _forget(plain)
        _keep_keys(doel.with_name(KEYS), keys)
        size = partial.stat().st_size
    click.echo(
        f"{doel} geschreven ({size} bytes), met de sleutels van {len(keys.dossiers)} dossiers in {KEYS}. {APART}"
    )
    folder = doel.with_name(backup_files.FOLDER)
    # After the database: a row without its file would be a loss, a file without its row is none.
    copied = backup_files.copy_files(current_app.extensions["store"], folder)
    click.echo(f"{copied} nieuwe bestanden van papieren in {folder}.")


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _forget(*files: Path) -> None:
    for file in files:
        for end in ("", "-wal", "-shm", "-journal"):
            file.with_name(file.name + end).unlink(missing_ok=True)


def _copy_sqlite(source: Path, plain: Path) -> Keys:
    """A whole copy without the keys of dossiers, and those keys."""
    if not source.exists():
        raise BadInput(f"er is nog geen database ({source})")
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=15000")
        connection.execute("VACUUM INTO ?", (str(plain),))
    plain.chmod(0o600)
    fault = sqlite_faults(plain)
    if fault:
        raise BadInput(f"de kopie is {fault}")
    engine = make_engine(f"sqlite:///{plain}")
    with Session(engine) as session:
        keys = keys_in(session)
    engine.dispose()
    with closing(sqlite3.connect(plain, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=delete")
        connection.execute("DELETE FROM dossier_key")
        connection.execute("VACUUM")
    return keys


def _copy_postgres(url: URL, plain: Path) -> Keys:
    """A whole dump without the keys of dossiers, and those keys."""
    plain.touch(0o600)
    _run([_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", "--enable-row-security",
          "--exclude-table-data=dossier_key", f"--file={plain}", f"--dbname={_plain_url(url)}"], url)  # fmt: skip
    engine = make_engine(url.render_as_string(hide_password=False))
    with Session(engine) as session:
        look_in(session, EVERYWHERE)
        keys = keys_in(
            session
        )  # after the dump: a dossier without a key would be lost, a key without one is not
    engine.dispose()
    return keys


def _keep_keys(place: Path, keys: Keys) -> None:
    """Put the keys in their file; the one of before stays until the next time, in case something went wrong."""
    with _whole_or_nothing(place) as partial:
        with partial.open("wb") as target:
            seal_stream(_masters()[0], io.BytesIO(json.dumps(keys._asdict()).encode()), target)
            target.flush()
            os.fsync(target.fileno())  # whole on the disk before the one of before gives up its name
        if place.exists():
            place.replace(place.with_name(KEYS + ".vorige"))


def _kept_keys(place: Path) -> Keys:
    if not place.is_file():
        raise BadInput(f"{place} is er niet: zet het bestand met de sleutels naast de kopie")
    with place.open("rb") as source, _told(place):
        kept = json.loads(b"".join(open_stream(_masters(), source)))
    if isinstance(kept, list):  # of before municipalities' keys stood in it
        return Keys([tuple(key) for key in kept], [])
    return Keys(**{name: [tuple(key) for key in found] for name, found in kept.items()})


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except NotWhole:
        raise BadInput(
            f"{file} is niet heel, of geen kopie van dit programma; er is niets teruggezet"
        ) from None
    except OtherKey:
        raise BadInput("MASTER_KEY past niet bij deze backup; er is niets teruggezet") from None


@click.command(cls=OneLineCommand)
@click.argument("bron", type=click.Path(path_type=Path))
@with_appcontext
def restore(bron: Path) -> None:
    """Zet de kopie BRON terug, met de sleutels die ernaast staan, alleen op een plek waar nog niets staat."""
    url = _database()
    if not bron.is_file():
        raise BadInput(f"{bron} is er niet")
    keys = _kept_keys(bron.with_name(KEYS))
    with _without_room_told(Path(str(url.database)) if _is_sqlite(url) else bron):
        if _is_sqlite(url):
            without = _restore_sqlite(bron, Path(str(url.database)), keys)
        else:
            without = _restore_postgres(bron, url, keys)
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


def _say_shut(shut: tuple[int, int]) -> None:
    click.echo(
        f"{shut[0]} sessies beëindigd, {shut[1]} links uit mails ongeldig gemaakt: iedereen logt opnieuw in."
    )
    click.echo(
        "Wat na de kopie is gestopt (helper, partner, medewerker, wachtwoord), geldt weer. Kijk dat na."
    )


def _opened_to(plain: Path, source: Path) -> None:
    """The whole plain copy, proven to the last piece, before anything is done with it."""
    with source.open("rb") as sealed, plain.open("wb") as target, _told(source):
        plain.chmod(0o600)
        for piece in open_stream(_masters(), sealed):
            target.write(piece)


def _restore_sqlite(source: Path, target: Path, keys: Keys) -> int:
    if _has_tables(target):
        raise BadInput(f"er staat al een database ({target}); er is niets veranderd")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _whole_or_nothing(target) as partial:
        _opened_to(partial, source)
        fault = sqlite_faults(partial)
        if fault:
            raise BadInput(f"{source} is {fault}")
        without = put_keys_back(f"sqlite:///{partial}", keys)
        _say_shut(shut_entrances(f"sqlite:///{partial}", moment()))
        if not _key_fits(f"sqlite:///{partial}"):
            raise BadInput("MASTER_KEY past niet bij deze backup; er is niets teruggezet")
        for end in ("-wal", "-shm"):
            target.with_name(target.name + end).unlink(missing_ok=True)
    return without


def _restore_postgres(source: Path, url: URL, keys: Keys) -> int:
    tool, here = _tool("pg_restore"), url.render_as_string(hide_password=False)
    engine = make_engine(here)
    try:
        if inspect(engine).get_table_names():
            raise BadInput("in deze database staan al tabellen; er is niets veranderd")
    finally:
        engine.dispose()
    plain = source.with_name(source.name + ".open")
    try:
        _opened_to(plain, source)
        _run([tool, "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
              f"--dbname={_plain_url(url)}", str(plain)], url)  # fmt: skip
    finally:
        _forget(plain)
    without = put_keys_back(here, keys)
    _say_shut(shut_entrances(here, moment()))
    if not _key_fits(here):
        raise BadInput(
            "teruggezet, maar MASTER_KEY past niet bij deze backup; zet de sleutel die erbij hoort"
        )
    return without
