"""What can be done with a codename: beginning with one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.codename.queries import KIND
from schuldhulp.accounts.tables import Credential, Person
from schuldhulp.base import new_unlinkable_id
from schuldhulp.calendar import start_of_day
from schuldhulp.crypto import keyring
from schuldhulp.dossier.rows import add_dossier_without_name, add_participation
from schuldhulp.municipalities.queries import MunicipalityView, teams
from schuldhulp.teamwork.queries import read_rule
from schuldhulp.teamwork.routing import route
from schuldhulp.unit_of_work import FormToken, act, open_write


@dataclass(frozen=True)
class Begun:
    """The new account and dossier."""

    person_id: UUID
    dossier_id: UUID
    kenmerk: str


def make_pepper(session: Session) -> None:
    """Make the installation's pepper, for one that has none yet."""
    open_write(session, None)
    ring = keyring(session)
    if ring.pepper() is None:
        ring.create_pepper()
    session.commit()


def begin(
    session: Session, now: datetime, municipality: MunicipalityView, handle: str, secret_hash: str, *,
    form: FormToken | None = None,
) -> Begun:  # fmt: skip
    """Make an account and a dossier of whom nothing is known: no name, no address, not even the hour.

    The whole act carries the beginning of the day as its moment, and random ids that tell no moment either. No clock of
    the law starts: that needs a person (Wgs 4), and begins when the client goes on under a name. `secret_hash` is
    made before, outside the transaction.
    """
    day = start_of_day(now)
    person_id, dossier_id = new_unlinkable_id(), new_unlinkable_id()
    client = Actor(
        person_id=person_id, role=Role.CLIENT, municipality_id=municipality.id, dossier_id=dossier_id
    )
    newcomer = Actor(person_id=None, role=Role.CLIENT, municipality_id=municipality.id, dossier_id=dossier_id)
    with act(session, newcomer, day, form=form) as doing:
        session.add(Person(id=person_id, handle=handle, created_at=day))
        session.add(
            Credential(
                id=new_unlinkable_id(),
                person_id=person_id,
                kind=KIND,
                secret_hash=secret_hash,
                created_at=day,
            )
        )
        session.flush()
        doing.actor = client
        known = [team_id for team_id, _ in teams(session, municipality.id)]
        team = route(read_rule(session, municipality.id), known, postcode="", language="nl").team_id
        row = add_dossier_without_name(doing, dossier_id=dossier_id, handle=handle, team_id=team)
        session.flush()
        add_participation(doing, dossier_id, person_id, Role.CLIENT.value, row_id=new_unlinkable_id())
    return Begun(person_id, dossier_id, row.kenmerk)
