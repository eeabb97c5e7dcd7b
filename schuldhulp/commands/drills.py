"""`oefening`: write down that putting a copy back was practised. `backup` writes down that a copy was made."""

from datetime import UTC, datetime, timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from schuldhulp.claims.actions import note_mark
from schuldhulp.claims.marks import Mark
from schuldhulp.commands.answers import BadInput, OneLineCommand, moment, opened

NOON = timedelta(hours=12)


def note(mark: Mark, at: datetime) -> bool:
    """Write down that something was done; says so when the database takes nothing, and whether it did."""
    try:
        with opened() as session:
            note_mark(session, at, mark)
    except SQLAlchemyError as error:
        click.echo(
            f"Dat dit gedaan is, kon niet in de database worden gezet ({type(error).__name__}).", err=True
        )
        return False
    return True


@click.command(cls=OneLineCommand)
@click.option(
    "--op",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="De dag van de oefening; zonder dag vandaag.",
)
@with_appcontext
def oefening(day: datetime | None) -> None:
    """Zet in de database dat het terugzetten van een kopie is geoefend; /klaar en configuratie kijken ernaar."""
    now = moment()
    at = now if day is None else day.replace(tzinfo=UTC) + NOON
    if at > now + NOON:
        raise BadInput("die dag moet nog komen")
    if not note(Mark.DRILL, min(at, now)):
        raise BadInput("er is niets opgeschreven")
    click.echo(f"Geoefend op {min(at, now):%d-%m-%Y}.")
