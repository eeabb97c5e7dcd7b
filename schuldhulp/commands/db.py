"""`db`: bring the tables to a version, say which one they have, write the next migration."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from alembic.util import CommandError
from flask import current_app
from flask.cli import AppGroup

from schuldhulp import migrating, revisions
from schuldhulp.commands.answers import BadInput, OneLineCommand
from schuldhulp.extensions import db as database

db = AppGroup("db", help="De tabellen van de database.")


@db.command("upgrade", cls=OneLineCommand)
@click.argument("revision", metavar="VERSIE", default="head")
def to_newer(revision: str) -> None:
    """Breng de tabellen naar de nieuwste versie, of naar VERSIE."""
    with _in_one_line():
        migrating.upgrade(_url(), revision)


@db.command("downgrade", cls=OneLineCommand)
@click.argument("revision", metavar="VERSIE", default="-1")
def to_older(revision: str) -> None:
    """Breng de tabellen een versie terug, of naar VERSIE. Wat alleen de nieuwere versie kende, gaat weg."""
    with _in_one_line():
        migrating.downgrade(_url(), revision)


@db.command("current", cls=OneLineCommand)
def which() -> None:
    """Zeg welke versie de tabellen hebben, en welke nodig is."""
    with database.engine.connect() as connection:
        found = revisions.version_of(connection)
    click.echo(f"{found or 'geen tabellen'}, nodig is {revisions.newest()}")


@db.command("revision", cls=OneLineCommand)
@click.argument("words", metavar="WAT")
def next_one(words: str) -> None:
    """Schrijf de volgende migratie: wat de tabellen in de code wel hebben en de database niet."""
    with _in_one_line():
        migrating.write_revision(_url(), words)


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise BadInput(str(error)) from None


def _url() -> str:
    return str(current_app.config["SQLALCHEMY_DATABASE_URI"])
