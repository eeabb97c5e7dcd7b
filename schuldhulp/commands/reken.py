"""`reken SOORT`: one calculation, JSON in and JSON out, for other programs and for checking by hand."""

import json
import sys
from decimal import Decimal

import click
from flask.cli import with_appcontext

from schuldhulp.budget.norm_files import Load, load_normen
from schuldhulp.commands.answers import BadInput, OneLineCommand, opened
from schuldhulp.norms.queries import norm_loader
from schuldhulp.reken.fields import NotCalculable
from schuldhulp.reken.soorten import calculate


@click.command(cls=OneLineCommand)
@click.argument("soort")
@click.option(
    "--uitgaven",
    "published",
    is_flag=True,
    help="Reken ook met de normen die in de database zijn gepubliceerd.",
)
def reken(soort: str, published: bool) -> None:
    """Reken één ding uit: JSON op standaardinvoer, JSON op standaarduitvoer."""
    try:
        given = json.loads(sys.stdin.buffer.read().decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise BadInput("op standaardinvoer staat geen geldige JSON") from None
    try:
        found = calculate(soort, given, _published_too() if published else load_normen)
    except NotCalculable as error:
        raise BadInput(str(error)) from None
    click.echo(json.dumps(found.as_json(), ensure_ascii=False))


@with_appcontext
def _published_too() -> Load:
    """The figures of the files and of every published edition, as the pages use them."""
    with opened() as session:
        return norm_loader(session)
