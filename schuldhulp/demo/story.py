"""The values a demo dossier consists of: plain, frozen, and free of any storage."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from schuldhulp.demo.story_money import Debt, Expense, Income


class Message(NamedTuple):
    """One sent message; `by` is the e-mail address of the writing counsellor."""

    author: str  # client, counsellor, supporter, system
    at: datetime
    text: str
    by: str | None = None
    read_at: datetime | None = None


class Threat(NamedTuple):
    """Something that threatens; only the six kinds of Wgs art. 4(2) are `legal`."""

    kind: str
    legal: bool
    on: date | None
    reported_at: datetime
    note: str
    seen_at: datetime | None = None
    averted_on: date | None = None
    who: str | None = None


class Appointment(NamedTuple):
    """An appointment; `result` is empty as long as it lies ahead."""

    at: datetime
    how: str  # kantoor, telefoon, huisbezoek, beeldbellen
    place: str
    result: str | None = None  # held, missed, moved
    note: str | None = None


class ContactLog(NamedTuple):
    """A call or meeting outside the messages."""

    at: datetime
    how: str
    minutes: int
    note: str
    by: str


class FirstTalk(NamedTuple):
    """The act *eerste gesprek gehouden* (Wgs art. 4)."""

    at: datetime
    how: str
    present: str
    question: str
    goes_on: bool
    by: str


class Besluit(NamedTuple):
    """The besluit after the first talk (Wgs art. 4a)."""

    on: date
    kind: str  # plan_van_aanpak, weigering, beeindiging
    elsewhere: bool
    note: str


class BudgetVersion(NamedTuple):
    """A frozen budget: the lines and their month figures in cents (what is withheld counts as paid out)."""

    name: str
    at: datetime
    income_cents: int
    expense_cents: int
    burden_cents: int
    room_cents: int
    incomes: tuple[Income, ...]
    expenses: tuple[Expense, ...]


class OwnIdea(NamedTuple):
    """The client's own idea for the budget: one category, so much less a month."""

    at: datetime
    category: str
    less_cents: int
    text: str


class Goal(NamedTuple):
    """A goal in the client's own words."""

    at: datetime
    text: str


class Agreement(NamedTuple):
    """What client and counsellor agreed."""

    at: datetime
    text: str
    who: str  # client, counsellor, together


class Paper(NamedTuple):
    """A line of the paper list."""

    kind: str
    state: str  # needed, received, seen
    how: str | None = None  # balie, post, foto
    on: date | None = None
    by: str | None = None


class Homework(NamedTuple):
    """A step that the counsellor handed out with a note and a date."""

    at: datetime
    step: str
    note: str
    due: date
    done_at: datetime | None
    by: str


class PhaseEntry(NamedTuple):
    """The moment at which a dossier came into a phase."""

    phase: str
    at: datetime


class Member(NamedTuple):
    """Someone who lives in the client's house; `days` is the number of days a week for children."""

    relation: str  # partner, child, adult
    age: int
    days: int = 7


class Person(NamedTuple):
    """A fictional person; `name` may stand in another script, `legal_name` is in Latin letters."""

    name: str
    legal_name: str
    first_name: str
    called: str
    gender: str
    born: date
    email: str | None
    phone: str
    street: str
    house_number: str
    postcode: str
    town: str
    language: str
    bsn: str  # from the government's test range 9999xxxxx


class Household(NamedTuple):
    """Who lives in the house and what decides about allowances."""

    kind: str  # alleenstaand, alleenstaande_ouder, samen, samen_met_kinderen
    members: tuple[Member, ...]
    tenure: str  # huur, koop, kamer
    entrepreneur: str  # no, was, is
    car: bool
    earlier_help: bool

    @property
    def child_ages(self) -> tuple[int, ...]:
        """The ages of the children, oldest first."""
        return tuple(member.age for member in self.members if member.relation == "child")


@dataclass(frozen=True, slots=True)
class Story:
    """One whole fictional dossier, as of `now`.

    `answers` holds the fields of the step records as JSON values; a slug that is missing in `steps_done` was begun only.
    `stuck_at` is set while "het lukt niet" stands. Debts, incomes and expenses are empty as long as their step is open.
    """

    municipality: int
    number: int
    now: datetime
    person: Person
    household: Household
    source: str  # self, balie, telefoon, wijkteam, vroegsignaal
    channel: str  # online, balie, telefoon, huisbezoek
    offline: bool
    cause: str
    counsellor: str | None
    registered_at: datetime
    clock_start: date
    answered_at: datetime | None
    incomes: tuple[Income, ...]
    expenses: tuple[Expense, ...]
    debts: tuple[Debt, ...]
    answers: dict[str, dict[str, object]]
    steps_done: dict[str, datetime]
    phases: tuple[PhaseEntry, ...]
    services: tuple[str, ...]
    messages: tuple[Message, ...]
    threats: tuple[Threat, ...]
    appointments: tuple[Appointment, ...]
    contacts: tuple[ContactLog, ...]
    first_talk: FirstTalk | None
    besluiten: tuple[Besluit, ...]
    budgets: tuple[BudgetVersion, ...]
    goals: tuple[Goal, ...]
    agreements: tuple[Agreement, ...]
    own_idea: OwnIdea | None
    papers: tuple[Paper, ...]
    homework: tuple[Homework, ...]
    staff_note: str | None
    safe_contact: str | None
    stuck_at: datetime | None
    closed_reason: str | None

    @property
    def phase(self) -> str:
        """The phase the dossier is in."""
        return self.phases[-1].phase

    @property
    def debt_cents(self) -> int:
        """The sum of the debts, without the doubles."""
        return sum(debt.cents for debt in self.debts if debt.double_of is None)
