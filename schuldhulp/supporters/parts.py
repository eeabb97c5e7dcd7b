"""What a client can share with somebody who stands beside them, part by part. Pure.

The team and the name the client is called by come with every invitation. What is never shared stands in no part: the
address, safe contact, the identity, the notebook, letters, exports and the access log.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from schuldhulp.dossier.steps import STEPS, Rows, Step, Theme
from schuldhulp.refusals import Refused

LONGEST = timedelta(days=90)
USUAL = timedelta(days=30)
CODE_LIFE = timedelta(days=7)
MOST_TRIES = 5
MOST_PEOPLE = 5


class Part(StrEnum):
    """One part of a dossier that can be shared by itself."""

    PLAN = "plan"
    MESSAGES = "berichten"
    SITUATION = "stappen-waar-sta-ik"
    INCOME = "stappen-inkomen"
    SPENDING = "stappen-uitgaven"
    DEBT_STEPS = "stappen-schulden"
    PLAN_STEPS = "stappen-plan"
    BUDGET = "budget"
    DEBTS = "schulden"
    PAPERS = "papieren"
    TOGETHER = "samen"

    @property
    def label(self) -> str:
        """What the client ticks."""
        return _LABELS[self][0]

    @property
    def about(self) -> str:
        """What it shows."""
        return _LABELS[self][1]


_LABELS: Mapping[Part, tuple[str, str]] = MappingProxyType(
    {
        Part.PLAN: ("Mijn plan", "Hoe ver u bent, uw doel en wat er nu te doen staat."),
        Part.MESSAGES: ("Berichten van de groep", "Alleen wat u of uw schuldhulpverlener aan de groep schrijft."),
        Part.SITUATION: ("Stappen: waar sta ik", "Uw verhaal en wie er bij u wonen."),
        Part.INCOME: ("Stappen: inkomen", "Uw loon, uitkering en toeslagen."),
        Part.SPENDING: ("Stappen: uitgaven", "Uw huur, energie, boodschappen en andere kosten."),
        Part.DEBT_STEPS: ("Stappen: schulden", "Uw post en uw schulden, bij het invullen."),
        Part.PLAN_STEPS: ("Stappen: plan", "Uw doel, uw idee en uw eerste kleine stap."),
        Part.BUDGET: ("Mijn budget", "Wat er elke maand in komt en uit gaat."),
        Part.DEBTS: ("Mijn schulden", "De lijst met bedragen en aan wie u betaalt."),
        Part.TOGETHER: ("Wat wij samen hebben", "Alleen schulden en regels in het budget die u ‘samen’ noemde."),
        Part.PAPERS: ("Mijn papieren", "Welke papieren er zijn, en de foto’s en bestanden zelf."),
    }
)  # fmt: skip

OF_THEME: Mapping[Theme, Part] = MappingProxyType(
    {
        Theme.SITUATION: Part.SITUATION,
        Theme.INCOME: Part.INCOME,
        Theme.SPENDING: Part.SPENDING,
        Theme.DEBTS: Part.DEBT_STEPS,
        Theme.PLAN: Part.PLAN_STEPS,
    }
)
CAN_HELP = frozenset(OF_THEME.values())


def part_of_step(step: Step) -> Part | None:
    """The part that a step belongs to; None for a step that nobody else sees."""
    if step.private or step.rows in (Rows.PAPERS, Rows.MANDATES, Rows.IDENTITY):
        return None
    return OF_THEME.get(step.theme)


def shared_steps(parts: Iterable[str]) -> tuple[Step, ...]:
    """The steps that these parts open, in the order of the werkboek."""
    given = set(parts)
    return tuple(step for step in STEPS if part_of_step(step) in given)


class NothingOffered(Refused):
    """An offer without a part shares nothing."""

    sentence = "Kies ten minste één onderdeel dat deze persoon mag zien."


class TooLong(Refused):
    """A last day of an offer lies between today and ninety days on."""

    sentence = "Kies een laatste dag tussen vandaag en over 90 dagen."


class WithoutSeeing(Refused):
    """Helping with a part that is not shared."""

    sentence = "Meehelpen kan alleen bij een onderdeel dat deze persoon ook mag zien."


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What is offered: parts to see, parts to help with, and the last day.

    Raises NothingOffered, WithoutSeeing; `check` also TooLong.
    """

    parts: frozenset[str]
    helps: frozenset[str]
    until_on: date

    def __post_init__(self) -> None:
        if not self.parts or not self.parts <= set(Part):
            raise NothingOffered
        if not self.helps <= (self.parts & CAN_HELP):
            raise WithoutSeeing

    def check(self, today: date) -> None:
        """Raises TooLong for a last day that has passed or lies too far away."""
        if not today <= self.until_on <= today + LONGEST:
            raise TooLong


@dataclass(frozen=True)
class Secret:
    """What somebody needs to accept: the number in the link (58 bits) and the code that is said aloud."""

    number: str
    code: str

    @property
    def spoken(self) -> str:
        """The code in two halves, as it is read out."""
        return f"{self.code[:3]} {self.code[3:]}"


def change_between(before: Offer, after: Offer) -> str:
    """How an offer changed: widened, narrowed or both (changed)."""
    more = after.parts - before.parts or after.helps - before.helps or after.until_on > before.until_on
    less = before.parts - after.parts or before.helps - after.helps or after.until_on < before.until_on
    return "changed" if more and less else "widened" if more else "narrowed" if less else "same"


def in_order(parts: Iterable[str]) -> list[str]:
    """Parts in the order in which they are shown; what is not known falls out."""
    given = set(parts)
    return [part.value for part in Part if part in given]
