"""A small world for tests: two municipalities with staff, clients and dossiers, each with its own canary words.

`world.open()` gives a session with a keyring; `client_as(person)` is the only web client of the tests.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.passwords import hash_password
from schuldhulp.accounts.queries import hats_of
from schuldhulp.accounts.rows import add_person
from schuldhulp.accounts.second_factor import totp
from schuldhulp.accounts.second_factor.queries import seed_of
from schuldhulp.accounts.second_factor.rows import add_seed
from schuldhulp.accounts.second_factor.step import ALWAYS_ASKED, SecondStep
from schuldhulp.config import Config
from schuldhulp.crypto import attach_keyring, keyring
from schuldhulp.database import make_engine
from schuldhulp.dossier.actions import Registration, ThreatTold, register
from schuldhulp.dossier.queries import DossierView, find_dossier
from schuldhulp.municipalities.queries import MunicipalityView, get_municipality
from schuldhulp.municipalities.tables import CatchmentArea, Membership, Municipality, Team
from schuldhulp.replies.actions import answer_online
from schuldhulp.storage.attached import attach_store
from schuldhulp.storage.store import FolderStore
from schuldhulp.tenancy import EVERYWHERE, look_in
from schuldhulp.unit_of_work import open_write
from tests import apps
from tests.databases import look_everywhere

MASTER = bytes(range(11, 43))
SECRET = "tests only: 0123456789 abcdefghij"
PASSWORD = "Een-goed-wachtwoord-1"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of the app of everybody on the staff
FRIDAY = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)  # 16:40 in Amsterdam


@lru_cache(maxsize=1)
def password_hash() -> str:
    """The hash of PASSWORD, made once a run."""
    return hash_password(PASSWORD)


def config(url: str, data: Path, **changes: object) -> Config:
    """The settings of a test's installation."""
    environ = {
        "SECRET_KEY": SECRET,
        "MASTER_KEY": base64.b64encode(MASTER).decode(),
        "DATABASE_URL": url,
        "DATA": str(data),
        "BASE_URL": "http://localhost",
        "MAIL_URL": f"map:{data / 'post'}",
    }
    return Config.from_environment(environ | {k: str(v) for k, v in changes.items()})


@dataclass
class Built:
    """Who and what is in the world: actors by first name, municipalities by slug, kenmerken by client."""

    people: dict[str, Actor] = field(default_factory=dict)
    municipalities: dict[str, UUID] = field(default_factory=dict)
    kenmerken: dict[str, str] = field(default_factory=dict)


