"""`sessies`: count who is signed in, and end sessions for everybody, for one municipality or for one account."""

from uuid import UUID

import click
from flask.cli import with_appcontext
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from schuldhulp.accounts.sessions.actions import end_all
from schuldhulp.accounts.sessions.queries import live_by_municipality
from schuldhulp.accounts.tables import Person
from schuldhulp.commands.answers import BadInput, OneLineCommand, moment, opened, owner_only
from schuldhulp.crypto import Sealed, keyring
from schuldhulp.municipalities.tables import Municipality


@click.group()
def sessies() -> None:
    """Sessies tellen en beëindigen."""


@sessies.command(cls=OneLineCommand)
@with_appcontext
def toon() -> None:
    """Tel wie er nu is ingelogd, per gemeente; zonder namen."""
    with opened() as session:
        owner_only(session)
        found = live_by_municipality(session, moment())
    for slug, count in found:
        click.echo(f"{slug}: {count}")
    if not found:
        click.echo("er is nu niemand ingelogd")


@sessies.command(cls=OneLineCommand)
@click.option("--allemaal", is_flag=True, help="Van iedereen, in elke gemeente.")
@click.option("--gemeente", default="", help="Van één gemeente: de naam in het adres.")
@click.option("--account", default="", help="Van één account: het e-mailadres of de codenaam.")
@click.option(
    "--ook-links",
    is_flag=True,
    help="Ook gemailde links (nieuw wachtwoord, uitnodiging) werken dan niet meer.",
)
@with_appcontext
def beeindig(allemaal: bool, gemeente: str, account: str, ook_links: bool) -> None:
    """Beëindig sessies. Wie was ingelogd, logt opnieuw in; wat nog niet was opgeslagen, typt iemand opnieuw."""
    if sum((allemaal, bool(gemeente), bool(account))) != 1:
        raise BadInput("noem er één: --allemaal, --gemeente NAAM of --account ADRES")
    with opened() as session:
        owner_only(session)
        municipality_id = _municipality(session, gemeente) if gemeente else None
        person_id = _person(session, account) if account else None
        session.close()
        ended, links = end_all(
            session, moment(), municipality_id=municipality_id, person_id=person_id, links_too=ook_links
        )
    click.echo(f"{ended} sessies beëindigd." + (f" {links} links werken niet meer." if ook_links else ""))


def _municipality(session: Session, slug: str) -> UUID:
    found = session.scalar(select(Municipality.id).where(Municipality.slug == slug))
    if found is None:
        raise BadInput(f"er is geen gemeente {slug}")
    return found


def _person(session: Session, account: str) -> UUID:
    try:
        named = keyring(session).email_token(account)
    except Sealed:
        raise BadInput(
            "MASTER_KEY past niet bij deze database; --allemaal en --gemeente werken wel"
        ) from None
    query = select(Person.id).where(
        or_(Person.email_token == named, Person.handle == account.strip().upper())
    )
    found = session.scalar(query)
    if found is None:
        raise BadInput("er is geen account met dit adres of deze codenaam")
    return found
