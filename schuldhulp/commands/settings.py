"""`configuratie`: what stands in the settings, what is behind them, and what still asks for attention."""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from schuldhulp.access import Role
from schuldhulp.accounts.tables import Person, PlatformKey
from schuldhulp.claims.marks import Mark, overdue
from schuldhulp.claims.queries import last_marks
from schuldhulp.commands.answers import NotInOrder, OneLineCommand, moment, opened, try_keys
from schuldhulp.config import LOOPBACK, Config
from schuldhulp.crypto import Sealed, keyring
from schuldhulp.municipalities.tables import CatchmentArea, Membership, Municipality
from schuldhulp.revisions import newest, version_of
from schuldhulp.tenancy import within


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `mark`: goed, let op (works, but look at it) or fout (mend it first)."""

    mark: str
    text: str


def setting_findings(config: Config) -> Iterator[Finding]:
    """What the settings themselves tell."""
    address = urlsplit(config.base_url)
    if address.scheme == "https":
        yield Finding("goed", f"adres {config.base_url}")
    elif address.hostname in LOOPBACK:
        yield Finding("let op", f"adres {config.base_url}: alleen op deze computer te gebruiken")
    else:
        yield Finding("fout", f"adres {config.base_url}: zonder https kan niemand inloggen")
    if config.demo:
        yield Finding("let op", "DEMO=1: alle gegevens horen verzonnen te zijn")
    if config.mail_url.startswith("map:"):
        yield Finding("let op", f"mail gaat naar de map {config.mail_url[4:]}, niet naar mensen")
    elif urlsplit(config.mail_url).scheme in ("smtp", "smtps") and urlsplit(config.mail_url).hostname:
        yield Finding("goed", f"mail gaat via {urlsplit(config.mail_url).hostname}")
    else:
        yield Finding("fout", "MAIL_URL is geen adres zoals smtp://naam:wachtwoord@host:587")
    if config.mail_from.endswith("@localhost") and not config.demo:
        yield Finding("let op", "MAIL_FROM is niet gezet: afzender bericht@localhost")
    yield from _folder_findings(config.data)


def _folder_findings(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        yield Finding("fout", f"de map DATA ({folder}) is er niet")
    elif stat.S_IMODE(folder.stat().st_mode) & 0o007:
        yield Finding("let op", f"de map {folder} is door iedereen op deze computer te lezen; zet hem op 700")
    else:
        yield Finding("goed", f"map {folder}")


def database_findings(session: Session) -> Iterator[Finding]:
    """Whether the database answers and has the tables of this version."""
    wanted, found = newest(), version_of(session.connection())
    kind = session.get_bind().dialect.name
    if found is None:
        yield Finding("fout", f"{kind}: nog geen tabellen; doe: flask --app wsgi db upgrade")
        return
    if found != wanted:
        yield Finding("fout", f"{kind}: versie {found}, nodig is {wanted}; doe: flask --app wsgi db upgrade")
        return
    yield Finding("goed", f"{kind}: versie {found}")
    yield from mark_findings(last_marks(session), current_app.config["SETTINGS"].marks_within, moment())
    yield from _key_findings(session)
    yield from _people_findings(session)


def mark_findings(
    marks: Mapping[Mark, datetime], within: Mapping[Mark, timedelta], now: datetime
) -> Iterator[Finding]:
    """How long ago the last copy was made and putting one back was practised, of what is looked at."""
    late = overdue(marks, within, now)
    for mark, words in ((Mark.COPY, "laatste kopie"), (Mark.DRILL, "terugzetten geoefend")):
        if mark in within:
            ago = f"{marks[mark]:%d-%m-%Y}" if mark in marks else "nog nooit"
            wished = f", gewenst is elke {within[mark].days} dagen" if mark in late else ""
            yield Finding("let op" if mark in late else "goed", f"{words}: {ago}{wished}")


def _key_findings(session: Session) -> Iterator[Finding]:
    if session.scalar(select(PlatformKey.id).limit(1)) is None:
        yield Finding("fout", "nog geen sleutels; doe: flask --app wsgi beheerder EMAIL")
        return
    shut = []
    for municipality_id, slug in [(None, "het platform"), *_municipalities(session)]:
        try:
            with within(session, municipality_id):
                try_keys(keyring(session), municipality_id)
        except Sealed:
            shut.append(slug)
    if shut:
        yield Finding("fout", f"MASTER_KEY opent de sleutels niet van: {', '.join(shut)}")
    else:
        yield Finding("goed", "MASTER_KEY opent alle sleutels")


def _municipalities(session: Session) -> list[tuple[UUID | None, str]]:
    return [(row[0], row[1]) for row in session.execute(select(Municipality.id, Municipality.slug))]


def _people_findings(session: Session) -> Iterator[Finding]:
    administrators = session.scalar(
        select(func.count()).select_from(Person).where(Person.platform_admin.is_(True))
    )
    if not administrators:
        yield Finding("fout", "nog geen beheerder van het platform; doe: flask --app wsgi beheerder EMAIL")
    else:
        yield Finding("goed", f"beheerders van het platform: {administrators}")
    query = select(Municipality).where(Municipality.takes_part.is_(True)).order_by(Municipality.slug)
    for municipality in session.scalars(query).all():
        with within(session, municipality.id):
            missing = list(_missing(session, municipality))
        if missing:
            yield Finding("let op", f"{municipality.slug}: {', '.join(missing)}")
        else:
            yield Finding("goed", f"{municipality.slug}: klaar voor aanmeldingen")


def _missing(session: Session, municipality: Municipality) -> Iterator[str]:
    roles = set(
        session.scalars(
            select(Membership.role).where(
                Membership.municipality_id == municipality.id, Membership.ended_on.is_(None)
            )
        )
    )
    for role, words in ((Role.COUNSELLOR, "schuldhulpverlener"), (Role.TEAM_LEAD, "teamleider")):
        if role.value not in roles:
            yield f"nog geen {words}"
    area = select(CatchmentArea.id).where(CatchmentArea.municipality_id == municipality.id).limit(1)
    if session.scalar(area) is None:
        yield "nog geen werkgebied"
    if not municipality.texts.get("phone"):
        yield "nog geen telefoonnummer"


@click.command(cls=OneLineCommand)
@with_appcontext
def configuratie() -> None:
    """Kijk de instellingen na en wat erachter zit. Uitkomst 1 als er iets fout is."""
    config: Config = current_app.config["SETTINGS"]
    found = list(setting_findings(config))
    try:
        with opened() as session:
            found += database_findings(session)
    except SQLAlchemyError as error:
        found.append(Finding("fout", f"de database antwoordt niet ({type(error).__name__})"))
    for finding in found:
        click.echo(f"{finding.mark:7} {finding.text}")
    faults = sum(finding.mark == "fout" for finding in found)
    if faults:
        raise NotInOrder(
            "1 instelling is niet goed" if faults == 1 else f"{faults} instellingen zijn niet goed"
        )
