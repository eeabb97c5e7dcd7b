"""Plan en Afronden: goal, own idea, first step, who helps, looking back, after-care. Amounts in eurocents."""

from dataclasses import dataclass
from datetime import date

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import Choice, YesNo, answer
from schuldhulp.money import Period


@dataclass(frozen=True, slots=True)
class Goal:
    """doel"""

    goal: str | Open | None = answer()
    matters_because: str | Open | None = answer(optional=True)
    in_a_year: str | Open | None = answer(optional=True)


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """eigen-idee"""

    idea: str | Open | None = answer()
    saves_cents: int | Open | None = answer(optional=True)
    saves_per: Period | Open | None = answer(optional=True)
    keep: str | Open | None = answer(optional=True)


class Fits(Choice):
    """What the client thinks of the budget plan."""

    YES = "ja", "Ja, dit past bij mij"
    PARTLY = "deels", "Voor een deel"
    NO = "nee", "Nee, ik wil iets anders"


@dataclass(frozen=True, slots=True)
class BudgetPlan:
    """budgetplan-bekijken"""

    fits: Fits | Open | None = answer()
    change: str | Open | None = answer(only_if=("fits", ("deels", "nee")))
    question: str | Open | None = answer(optional=True)


@dataclass(frozen=True, slots=True)
class SmallStep:
    """eerste-kleine-stap: "Als <moment>, dan <action>" """

    moment: str | Open | None = answer()
    action: str | Open | None = answer()
    day: date | Open | None = answer()
    who_knows: str | Open | None = answer(optional=True)


class Help(Choice):
    """What somebody near can do."""

    LISTEN = "luisteren", "Luisteren"
    POST = "post", "Samen post openen"
    FORMS = "formulieren", "Helpen met formulieren"
    GO_ALONG = "meegaan", "Meegaan naar een gesprek"
    OTHER = "anders", "Iets anders"


@dataclass(frozen=True, slots=True)
class WhoHelps:
    """wie-kan-mij-helpen"""

    someone: YesNo | Open | None = answer()
    first_name: str | Open | None = answer(only_if=("someone", ("ja",)))
    can_do: tuple[Help, ...] | Open | None = answer(only_if=("someone", ("ja",)))
    looks_along: YesNo | Open | None = answer(only_if=("someone", ("ja",)))


@dataclass(frozen=True, slots=True)
class Papers:
    """papieren"""

    missing: str | Open | None = answer(optional=True)


@dataclass(frozen=True, slots=True)
class Mandate:
    """machtiging"""

    question: str | Open | None = answer(optional=True)


class Showing(Choice):
    """How somebody shows an identity paper."""

    DESK = "balie", "Aan de balie"
    TALK = "gesprek", "Bij ons gesprek"
    HOME = "thuis", "Als er iemand bij mij langskomt"
    EXPIRED = "verlopen", "Mijn paspoort of kaart is verlopen"
    NONE = "geen", "Ik heb geen paspoort of kaart"


@dataclass(frozen=True, slots=True)
class Identity:
    """identiteit: only how it is shown; the data themselves stand in the identity block."""

    showing: Showing | Open | None = answer()


class Helped(Choice):
    """What helped."""

    OVERVIEW = "overzicht", "Overzicht hebben"
    CONTACT = "contact", "Iemand die antwoordt"
    PLAN = "budgetplan", "Het budgetplan"
    STEPS = "stappen", "Kleine stappen"
    PEOPLE = "mensen", "Mensen om mij heen"
    OTHER = "anders", "Iets anders"


@dataclass(frozen=True, slots=True)
class LookingBack:
    """terugkijken"""

    changed: str | Open | None = answer()
    helped: tuple[Helped, ...] | Open | None = answer()
    could_be_better: str | Open | None = answer(optional=True)


class CheckIn(Choice):
    """When somebody asks how it goes."""

    ONE_MONTH = "1", "Na 1 maand"
    THREE_MONTHS = "3", "Na 3 maanden"
    SIX_MONTHS = "6", "Na 6 maanden"
    NONE = "niet", "Ik meld mij zelf"


@dataclass(frozen=True, slots=True)
class AfterCare:
    """nazorg"""

    first_sign: str | Open | None = answer()
    then_i: str | Open | None = answer()
    check_in: CheckIn | Open | None = answer()
