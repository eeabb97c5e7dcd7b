"""`sleutels`: change the master key or a municipality's key while everybody goes on, and see which are in use."""

import time
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import PlatformKey
from schuldhulp.commands.answers import BadInput, OneLineCommand, opened, owner_only
from schuldhulp.crypto import Sealed
from schuldhulp.keys import actions
from schuldhulp.municipalities.tables import Municipality, MunicipalityKey
from schuldhulp.sealed_file import master_key_id
from schuldhulp.tenancy import within

AN_ANSWER_TAKES = 60.0
"""Seconds: who began an answer under the old key has ended it by then."""

TRIES = 30
"""A step asks for its turn so many times: who changes keys must not give up because people are writing."""
Done = TypeVar("Done")


@click.group()
def sleutels() -> None:
    """Sleutels bekijken en wisselen."""


@sleutels.command(cls=OneLineCommand)
@with_appcontext
def toon() -> None:
    """Laat zien onder welke hoofdsleutel elke sleutel ligt, en welke nog op weg naar buiten is."""
    with opened() as session:
        click.echo(f"MASTER_KEY is {master_key_id(current_app.config['MASTER_KEY'])}")
        for own in session.scalars(select(PlatformKey).order_by(PlatformKey.purpose)).all():
            click.echo(f"het platform, {own.purpose}: {own.id} onder {own.master_key_id}")
        for municipality in _municipalities(session):
            with within(session, municipality.id):
                query = select(MunicipalityKey).where(MunicipalityKey.municipality_id == municipality.id)
                for key in session.scalars(
                    query.order_by(MunicipalityKey.purpose, MunicipalityKey.retired)
                ).all():
                    going = ", gaat weg" if key.retired else ""
                    click.echo(
                        f"{municipality.slug}, {key.purpose}: {key.id} onder {key.master_key_id}{going}"
                    )


@sleutels.command(cls=OneLineCommand)
@click.option("--gemeente", default="", help="De naam in het adres; zonder gemeente wisselt de hoofdsleutel.")
@click.option(
    "--wacht", default=AN_ANSWER_TAKES, show_default=True,
    help="Seconden waarin een antwoord dat nu begint, klaar is.",
)  # fmt: skip
@with_appcontext
def wissel(gemeente: str, wacht: float) -> None:
    """Wissel de hoofdsleutel, of de sleutel van één gemeente. Afgebroken? Geef de opdracht opnieuw."""
    with opened() as session:
        owner_only(session)
        session.close()
        try:
            if gemeente:
                _change_one(session, gemeente, wacht)
            else:
                _change_master(session)
        except Sealed:
            raise BadInput(
                "MASTER_KEY en MASTER_KEY_BEFORE openen de sleutels niet; er is niets kwijt"
            ) from None


def _change_master(session: Session) -> None:
    master: bytes = current_app.config["MASTER_KEY"]
    done = _in_turn(session, lambda: actions.rewrap_platform(session, master))
    municipalities = _municipalities(session)
    session.close()
    for key in [municipality.id for municipality in municipalities]:
        done += _in_turn(session, lambda key=key: actions.rewrap_municipality(session, master, key))  # type: ignore[misc]
    click.echo(
        f"{done} sleutels liggen nu onder {master_key_id(master)}. Haal MASTER_KEY_BEFORE weg en start opnieuw."
    )


def _change_one(session: Session, slug: str, seconds: float) -> None:
    municipality_id = session.scalar(select(Municipality.id).where(Municipality.slug == slug))
    session.close()
    if municipality_id is None:
        raise BadInput(f"er is geen gemeente {slug}")
    old = _in_turn(session, lambda: actions.retire_key(session, municipality_id))
    click.echo(f"{slug}: een nieuwe sleutel; {old} gaat weg")
    moved = _empty(session, municipality_id, old)
    while True:
        time.sleep(seconds)  # an answer that began before may still write under the old key
        late = _empty(session, municipality_id, old)
        moved += late
        if not late and _in_turn(session, lambda: actions.end_key(session, municipality_id, old)):
            break
    click.echo(f"{slug}: {moved} rijen onder de nieuwe sleutel, 0 onder de oude; die is weg")


def _empty(session: Session, municipality_id: UUID, old: UUID) -> int:
    moved = 0
    for step in (actions.rewrap_dossiers, actions.reseal):
        while done := _in_turn(session, lambda step=step: step(session, municipality_id, old)):  # type: ignore[misc]
            moved += done
    return moved


def _in_turn(session: Session, step: Callable[[], Done]) -> Done:
    """Do one step, again when the database was busy: each is a transaction of its own. Raises BadInput."""
    for _ in range(TRIES):
        try:
            return step()
        except OperationalError:
            session.rollback()
            time.sleep(0.5)
    raise BadInput(
        "de database is te druk of geeft geen antwoord; er is niets kwijt. Geef de opdracht straks opnieuw"
    )


def _municipalities(session: Session) -> list[Municipality]:
    return list(session.scalars(select(Municipality).order_by(Municipality.slug)))
