"""`backup DOEL` and `restore BRON`: one file with everything but the master key, which is kept apart."""

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
from schuldhulp.commands.answers import BadInput, OneLineCommand, try_keys
from schuldhulp.crypto import Sealed, attach_keyring
from schuldhulp.database import make_engine

APART = "Bewaar MASTER_KEY op een andere plek: zonder die sleutel is dit bestand niet te lezen."


def _database() -> URL:
    return make_url(current_app.config["SETTINGS"].database_url)


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
                try_keys(attach_keyring(session, current_app.config["MASTER_KEY"]), None)
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
    """Schrijf een kopie van de hele database naar het bestand DOEL, ook terwijl het programma draait."""
    url = _database()
    if doel.exists():
        raise BadInput(f"{doel} bestaat al; kies een nieuwe naam")
    if not doel.parent.is_dir():
        raise BadInput(f"de map {doel.parent} is er niet")
    with _whole_or_nothing(doel) as partial:
        if url.get_backend_name() == "sqlite":
            _copy_sqlite(Path(str(url.database)), partial)
        else:
            _run([_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", "--enable-row-security",
                  f"--file={partial}", f"--dbname={_plain_url(url)}"], url)  # fmt: skip
        size = partial.stat().st_size
    click.echo(f"{doel} geschreven ({size} bytes). {APART}")


def _copy_sqlite(source: Path, partial: Path) -> None:
    if not source.exists():
        raise BadInput(f"er is nog geen database ({source})")
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=15000")
        connection.execute("VACUUM INTO ?", (str(partial),))
    fault = sqlite_faults(partial)
    if fault:
        raise BadInput(f"de kopie is {fault}")


@click.command(cls=OneLineCommand)
@click.argument("bron", type=click.Path(path_type=Path))
@with_appcontext
def restore(bron: Path) -> None:
    """Zet de kopie BRON terug, alleen op een plek waar nog niets staat."""
    url = _database()
    if not bron.is_file():
        raise BadInput(f"{bron} is er niet")
    if url.get_backend_name() == "sqlite":
        _restore_sqlite(bron, Path(str(url.database)))
    else:
        _restore_postgres(bron, url)
    click.echo("Teruggezet. Doe nu: flask --app wsgi db upgrade, daarna: flask --app wsgi keten")


def _restore_sqlite(source: Path, target: Path) -> None:
    fault = sqlite_faults(source)
    if fault:
        raise BadInput(f"{source} is {fault}")
    if _has_tables(target):
        raise BadInput(f"er staat al een database ({target}); er is niets veranderd")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _whole_or_nothing(target) as partial:
        shutil.copyfile(source, partial)
        if not _key_fits(f"sqlite:///{partial}"):
            raise BadInput("MASTER_KEY past niet bij deze backup; er is niets teruggezet")
        for end in ("-wal", "-shm"):
            target.with_name(target.name + end).unlink(missing_ok=True)


def _restore_postgres(source: Path, url: URL) -> None:
    tool = _tool("pg_restore")
    engine = make_engine(url.render_as_string(hide_password=False))
    try:
        if inspect(engine).get_table_names():
            raise BadInput("in deze database staan al tabellen; er is niets veranderd")
    finally:
        engine.dispose()
    _run([tool, "--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={_plain_url(url)}",
          str(source)], url)  # fmt: skip
    if not _key_fits(url.render_as_string(hide_password=False)):
        raise BadInput(
            "teruggezet, maar MASTER_KEY past niet bij deze backup; zet de sleutel die erbij hoort"
        )
