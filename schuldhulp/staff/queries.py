"""What an administrator reads: members, changes of settings, areas; for the platform, the municipalities."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import ROLE_LABELS, Actor, Role
from schuldhulp.accounts.tables import Person
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.municipalities.tables import CatchmentArea, Membership, Municipality, SettingChange, Team
from schuldhulp.tenancy import as_person, within


@dataclass(frozen=True, kw_only=True)
class Member:
    """One role of one person here. `invited`: they have not come in with it yet.

    Until then nothing here tells whether they have an account; of an address they changed it shows nothing either.
    """

    id: UUID
    person_id: UUID
    name: str
    email: str
    role: Role
    team_id: UUID | None
    team: str
    function: str
    working_days: tuple[str, ...]
    languages: tuple[str, ...]
    hours_a_week: int
    intro: str
    started_on: date | None
    ended_on: date | None
    invited: bool
    version: int

    def state(self, today: date) -> str:
        """In a few words: 'werkt hier', 'uitgenodigd', 'stopt op …', 'gestopt'."""
        if self.ended_on is not None and self.ended_on < today:
            return "gestopt"
        if self.ended_on is not None:
            return f"werkt tot en met {self.ended_on:%d-%m-%Y}"
        return "uitgenodigd" if self.invited else "werkt hier"


def members(session: Session, actor: Actor, membership_id: UUID | None = None) -> list[Member]:
    """The members of the actor's municipality, those who left last; or the one asked for."""
    return _members(session, actor.municipality_id, membership_id)


def for_the_platform(session: Session, municipality_id: UUID, today: date) -> list[Member]:
    """Whose second step only the platform takes away: administrators, and who works for another municipality too."""
    with within(session, municipality_id):
        here = [
            one
            for one in _members(session, municipality_id)
            if (one.role is Role.MUNICIPALITY_ADMIN or not one.invited)
            and (one.ended_on is None or one.ended_on >= today)
        ]
    people = {one.person_id for one in here}
    elsewhere = {each for each in people if roles_elsewhere(session, each, municipality_id, today)}
    return [one for one in here if one.role is Role.MUNICIPALITY_ADMIN or one.person_id in elsewhere]


def roles_elsewhere(
    session: Session, person_id: UUID, municipality_id: UUID, today: date
) -> list[tuple[UUID, UUID]]:
    """The roles that somebody took up in other municipalities and has today: municipality and role."""
    query = select(Membership.municipality_id, Membership.id).where(
        Membership.person_id == person_id, Membership.municipality_id != municipality_id,
        Membership.taken_up_on.is_not(None), or_(Membership.ended_on.is_(None), Membership.ended_on >= today),
    )  # fmt: skip
    with as_person(session, person_id):
        return [(place, role_id) for place, role_id in session.execute(query.order_by(Membership.id))]


def _members(
    session: Session, municipality_id: UUID | None, membership_id: UUID | None = None
) -> list[Member]:
    query = (
        select(Membership, Person, Team.name)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(
            Team, and_(Team.municipality_id == Membership.municipality_id, Team.id == Membership.team_id)
        )
        .where(Membership.municipality_id == municipality_id)
    )
    if membership_id is not None:
        query = query.where(Membership.id == membership_id)
    ring = keyring(session)
    found = [
        Member(
            id=row.id, person_id=row.person_id, name=ring.open(row, "name_sealed") or "",
            email=(ring.open(person, "email_sealed") or "") if _told_us(row, person) else "",
            role=Role(row.role), team_id=row.team_id, team=team or "",
            function=row.function, working_days=tuple(row.working_days), languages=tuple(row.languages),
            hours_a_week=row.hours_a_week, intro=ring.open(row, "intro_sealed") or "", started_on=row.started_on,
            ended_on=row.ended_on, invited=row.taken_up_on is None, version=row.version,
        )
        for row, person, team in session.execute(query)
    ]  # fmt: skip
    return sorted(found, key=lambda m: (m.ended_on is not None, m.name.casefold(), m.role))


def _told_us(row: Membership, person: Person) -> bool:
    """Whether the address is one that this municipality knows: who works here, or the one they were invited at."""
    if row.taken_up_on is not None or person.email_set_at is None:
        return True
    return row.started_on is not None and local_date(person.email_set_at) < row.started_on


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change of settings or staff: when, by whom, which part, what kind, which fields, about whom."""

    at: datetime
    name: str
    role: str
    part: str
    change: str
    fields: tuple[str, ...]
    about: str


def changes(session: Session, actor: Actor, limit: int = 50) -> list[Change]:
    """The last changes of the actor's municipality, newest first."""
    query = (
        select(SettingChange, Person)
        .join(Person, Person.id == SettingChange.person_id)
        .where(SettingChange.municipality_id == actor.municipality_id)
        .order_by(SettingChange.at.desc(), SettingChange.id.desc())
        .limit(limit)
    )
    rows = session.execute(query).all()
    ring = keyring(session)
    subjects = select(Membership).where(
        Membership.municipality_id == actor.municipality_id,
        Membership.id.in_({row.subject_id for row, _ in rows if row.subject_id}),
    )
    names = {m.id: ring.open(m, "name_sealed") or "" for m in session.scalars(subjects)}
    return [
        Change(
            at=row.at, name=ring.open(person, "name_sealed") or "", role=ROLE_LABELS[Role(row.role)], part=row.part,
            change=row.change, fields=tuple(row.fields), about=names.get(row.subject_id, "") if row.subject_id else "",
        )
        for row, person in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Area:
    """One range of postcodes, both ends included."""

    id: UUID
    first: int
    last: int


def areas(session: Session, actor: Actor) -> list[Area]:
    """The postcodes that the actor's municipality serves, from low to high."""
    query = (
        select(CatchmentArea)
        .where(CatchmentArea.municipality_id == actor.municipality_id)
        .order_by(CatchmentArea.first_postcode)
    )
    return [Area(row.id, row.first_postcode, row.last_postcode) for row in session.scalars(query)]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One municipality for the platform's administrator; counts of people, nothing of dossiers."""

    id: UUID
    slug: str
    name: str
    takes_part: bool
    areas: str
    members: int


def all_municipalities(session: Session) -> list[Listed]:
    """Every municipality by name, with its area and how many people work there."""
    ranges: dict[UUID, list[str]] = {}
    for row in session.scalars(select(CatchmentArea).order_by(CatchmentArea.first_postcode)):
        words = f"{row.first_postcode}–{row.last_postcode}"
        ranges.setdefault(row.municipality_id, []).append(words)
    return [
        Listed(
            id=row.id, slug=row.slug, name=row.name, takes_part=row.takes_part,
            areas=", ".join(ranges.get(row.id, [])), members=_people_at(session, row.id),
        )
        for row in session.scalars(select(Municipality).order_by(Municipality.name)).all()
    ]  # fmt: skip


def _people_at(session: Session, municipality_id: UUID) -> int:
    working = select(func.count(func.distinct(Membership.person_id))).where(
        Membership.municipality_id == municipality_id, Membership.ended_on.is_(None)
    )
    with within(session, municipality_id):
        return session.scalar(working) or 0
