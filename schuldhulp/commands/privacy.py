"""`verwerkingsregister` and `dpia`: the documents made of the register of columns, as Markdown on standard output."""

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from schuldhulp.calendar import local_date
from schuldhulp.commands.answers import BadInput, OneLineCommand, moment, opened
from schuldhulp.municipalities.queries import find_municipality
from schuldhulp.privacy.document import as_markdown
from schuldhulp.privacy.dpia import dpia as make_dpia
from schuldhulp.privacy.processing import processing_register
from schuldhulp.privacy.register import the_register
from schuldhulp.retention.queries import own_terms
from schuldhulp.retention.terms import DEFAULTS, Rule, Term


def _place(slug: str) -> tuple[str, dict[Rule, Term]]:
    """The name and the terms of a municipality; without one nobody's name and the terms of the program."""
    if not slug:
        return "", dict(DEFAULTS)
    with opened() as session:
        return _of(session, slug)


def _of(session: Session, slug: str) -> tuple[str, dict[Rule, Term]]:
    place = find_municipality(session, slug)
    if place is None:
        raise BadInput(f"er is geen gemeente met het webadres {slug}")
    return place.name, own_terms(session, place.id)


@click.command(cls=OneLineCommand)
@click.option("--gemeente", "slug", default="", help="Het webadres van de gemeente, zoals voorbeeldstad.")
@with_appcontext
def verwerkingsregister(slug: str) -> None:
    """Schrijf het register van verwerkingen (artikel 30 AVG) op standaarduitvoer."""
    name, terms = _place(slug)
    click.echo(as_markdown(processing_register(the_register(), name, terms, local_date(moment()))), nl=False)


@click.command(cls=OneLineCommand)
@click.option("--gemeente", "slug", default="", help="Het webadres van de gemeente, zoals voorbeeldstad.")
@with_appcontext
def dpia(slug: str) -> None:
    """Schrijf de gegevensbeschermingseffectbeoordeling (artikel 35 AVG) op standaarduitvoer."""
    name, terms = _place(slug)
    click.echo(as_markdown(make_dpia(the_register(), name, terms, local_date(moment()))), nl=False)
