"""The answers that a calculation rests on, each with where it comes from. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from schuldhulp.budget.leefsituatie import Leefsituatie
from schuldhulp.budget.zinnen import show_percent
from schuldhulp.money import format_euro


class Origin(StrEnum):
    """Where an answer comes from."""

    DOSSIER = "dossier"
    STAFF = "staff"
    TOLD = "told"
    ESTIMATE = "estimate"
    STANDARD = "standard"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """The words beside the answer."""
        return _ORIGINS[self]


_ORIGINS = {
    Origin.DOSSIER: "uit het dossier",
    Origin.STAFF: "ingevuld door de schuldhulpverlener",
    Origin.TOLD: "hier ingevuld",
    Origin.ESTIMATE: "geschat",
    Origin.STANDARD: "zolang niemand iets anders invult",
    Origin.MISSING: "nog niet bekend",
}


LABELS = {
    "leefsituatie": "Leefsituatie",
    "belastbaar_jaarinkomen": "Belastbaar inkomen per jaar",
    "netto": "Netto inkomen waar beslag op kan, per maand",
    "ander_netto": "Ander eigen inkomen, per maand",
    "partner_netto": "Inkomen van de partner, per maand",
    "loonbelasting_auto": "Loonbelasting over de auto van de zaak, per maand",
    "woonkosten": "Woonkosten per maand",
    "woonkosten_toegekend": "Verhoging voor woonkosten toegekend",
    "zonder_adres": "Geen woonadres in Nederland",
    "situatie_getoond": "Situatie aan de deurwaarder getoond",
    "woonlandfactor": "Factor van het land, bij wonen in het buitenland",
    "woning_verhoging": "Verhoging voor een eigen woning of huur zonder huurtoeslag, per maand",
    "zorgprijs": "Prijs van zorg in een inrichting, per maand",
    "bijstandsnorm": "Bijstandsnorm die geldt, per maand",
    "inkomen": "Inkomen voor de afloscapaciteit, per maand",
    "kosten": "Kosten van de hulp, per maand",
    "eenmalig": "Geld dat één keer komt",
}
"""Every answer by name, in the order of the page."""

Value = int | bool | str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: eurocents, yes or no, a Leefsituatie, or hundredths of a per cent (woonlandfactor).

    None is not known. `why` says in Dutch what it rests on.
    """

    name: str
    value: Value
    origin: Origin
    why: str = ""

    @property
    def label(self) -> str:
        """What is asked."""
        return LABELS[self.name]

    @property
    def shown(self) -> str:
        """The value in words."""
        if self.value is None:
            return Origin.MISSING.label if self.origin is Origin.MISSING else "geen"
        if isinstance(self.value, bool):
            return "ja" if self.value else "nee"
        if self.name == "woonlandfactor":
            return show_percent(Fraction(int(self.value), 100_00))
        if isinstance(self.value, str):
            return Leefsituatie(self.value).label
        return format_euro(self.value)


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives together, as far as it was told; None is not known.

    `cost_sharers`: other adults live there; `adult_ages` is how old each becomes this year, None is not known.
    """

    couple: bool | None = None
    child_under_18: bool | None = None
    cost_sharers: bool = False
    adult_ages: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """All answers by name, and what is withheld for attachments per month (0 when there are none)."""

    answers: Mapping[str, Answer]
    beslag_cents: int

    def __getitem__(self, name: str) -> Value:
        return self.answers[name].value

    @property
    def missing(self) -> tuple[Answer, ...]:
        """What has to be known before anything can be computed."""
        return tuple(
            self.answers[name] for name in ("leefsituatie", "netto") if self.answers[name].value is None
        )

    @property
    def estimated(self) -> bool:
        """Whether the yearly income stands in for one that nobody filled in."""
        return self.answers["belastbaar_jaarinkomen"].origin is Origin.ESTIMATE
