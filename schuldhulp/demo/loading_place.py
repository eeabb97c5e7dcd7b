"""A demo municipality on its way to the database: settings, keys, teams, staff."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Role
from schuldhulp.accounts.second_factor.tables import TotpSeed
from schuldhulp.accounts.tables import Credential, Person
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.demo import SECOND_STEP_SEED
from schuldhulp.demo.loading_ids import Ids
from schuldhulp.demo.municipalities import PLATFORM_ADMINISTRATOR, Municipality, Staff
from schuldhulp.municipalities.queries import DAYS, MunicipalityView, view_of
from schuldhulp.municipalities.tables import CatchmentArea, Membership, Team
from schuldhulp.municipalities.tables import Municipality as MunicipalityRow
from schuldhulp.teamwork.routing import PostcodeRange, Routing, Rule, route, store_routing

WORKS_SINCE = timedelta(days=900)
_DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
_ROLES = {"municipality_administrator": Role.MUNICIPALITY_ADMIN}
_FUNCTIONS = {
    Role.COUNSELLOR: "schuldhulpverlener",
    Role.TEAM_LEAD: "teamleider",
    Role.REPORT_READER: "beleidsmedewerker",
    Role.MUNICIPALITY_ADMIN: "applicatiebeheerder",
}
_HOURS = re.compile(r"(\d{1,2})\.(\d\d) tot (\d{1,2})\.(\d\d) uur")
ACCENT = "#f2c464"


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A staff member in one role."""

    person_id: UUID
    membership_id: UUID
    team_id: UUID | None
    role: Role


@dataclass(frozen=True, kw_only=True)
class Place:
    """A loaded municipality: `colleagues` are the counsellors by e-mail address."""

    id: UUID
    view: MunicipalityView
    lead: Colleague
    routing: Routing
    teams: tuple[UUID, ...]
    colleagues: dict[str, Colleague] = field(default_factory=dict)

    def team_for(self, postcode: str, language: str) -> UUID | None:
        """The team of a registration."""
        return route(self.routing, self.teams, postcode=postcode, language=language).team_id


@dataclass
class Accounts:
    """Makes people who can sign in, all with the hash of one password."""

    ring: Keyring
    password_hash: str
    people: list[dict[str, Any]] = field(default_factory=list)
    credentials: list[dict[str, Any]] = field(default_factory=list)
    seeds: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self, ids: Ids, moment: datetime, name: str, email: str, *,
        platform_admin: bool = False, second_step: bool = False,
    ) -> UUID:  # fmt: skip
        """Add a person whose address was confirmed; gives the id. `second_step`: with the demo's own seed."""
        person_id = ids.at(moment)
        self.people.append(
            {
                "id": person_id,
                "email_token": self.ring.email_token(email),
                "email_sealed": self.ring.seal_at(email, Person.__tablename__, "email_sealed", person_id),
                "name_sealed": self.ring.seal_at(name, Person.__tablename__, "name_sealed", person_id),
                "email_verified_at": moment,
                "platform_admin": platform_admin,
                "created_at": moment,
            }
        )
        self.credentials.append(
            {
                "id": ids.at(moment),
                "person_id": person_id,
                "kind": "password",
                "secret_hash": self.password_hash,
                "created_at": moment,
            }
        )
        if second_step:
            seed_id = ids.at(moment)
            self.seeds.append(
                {
                    "id": seed_id,
                    "person_id": person_id,
                    "seed_sealed": self.ring.seal_at(
                        SECOND_STEP_SEED, TotpSeed.__tablename__, "seed_sealed", seed_id
                    ),
                    "last_step": 0,
                    "confirmed_at": moment,
                    "created_at": moment,
                }
            )
        return person_id

    def rows(self) -> dict[Any, list[dict[str, Any]]]:
        """The rows so far, and forget them."""
        found: dict[Any, list[dict[str, Any]]] = {
            Person: self.people,
            Credential: self.credentials,
            TotpSeed: self.seeds,
        }
        self.people, self.credentials, self.seeds = [], [], []
        return found


