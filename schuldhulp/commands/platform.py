"""`beheerder EMAIL`: the first administrator of the platform, and the installation's own keys."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from schuldhulp.accounts.addresses.rows import shut_out_unproven
from schuldhulp.accounts.links.rows import add_single_use_token
from schuldhulp.accounts.rows import add_person
from schuldhulp.accounts.second_factor.rows import forget_factors
from schuldhulp.accounts.sessions.rows import end_sessions
from schuldhulp.accounts.tables import Person, PlatformKey
from schuldhulp.commands.answers import BadInput, OneLineCommand, moment, opened
from schuldhulp.crypto import Sealed, keyring
from schuldhulp.identifiers import NotAnEmail, read_email
from schuldhulp.unit_of_work import open_write

INVITATION = "/uitnodiging/"


@click.command(cls=OneLineCommand)
@click.argument("email")
@click.option("--naam", default="Beheerder", help="Hoe deze persoon op het scherm heet.")
@click.option(
    "--tweede-stap-weg", is_flag=True, help="Haal ook de tweede stap weg: telefoon en codes zijn kwijt."
)
@with_appcontext
def beheerder(email: str, naam: str, tweede_stap_weg: bool) -> None:
    """Maak een beheerder van het platform en geef een link waarmee die een wachtwoord kiest."""
    try:
        address = read_email(email)
    except NotAnEmail as error:
        raise BadInput(str(error)) from None
    try:
        with opened() as session:
            token = _made(session, address, naam.strip() or "Beheerder", without_step=tweede_stap_weg)
    except (OperationalError, ProgrammingError):
        raise BadInput("de database is nog niet klaar; doe eerst: flask --app wsgi db upgrade") from None
    except Sealed:
        raise BadInput("MASTER_KEY past niet bij deze database") from None
    click.echo(f"{address} is beheerder van het platform. Kies een wachtwoord via deze link:")
    click.echo(current_app.config["SETTINGS"].base_url + INVITATION + token)
    click.echo("De link werkt één keer, zeven dagen lang.")


def _made(session: Session, address: str, name: str, *, without_step: bool) -> str:
    now = moment()
    open_write(session, None)
    ring = keyring(session)
    if session.scalar(select(PlatformKey.id).limit(1)) is None:
        ring.create_platform_keys()
        session.flush()
    person = session.scalars(select(Person).where(Person.email_token == ring.email_token(address))).first()
    if person is None:
        person = add_person(session, now, name=name, email=address, password_hash=None, platform_admin=True)
    shut_out_unproven(session, now, person)
    person.platform_admin = True
    session.flush()
    if without_step:
        forget_factors(session, person.id)
        end_sessions(session, now, person.id)
    token = add_single_use_token(session, now, person.id, "invite")
    session.commit()
    return token
