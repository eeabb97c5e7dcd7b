"""What can be asked about one's own data, the clock of the law, and what an erasure leaves and why. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from schuldhulp.calendar import working_day_from
from schuldhulp.retention.terms import months_after

MONTHS, MORE_MONTHS = 1, 2
"""Art. 12(3) AVG: within a month; two more when it is complex, said with the reason within the first month."""


class Kind(StrEnum):
    """A right of the AVG."""

    CORRECTION = "verbeteren"
    RESTRICTION = "beperken"
    OBJECTION = "bezwaar"
    ERASURE = "wissen"
    ACCESS = "inzien"

    @property
    def label(self) -> str:
        """The name on screen."""
        return _LABELS[self][0]

    @property
    def explained(self) -> str:
        """One or two sentences that say what it is."""
        return _LABELS[self][1]

    @property
    def article(self) -> str:
        """The article of the AVG."""
        return _LABELS[self][2]


_LABELS: Mapping[Kind, tuple[str, str, str]] = {
    Kind.CORRECTION: (
        "Verbeteren wat niet klopt",
        "Voor wat u niet zelf kunt verbeteren. Schrijf wat er staat, en wat het moet zijn.",
        "artikel 16",
    ),
    Kind.RESTRICTION: (
        "Even niets met mijn gegevens doen",
        "Bijvoorbeeld zolang wij nakijken of iets klopt. Wij bewaren dan alles, en doen er niets anders mee.",
        "artikel 18",
    ),
    Kind.OBJECTION: (
        "Bezwaar maken tegen hoe wij uw gegevens gebruiken",
        (
            "Schrijf wat u niet wilt, en waarom. Wij stoppen ermee, tenzij er een zwaarder belang is. Dat "
            "leggen wij dan uit."
        ),
        "artikel 21",
    ),
    Kind.ERASURE: (
        "Wissen",
        (
            "U kunt vragen om uw gegevens te wissen. Wat de gemeente van de wet nog moet bewaren, blijft tot "
            "die tijd voorbij is."
        ),
        "artikel 17",
    ),
    Kind.ACCESS: (
        "Iets zien wat hier niet staat",
        "Voor gegevens die u op deze pagina’s en in ‘Alles meenemen’ niet vindt.",
        "artikel 15",
    ),
}


class Outcome(StrEnum):
    """How a request was answered."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The outcome in Dutch."""
        return {"granted": "gedaan", "partly": "voor een deel gedaan", "refused": "niet gedaan",
                "withdrawn": "ingetrokken"}[self.value]  # fmt: skip


def due_on(asked_on: date) -> date:
    """By when the answer must be there: a month later, on a working day (Algemene termijnenwet art. 1)."""
    return working_day_from(months_after(asked_on, MONTHS))


def extended_until(asked_on: date) -> date:
    """The latest day with the two extra months."""
    return working_day_from(months_after(asked_on, MONTHS + MORE_MONTHS))


# What goes at once when somebody asks to erase, and what stays with the reason. Read by the page and by the answer.
GOES_AT_ONCE = (
    "Wat u typte en niet verstuurde",
    "Werkvormen die u niet deelde",
    "Foto’s en bestanden die niet nodig waren voor een besluit",
    "Uw eigen notities en ideeën bij het budget",
)
STAYS = (
    (
        "Het besluit en waar het op rust",
        "De Archiefwet vraagt dat de gemeente een besluit bewaart tot de termijn voorbij is.",
    ),
    ("Afspraken met schuldeisers", "Een schuldeiser en u moeten kunnen nakijken wat is afgesproken."),
    ("Wie uw dossier opende", "Dat blijft zolang het dossier er is. Zo kan niemand het spoor wissen."),
)


def erasable_at_once(first_talk_on: date | None, decided: bool) -> bool:
    """Whether nothing must be kept: no first talk was held and no besluit was taken."""
    return first_talk_on is None and not decided