def opening_hours(lines: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Opening hours in words as they are stored; evenings beside the day are left to the words."""
    week: dict[str, Any] = {}
    for days, hours in lines:
        found = _HOURS.fullmatch(hours)
        named = [place for place, name in enumerate(_DAY_NAMES) if re.search(rf"\b{name}\b", days)]
        if found is None or not named:
            continue
        if "tot en met" in days:
            named = list(range(named[0], named[-1] + 1))
        opens, closes = f"{int(found[1]):02d}:{found[2]}", f"{int(found[3]):02d}:{found[4]}"
        week.update({DAYS[day]: [opens, closes] for day in named})
    return week


def add_place(session: Session, ids: Ids, now: datetime, told: Municipality, accounts: Accounts) -> Place:
    """Add a municipality with its keys, catchment, teams and staff to the transaction that is open."""
    since = now - WORKS_SINCE
    row = MunicipalityRow(
        id=ids.at(since), slug=told.slug, name=told.name, takes_part=True, version=1,
        texts={
            "office": told.office, "promise": told.promise, "costs": told.costs, "welcome": told.welcome,
            "phone": told.phone, "email": told.email, "address": told.address,
            "opening_hours": "\n".join(f"{days}: {hours}" for days, hours in told.opening_hours),
        },
        theme={"main": told.accent, "main_dark": told.accent_dark, "accent": ACCENT},
        opening_hours=opening_hours(told.opening_hours),
        service_levels={
            "decision_days": told.decision_weeks * 7, "written_contact_counts": told.written_talk_counts,
        },
        report_settings={}, alarm_settings={},
    )  # fmt: skip
    session.add(row)
    session.add(
        CatchmentArea(
            id=ids.at(since),
            municipality_id=row.id,
            first_postcode=told.postcodes[0],
            last_postcode=told.postcodes[1],
        )
    )
    session.flush()
    keyring(session).create_municipality_keys(row.id)
    session.flush()
    teams = {name: ids.at(since) for name in told.teams}
    session.add_all(Team(municipality_id=row.id, id=team_id, name=name) for name, team_id in teams.items())
    routing = _routing(told, teams)
    row.routing = store_routing(routing)
    members = [
        member
        for one in told.staff
        for member in _add_staff(session, ids, since, row.id, one, teams, accounts)
    ]
    session.flush()
    return Place(
        id=row.id,
        view=view_of(row),
        routing=routing,
        teams=tuple(teams.values()),
        lead=next(member for _, member in members if member.role is Role.TEAM_LEAD),
        colleagues={email: member for email, member in members if member.role is Role.COUNSELLOR},
    )


def _routing(told: Municipality, teams: dict[str, UUID]) -> Routing:
    """Two teams share the postcodes, each an equal range; one team has all."""
    first, last = told.postcodes
    codes, count = last - first + 1, len(told.teams)
    default = teams[told.teams[0]]
    if count == 1:
        return Routing(default_team=default)
    starts = [first + codes * place // count for place in range(count)] + [last + 1]
    ranges = [
        PostcodeRange(starts[place], starts[place + 1] - 1, teams[name])
        for place, name in enumerate(told.teams)
    ]
    return Routing(rule=Rule.POSTCODE, default_team=default, ranges=tuple(ranges))


def _add_staff(
    session: Session, ids: Ids, since: datetime, municipality_id: UUID, one: Staff, teams: dict[str, UUID],
    accounts: Accounts,
) -> list[tuple[str, Colleague]]:  # fmt: skip
    person_id = accounts.add(ids, since, one.name, one.email, second_step=True)
    found = []
    for name in one.roles:
        role = _ROLES.get(name) or Role(name)
        row = Membership(
            municipality_id=municipality_id, id=ids.at(since), person_id=person_id, role=role.value,
            team_id=teams.get(one.team or ""), function=_FUNCTIONS[role], working_days=[DAYS[day - 1] for day in one.days],
            languages=list(one.languages), hours_a_week=8 * len(one.days), started_on=date(since.year, 1, 1),
            taken_up_on=date(since.year, 1, 1), version=1,
        )  # fmt: skip
        accounts.ring.seal(row, "name_sealed", one.name)
        accounts.ring.seal(row, "intro_sealed", one.intro)
        session.add(row)
        found.append(
            (
                one.email,
                Colleague(person_id=person_id, membership_id=row.id, team_id=row.team_id, role=role),
            )
        )
    return found


def add_platform_administrator(ids: Ids, now: datetime, accounts: Accounts) -> None:
    """Add the administrator of the platform, who opens no dossier."""
    one = PLATFORM_ADMINISTRATOR
    accounts.add(ids, now - WORKS_SINCE, one.name, one.email, platform_admin=True, second_step=True)
