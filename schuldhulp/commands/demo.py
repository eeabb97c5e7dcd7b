"""`demo`: fictional dossiers, only with DEMO=1 and only into a database that is empty or holds the demo."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from schuldhulp.accounts.passwords import hash_password
from schuldhulp.commands.answers import BadInput, OneLineCommand, moment, opened
from schuldhulp.config import Config
from schuldhulp.demo.loading import Wanted, load
from schuldhulp.demo.loading_mark import MARK, WHOLE, Found, set_mark, what_is_here, wipe

PASSWORD = "Demo-schuldhulp-2026"  # nosec B105: the demo's, printed at every start
NOT_EMPTY = (
    "in deze database staan andere gegevens dan de demo. Daar komt de demo niet bij. Kies een andere met DATA= "
    "of DATABASE_URL="
)


_FIRST_WEIGHS = 4


@click.command(cls=OneLineCommand)
@click.option("--gemeenten", type=click.IntRange(1, 400), default=3, help="Hoeveel gemeenten (3).")
@click.option(
    "--dossiers", type=click.IntRange(0, 2_000_000), default=360, help="Hoeveel dossiers in totaal (360)."
)
@click.option("--seed", type=int, default=2026, help="Zelfde getal, zelfde gegevens.")
@click.option("--als-leeg", is_flag=True, help="Doe niets als de demo er al staat.")
@with_appcontext
def demo(gemeenten: int, dossiers: int, seed: int, als_leeg: bool) -> None:
    """Zet verzonnen gegevens in een lege database, of vervang die van de vorige keer."""
    config: Config = current_app.config["SETTINGS"]
    if not config.demo:
        raise BadInput("demogegevens komen er alleen in met DEMO=1, op deze computer zelf")
    try:
        with opened() as session:
            found = what_is_here(session)
            if found is Found.REAL:
                raise BadInput(NOT_EMPTY)
            if als_leeg and found is Found.DEMO:
                return
            # The first municipality is the one whose accounts are shown: its inbox and its quarters have to be full.
            wanted = Wanted(
                municipalities=gemeenten,
                dossiers=dossiers,
                seed=seed,
                now=moment(),
                first_weighs=_FIRST_WEIGHS,
            )
            _fill(session, found, wanted)
    except (OperationalError, ProgrammingError):
        raise BadInput("de database is nog niet klaar; doe eerst: flask --app wsgi db upgrade") from None
    click.echo(f"Demogegevens geladen: {wanted.dossiers} dossiers in {wanted.municipalities} gemeenten.")


def _fill(session: Session, found: Found, wanted: Wanted) -> None:
    if found is not Found.EMPTY:
        wipe(session)
        _forget_mail(current_app.config["SETTINGS"])
    set_mark(session, wanted.now, MARK)
    load(session, wanted, hash_password(PASSWORD), _say if wanted.dossiers > 1000 else None)
    set_mark(session, wanted.now, WHOLE)


def _say(loaded: int) -> None:
    if loaded % 1000 == 0:
        click.echo(f"{loaded} dossiers", err=True)


def _forget_mail(config: Config) -> None:
    """Delete the demo's sent mail: its links lead to what is gone."""
    folder = Path(config.mail_url.removeprefix("map:"))
    if config.mail_url.startswith("map:") and folder.is_relative_to(config.data):
        for mail in folder.glob("*.eml"):
            mail.unlink(missing_ok=True)
