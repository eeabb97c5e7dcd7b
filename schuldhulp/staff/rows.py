"""Row functions of staff: adding a member with an invitation, inside the act that is under way."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from schuldhulp.access import Role
from schuldhulp.accounts.links.rows import add_single_use_token
from schuldhulp.accounts.rows import new_person
from schuldhulp.accounts.tables import Credential, Person
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.municipalities.rows import note_change
from schuldhulp.municipalities.tables import Membership
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act


class AlreadyMember(Refused):
    """This person has this role here."""

    sentence = "Deze persoon heeft hier al deze rol."


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Who is invited, for which role."""

    name: str
    email: str
    role: Role
    team_id: UUID | None = None
    function: str = ""
    working_days: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("nl",)
    hours_a_week: int = 28
    intro: str = ""


def add_member(doing: Act, told: Invited) -> Membership:
    """Give somebody a role here, with an account and a single-use link when they have none yet.

    Whose account it is may not have been shown yet: anybody can register at anybody's address. Nothing changes there,
    and the role opens by the mailed link alone. Raises AlreadyMember. Who left before comes back in the same row.
    """
    ring = doing.keyring
    person = doing.session.scalars(
        select(Person).where(Person.email_token == ring.email_token(told.email))
    ).first()
    # Made for who has an account too: the answer takes as long, but for this one row.
    newcomer = new_person(doing.session, doing.now, name=told.name, email=told.email, or_claim=True)
    if person is None:
        person = newcomer
        doing.session.add(person)
        doing.session.flush()
    query = select(Membership).where(
        Membership.municipality_id == doing.municipality_id, Membership.person_id == person.id,
        Membership.role == told.role.value,
    )  # fmt: skip
    row = doing.session.scalars(query).one_or_none()
    today = local_date(doing.now)
    if row is not None and (row.ended_on is None or row.ended_on >= today):
        raise AlreadyMember
    if row is None:
        row = Membership(
            municipality_id=doing.municipality_id,
            id=new_id(),
            person_id=person.id,
            role=told.role.value,
            version=0,
        )
        doing.session.add(row)
    row.started_on, row.ended_on, row.taken_up_on = today, None, None
    row.by_link = person.email_verified_at is None
    describe(doing, row, told)
    invite(doing, row)
    note_change(doing, "medewerkers", "added", subject_id=row.id)
    return row


def describe(doing: Act, row: Membership, told: Invited) -> None:
    """Write what clients and team leads see of a member."""
    doing.keyring.seal(row, "name_sealed", told.name)
    doing.keyring.seal(row, "intro_sealed", told.intro or None)
    row.team_id, row.function, row.hours_a_week = told.team_id, told.function, told.hours_a_week
    row.working_days, row.languages = list(told.working_days), list(told.languages)
    row.version += 1


def invite(doing: Act, row: Membership) -> bool:
    """Mail a single-use link to who has no password yet, or none that is known to be theirs; whether it was needed.

    Who has one reads by mail that something waits at their account. A link is made for either, so that the answer
    takes no longer for one of them; of who needs none it goes nowhere.
    """
    has_password = select(Credential.id).where(
        Credential.person_id == row.person_id, Credential.kind == "password"
    )
    needed = doing.session.scalar(has_password) is None or row.by_link
    token = add_single_use_token(doing.session, doing.now, row.person_id, "invite")
    if needed:
        doing.mail(row.person_id, "invite", params={"token": token})
    else:
        doing.mail(row.person_id, "account_changes")
    return needed
