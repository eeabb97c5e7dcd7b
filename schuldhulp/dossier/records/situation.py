"""Waar sta ik: what is going on, what threatens, how to reach somebody, home, and how ready."""

from dataclasses import dataclass
from datetime import date

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import Choice, YesNo, answer


class Worry(Choice):
    """What weighs most."""

    THIS_WEEK = "deze_week", "Geld voor deze week"
    LETTERS = "brieven", "De brieven"
    HOME = "huis", "Mijn huis"
    CHILDREN = "kinderen", "De kinderen"
    QUARREL = "ruzie", "Ruzie of spanning thuis"
    HEALTH = "gezondheid", "Slecht slapen, niet fit"
    WORK = "werk", "Mijn werk"
    OVERVIEW = "overzicht", "Ik heb geen overzicht"
    OTHER = "anders", "Iets anders"


@dataclass(frozen=True, slots=True)
class Situation:
    """wat-speelt-er"""

    heaviest: tuple[Worry, ...] | Open | None = answer()
    story: str | Open | None = answer()
    first_wish: str | Open | None = answer(optional=True)


class Supply(Choice):
    """What the law names in Wgs 4(2): the supply that can end."""

    GAS = "gas", "Gas"
    ELECTRICITY = "elektriciteit", "Stroom"
    HEAT = "stadsverwarming", "Stadswarmte"
    WATER = "water", "Water"
    NONE = "geen", "Nee, niets daarvan"


class Urgent(Choice):
    """Spoed without a legal term."""

    BANK = "bankbeslag", "Beslag op mijn bank"
    WAGE = "loonbeslag", "Beslag op mijn loon of uitkering"
    GOODS = "boedelverkoop", "Verkoop van mijn spullen"
    CUSTODY = "gijzeling", "Vastzetten om een boete (gijzeling)"
    COURT = "dagvaarding", "Een brief van de rechter met een datum"
    NONE = "geen", "Nee, niets daarvan"


SUPPLIES = tuple(item.value for item in Supply if item is not Supply.NONE)
URGENT = tuple(item.value for item in Urgent if item is not Urgent.NONE)


@dataclass(frozen=True, slots=True)
class Threat:
    """dreigt-er-iets"""

    eviction: YesNo | Open | None = answer()
    eviction_on: date | Open | None = answer(only_if=("eviction", ("ja",)))
    supply: tuple[Supply, ...] | Open | None = answer()
    supply_on: date | Open | None = answer(only_if=("supply", SUPPLIES))
    insurance_ends: YesNo | Open | None = answer()
    insurance_on: date | Open | None = answer(only_if=("insurance_ends", ("ja",)))
    urgent: tuple[Urgent, ...] | Open | None = answer()
    urgent_on: date | Open | None = answer(only_if=("urgent", URGENT))
    food: YesNo | Open | None = answer()
    threat_on: date | Open | None = answer(optional=True)
    reach_now: str | Open | None = answer(optional=True)


class PartOfDay(Choice):
    """When somebody likes to be called."""

    MORNING = "ochtend", "Ochtend"
    AFTERNOON = "middag", "Middag"
    EVENING = "avond", "Begin van de avond"
    NEVER = "niet", "Liever niet bellen"


class Prefers(Choice):
    """How somebody likes to work."""

    WRITING = "schrijven", "Schrijven"
    CALLING = "bellen", "Bellen"
    TOGETHER = "samen", "Samen aan tafel"


@dataclass(frozen=True, slots=True)
class Reach:
    """bereiken"""

    called: str | Open | None = answer()
    prefers: Prefers | Open | None = answer()
    call_when: tuple[PartOfDay, ...] | Open | None = answer()
    voicemail: YesNo | Open | None = answer()
    post_home: YesNo | Open | None = answer()
    reads_along: YesNo | Open | None = answer()
    safety_note: str | Open | None = answer(only_if=("reads_along", ("ja",)), optional=True)


class Housing(Choice):
    """How somebody lives."""

    RENT = "huur", "Ik huur"
    OWN = "koop", "Ik heb een koophuis"
    ROOM = "kamer", "Ik huur een kamer"
    WITH_OTHERS = "inwonend", "Ik woon bij iemand in"
    NONE = "geen", "Ik heb nu geen eigen plek"


class Partner(Choice):
    """What ties two people's money together."""

    NONE = "nee", "Nee"
    LIVING = "samenwonend", "Ja, wij wonen samen"
    MARRIED = "getrouwd", "Ja, getrouwd zonder papieren van de notaris"
    CONTRACT = "voorwaarden", "Ja, getrouwd met papieren van de notaris"
    SEPARATING = "uit_elkaar", "Wij gaan of zijn uit elkaar"


class Business(Choice):
    """A business, now or before."""

    NO = "nee", "Nee"
    NOW = "nu", "Ja, nu"
    BEFORE = "vroeger", "Ja, vroeger"


@dataclass(frozen=True, slots=True)
class Home:
    """thuis"""

    housing: Housing | Open | None = answer()
    partner: Partner | Open | None = answer()
    shared_debts: YesNo | Open | None = answer()
    shared_with: str | Open | None = answer(only_if=("shared_debts", ("ja",)), optional=True)
    business: Business | Open | None = answer()


@dataclass(frozen=True, slots=True)
class Rulers:
    """hoe-belangrijk-en-zeker"""

    importance: int | Open | None = answer()
    importance_why: str | Open | None = answer(optional=True)
    confidence: int | Open | None = answer()
    confidence_why: str | Open | None = answer(optional=True)


class EarlierHelp(Choice):
    """Debt help before."""

    NO = "nee", "Nee"
    RUNNING = "loopt", "Ja, dat loopt nog"
    FINISHED = "afgerond", "Ja, afgerond"
    STOPPED = "gestopt", "Ja, maar het stopte"
    COURT = "wsnp", "Ja, via de rechter (Wsnp)"


@dataclass(frozen=True, slots=True)
class Before:
    """vroeger-en-nu"""

    how_it_came: str | Open | None = answer()
    earlier_help: EarlierHelp | Open | None = answer()
    earlier_when: str | Open | None = answer(
        only_if=("earlier_help", ("loopt", "afgerond", "gestopt", "wsnp")), optional=True
    )
    bewind: YesNo | Open | None = answer()
    what_worked: str | Open | None = answer(optional=True)


def rulers_in(record: object) -> dict[str, int]:
    """The marks on the two rulers, by name; of a record that asks them, where they were given."""
    if not isinstance(record, Rulers):
        return {}
    marks = {"importance": record.importance, "confidence": record.confidence}
    return {name: mark for name, mark in marks.items() if isinstance(mark, int)}
