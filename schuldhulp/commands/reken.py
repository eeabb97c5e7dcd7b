"""`reken SOORT`: one calculation, JSON in and JSON out, for other programs and for checking by hand."""

import json
import sys
from decimal import Decimal

import click

from schuldhulp.commands.answers import BadInput, OneLineCommand
from schuldhulp.reken.fields import NotCalculable
from schuldhulp.reken.soorten import calculate


@click.command(cls=OneLineCommand)
@click.argument("soort")
def reken(soort: str) -> None:
    """Reken één ding uit: JSON op standaardinvoer, JSON op standaarduitvoer."""
    try:
        given = json.loads(sys.stdin.buffer.read().decode(), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise BadInput("op standaardinvoer staat geen geldige JSON") from None
    try:
        found = calculate(soort, given)
    except NotCalculable as error:
        raise BadInput(str(error)) from None
    click.echo(json.dumps(found.as_json(), ensure_ascii=False))