@dataclass
class World:
    """The test's installation. `world.people["anna"]` is an Actor; `now` is Friday 20 November 2026, 16:40.

    `config_url` is the way to the same database for the web, where that is another than that of the tests.
    """

    url: str
    data: Path
    built: Built = field(default_factory=Built)
    now: datetime = FRIDAY
    config_url: str = ""
    _app: Flask | None = None

    def __post_init__(self) -> None:
        self.engine = look_everywhere(make_engine(self.url))
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self.store = FolderStore(self.data / "papieren")
        self.people, self.municipalities = self.built.people, self.built.municipalities
        self.kenmerken = self.built.kenmerken

    @contextmanager
    def open(self) -> Iterator[Session]:
        """A session with its keyring, as a request or a job has it."""
        session = self._sessions()
        attach_keyring(session, MASTER)
        attach_store(session, self.store)
        look_in(session, EVERYWHERE)
        try:
            yield session
        finally:
            session.close()

    @property
    def app(self) -> Flask:
        """The web application over this database."""
        if self._app is None:
            self._app = apps.take(config(self.config_url or self.url, self.data))
        return self._app

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
        if self._app is not None:
            apps.give_back(self._app)
            self._app = None

    def municipality(self, session: Session, name: str = "voorbeeldstad") -> MunicipalityView:
        """One of the two municipalities."""
        return get_municipality(session, self.municipalities[name])

    def dossier(self, session: Session, whose: str = "anna", actor: str | None = None) -> DossierView:
        """The dossier of a client as an actor (default: the client) sees it; the read is closed."""
        who = self.people[actor or whose]
        found = find_dossier(session, who, self.now, self.kenmerken[whose] if who.is_staff else None)
        assert found is not None
        session.close()
        return found

    def welcome(self, whose: str = "anna", by: str = "noor") -> None:
        """Answer 'past online bij u?' with yes and a message; until then every turn stays ours."""
        with self.open() as session:
            answer_online(session, self.people[by], self.now, self.dossier(session, whose, by), True, "Dag")

    def session_for(self, who: str, moment: datetime | None = None) -> str:
        """The cookie of somebody who came in whole, under their hat, at a moment (default: the world's)."""
        actor, at = self.people[who], moment or self.now
        assert actor.person_id is not None
        with self.open() as session:
            hats = [
                hat
                for hat in hats_of(session, actor.person_id, at)
                if (hat.role, hat.municipality_id, hat.dossier_id)
                == (actor.role, actor.municipality_id, actor.dossier_id)
            ]
            session.close()
            step = SecondStep.DONE if actor.role in ALWAYS_ASKED else SecondStep.NOT_ASKED
            return start_session(session, at, actor.person_id, hats[:1], "tests", step)

    def code(self, person_id: UUID | None, moment: datetime | None = None) -> str:
        """What the app of a member of staff shows: a code that was not used yet."""
        assert person_id is not None
        with self.open() as session:
            seed = seed_of(session, person_id, confirmed=True)
        assert seed is not None
        return totp.next_code(seed[1], seed[2], moment or self.now)

    # -- building -----------------------------------------------------------------------------------------------

    def build(self) -> "World":
        """Two municipalities; in each a team, staff of every role, and clients."""
        with self.open() as session:
            open_write(session, None)
            keyring(session).create_platform_keys()
            session.flush()
            for slug, name, postcode in (
                ("voorbeeldstad", "Voorbeeldstad", 1000),
                ("lindewaard", "Lindewaard", 2000),
            ):
                self._municipality(session, slug, name, postcode)
            root = add_person(
                session,
                self.now,
                name="Petra",
                email="petra@platform.example",
                password_hash=password_hash(),
                verified=True,
                platform_admin=True,
            )
            _with_app(session, self.now, root.id)
            self.people["petra"] = Actor(person_id=root.id, role=Role.PLATFORM_ADMIN)
            session.commit()
            self.add_client(session, "anna", "voorbeeldstad")
            self.add_client(session, "berend", "voorbeeldstad")
            self.add_client(session, "chris", "lindewaard")
        return self

    def _municipality(self, session: Session, slug: str, name: str, postcode: int) -> None:
        row = Municipality(
            slug=slug,
            name=name,
            texts={"phone": "010 000 00 00", "costs": "Hulp kost u niets."},
            theme={"main": "#0f5c63", "main_dark": "#7cc7ce", "accent": "#f2c464"},
        )
        session.add(row)
        session.flush()
        self.municipalities[slug] = row.id
        session.add(
            CatchmentArea(municipality_id=row.id, first_postcode=postcode, last_postcode=postcode + 99)
        )
        keyring(session).create_municipality_keys(row.id)
        team = Team(municipality_id=row.id, name="Team Noord")
        session.add(team)
        session.flush()
        first = "" if slug == "voorbeeldstad" else "_l"
        for who, role in (
            ("noor", Role.COUNSELLOR),
            ("bas", Role.COUNSELLOR),
            ("tess", Role.TEAM_LEAD),
            ("gert", Role.REPORT_READER),
            ("ada", Role.MUNICIPALITY_ADMIN),
        ):
            self._staff(session, row.id, team.id, who + first, role)

    def _staff(self, session: Session, municipality_id: UUID, team_id: UUID, who: str, role: Role) -> None:
        name = who.removesuffix("_l").capitalize()
        person = add_person(
            session,
            self.now,
            name=name,
            email=f"{who}@staf.example",
            password_hash=password_hash(),
            verified=True,
        )
        session.flush()
        member = Membership(
            municipality_id=municipality_id,
            person_id=person.id,
            role=role.value,
            team_id=team_id,
            working_days=["ma", "di", "do"],
            started_on=date(2026, 1, 1),
            taken_up_on=date(2026, 1, 1),
        )
        member.id = person.id
        keyring(session).seal(member, "name_sealed", name)
        session.add(member)
        _with_app(session, self.now, person.id)
        self.people[who] = Actor(
            person_id=person.id, role=role, municipality_id=municipality_id, membership_id=member.id
        )

    def add_client(self, session: Session, who: str, slug: str, threats: tuple[ThreatTold, ...] = ()) -> None:
        """Register a client; their canary is K-<who>."""
        told = Registration(
            called=f"{who.capitalize()} K-{who}",
            email=f"{who}@client.example",
            question_for_help=f"Ik kom er niet uit K-{who}",
            threats=threats,
        )
        municipality = self.municipality(session, slug)
        session.close()
        done = register(session, self.now, municipality, told, password_hash())
        self.people[who] = Actor(
            person_id=done.person_id,
            role=Role.CLIENT,
            dossier_id=done.dossier_id,
            municipality_id=self.municipalities[slug],
        )
        self.kenmerken[who] = done.kenmerk


def _with_app(session: Session, now: datetime, person_id: UUID) -> None:
    """Give somebody an app for codes, confirmed."""
    session.flush()
    add_seed(session, now, person_id, SEED).confirmed_at = now


def build_world(url: str) -> Built:
    """Build the world in a migrated, empty database, and let go of it."""
    world = World(url, Path("/nonexistent")).build()
    world.close()
    return world.built


def make_world(url: str, data: Path) -> World:
    """Build the world in a migrated, empty database and keep it open."""
    return World(url, data).build()
