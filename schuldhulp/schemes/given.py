"""What the check of schemes asks, read from the dossier; each fact says where it comes from and where to correct it.

What somebody filled in for the check goes before what staff filled in for the calculation, and that before the lines.
Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from schuldhulp.budget.begroting import Budget
from schuldhulp.budget.categories import Group
from schuldhulp.budget.controles import ALLOWANCES
from schuldhulp.budget.regelingen.oordeel import Gegevens, Leeftijd, Woning
from schuldhulp.calculations.answers import Origin
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.money import Housing as Living
from schuldhulp.dossier.records.money import Possessions
from schuldhulp.dossier.records.situation import Home, Housing
from schuldhulp.money import format_euro

# Taxed, so that the net amount is never more than the income that counts.
_TAXED = frozenset(
    {
        "wage", "holiday_pay", "thirteenth_month", "benefit_pw", "benefit_ww", "benefit_zw", "benefit_wia",
        "benefit_wajong", "benefit_anw", "aow", "pension", "alimony_received_partner",
    }
)  # fmt: skip
_TAXES = ("municipal_tax", "water_board_tax")
_NOT_OWN = ALLOWANCES | {"individual_income_supplement"}
_HOMES = {
    Housing.RENT: Woning.HUUR, Housing.ROOM: Woning.KAMER, Housing.OWN: Woning.ANDERS,
    Housing.WITH_OTHERS: Woning.ANDERS, Housing.NONE: Woning.ANDERS,
}  # fmt: skip
HERE = "hier"
"""The place to correct what is asked on the page of the check itself; other places are slugs of steps."""

LABELS = {
    "partner": "Woont u samen met een partner?",
    "kinderen": "Kinderen die thuis wonen",
    "medebewoners": "Andere volwassenen in huis",
    "leeftijd": "Leeftijd",
    "jaarinkomen": "Inkomen in een jaar, vóór belasting",
    "inkomen": "Inkomen per maand, zonder toeslagen",
    "medebewoners_inkomen": "Inkomen van andere volwassenen, per jaar",
    "vermogen": "Spaargeld en ander vermogen op 1 januari",
    "woning": "Hoe u woont",
    "huur": "Kale huur per maand",
    "belasting": "Belastingen van gemeente en waterschap, per maand",
    "zorgpremie": "Zorgpremie per maand",
}
"""Every fact by name, in the order of the page."""

LACKING = LABELS | {"partner": "of er een partner is"}
"""The same facts as they stand in a sentence that says what is lacking."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was filled in for the check; None is not known. `version` is 0 when nobody did yet."""

    version: int = 0
    age_group: Leeftijd | None = None
    home: Woning | None = None
    year_income_cents: int | None = None
    housemates_income_cents: int | None = None
    bare_rent_cents: int | None = None
    assets_cents: int | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody at home: partner, child or adult; the age that is reached this year, None when not known."""

    kind: str
    age: int | None = None
    days_a_week: int | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """What the dossier says: the month, the people at home, answers of steps by slug, and the income staff filled in.

    `partner` None is not known.
    """

    budget: Budget
    people: Sequence[Person]
    partner: bool | None
    answers: Mapping[str, object]
    staff_year_income: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in words: where it comes from, and where to correct it (HERE or the slug of a step)."""

    name: str
    shown: str
    origin: Origin
    correct: str
    why: str = ""

    @property
    def label(self) -> str:
        """What it is about."""
        return LABELS[self.name]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the check is told, and every fact of it in words."""

    gegevens: Gegevens
    facts: tuple[Fact, ...] = field(default=())


def people_of(members: Sequence[object], today: date) -> tuple[Person, ...]:
    """The people at home, from what is kept of them (kind, birth_year, days_a_week)."""
    return tuple(
        Person(
            kind=str(getattr(each, "kind", "")), days_a_week=getattr(each, "days_a_week", None),
            age=today.year - year if (year := getattr(each, "birth_year", None)) else None,
        )
        for each in members
    )  # fmt: skip


def read_known(source: Source, told: Answers) -> Known:
    """Put together what is known, and say of each fact where it comes from."""
    home = source.answers.get("thuis")
    children = [each for each in source.people if each.kind == "child"]
    ages = tuple(each.age for each in children if each.age is not None)
    known_children = (bool(source.people) or isinstance(home, Home)) and len(ages) == len(children)
    lines = {line.code: line for line in source.budget.group(Group.INCOME).lines}
    aow = "aow" in lines
    year = told.year_income_cents if told.year_income_cents is not None else source.staff_year_income
    given = Gegevens(
        partner=source.partner,
        kinderen=ages if known_children else None,
        kind_deels=any(each.days_a_week is not None and each.days_a_week < 4 for each in children),
        medebewoners=tuple(each.age for each in source.people if each.kind == "adult"),
        medebewoners_inkomen=told.housemates_income_cents,
        leeftijd=told.age_group or (Leeftijd.AOW if aow else None),
        jaarinkomen=year,
        jaar_ten_minste=_taxed_year(source.budget) if lines else None,
        inkomen=own_income(source.budget) if lines else None,
        vermogen=told.assets_cents if told.assets_cents is not None else _savings(source),
        woning=told.home or _home(home, source.budget),
        huur=told.bare_rent_cents,
        huur_ten_hoogste=_cents(source.budget, "rent") or None,
        belasting=_cents(source.budget, *_TAXES) or None,
        kwijtschelding_gevraagd=_asked(source.answers.get("wonen")),
        verzekerd=bool(_cents(source.budget, "health_premium", "cak_premium")),
        ontvangen=_received(source.budget),
    )
    return Known(gegevens=given, facts=_facts(given, source, told, aow=aow))


def own_income(budget: Budget) -> int:
    """Income per month without allowances, kinderbijslag and what comes once a year for a low income."""
    return sum(line.cents for line in budget.group(Group.INCOME).lines if line.code not in _NOT_OWN)


def _taxed_year(budget: Budget) -> int:
    return 12 * sum(line.cents for line in budget.group(Group.INCOME).lines if line.code in _TAXED)


def _received(budget: Budget) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in budget.group(Group.INCOME).lines:
        found[line.code] = found.get(line.code, 0) + line.cents
    return found


def _cents(budget: Budget, *codes: str) -> int:
    return sum(line.cents for group in budget.groups for line in group.lines if line.code in codes)


def _savings(source: Source) -> int | None:
    record = source.answers.get("bezit")
    if isinstance(record, Possessions) and type(record.savings_cents) is int:
        return record.savings_cents
    return None


def _home(home: object, budget: Budget) -> Woning | None:
    if isinstance(home, Home) and isinstance(home.housing, Housing):
        return _HOMES[home.housing]
    if _cents(budget, "mortgage"):
        return Woning.ANDERS
    return Woning.HUUR if _cents(budget, "rent") else None


def _asked(living: object) -> bool:
    return isinstance(living, Living) and living.remission_asked is YesNo.YES


def _facts(given: Gegevens, source: Source, told: Answers, *, aow: bool) -> tuple[Fact, ...]:
    """The facts in the order of the page; what cannot matter for this household is left out."""
    found = [
        _fact("partner", None if given.partner is None else "ja" if given.partner else "nee", "thuis"),
        _fact("kinderen", _children(given.kinderen), "thuis"),
        _told("leeftijd", given.leeftijd.label if given.leeftijd else None, told.age_group is not None,
              "er is AOW" if aow else ""),
        _year(given, source, told),
        _fact("inkomen", _euro(given.inkomen), "lonen-en-uitkeringen", "de regels van het budget"),
        _told("vermogen", _euro(given.vermogen), told.assets_cents is not None, "spaargeld, stap Bezit"),
        _told("woning", _HOME_WORDS.get(given.woning), told.home is not None, "stap Thuis of het budget"),
        _rent(given),
        _fact("belasting", _euro(given.belasting), "wonen", "de regels van het budget"),
        _fact("zorgpremie", "staat in het budget" if given.verzekerd else None, "verzekeringen-en-zorg"),
    ]  # fmt: skip
    if given.medebewoners:
        found.insert(2, _fact("medebewoners", str(len(given.medebewoners)), "thuis"))
        found.append(_told("medebewoners_inkomen", _euro(given.medebewoners_inkomen), True))
    return tuple(found)


_HOME_WORDS: Mapping[Woning | None, str] = {
    Woning.HUUR: "huurwoning", Woning.KAMER: "kamer", Woning.ANDERS: "geen huurwoning",
}  # fmt: skip


def _fact(name: str, shown: str | None, correct: str, why: str = "") -> Fact:
    if shown is None:
        return Fact(name, Origin.MISSING.label, Origin.MISSING, correct)
    return Fact(name, shown, Origin.DOSSIER, correct, why)


def _told(name: str, shown: str | None, told: bool, why: str = "") -> Fact:
    if shown is None:
        return Fact(name, Origin.MISSING.label, Origin.MISSING, HERE)
    return Fact(name, shown, Origin.TOLD if told else Origin.DOSSIER, HERE, "" if told else why)


def _year(given: Gegevens, source: Source, told: Answers) -> Fact:
    if told.year_income_cents is not None:
        return Fact("jaarinkomen", format_euro(told.year_income_cents), Origin.TOLD, HERE)
    if source.staff_year_income is not None:
        return Fact("jaarinkomen", format_euro(source.staff_year_income), Origin.STAFF, HERE)
    if given.jaar_ten_minste is None:
        return Fact("jaarinkomen", Origin.MISSING.label, Origin.MISSING, HERE)
    return Fact(
        "jaarinkomen", f"ten minste {format_euro(given.jaar_ten_minste)}", Origin.ESTIMATE, HERE,
        "12 keer het netto inkomen van nu; het echte bedrag staat op de jaaropgave",
    )  # fmt: skip


def _rent(given: Gegevens) -> Fact:
    if given.huur is not None:
        return Fact("huur", format_euro(given.huur), Origin.TOLD, HERE)
    if given.huur_ten_hoogste is None:
        return Fact("huur", Origin.MISSING.label, Origin.MISSING, HERE)
    return Fact(
        "huur", f"ten hoogste {format_euro(given.huur_ten_hoogste)}", Origin.DOSSIER, HERE,
        "de huur in het budget; servicekosten tellen niet mee",
    )  # fmt: skip


def _euro(cents: int | None) -> str | None:
    return None if cents is None else format_euro(cents)


def _children(ages: tuple[int, ...] | None) -> str | None:
    if ages is None:
        return None
    return ", ".join(f"wordt dit jaar {age}" for age in ages) or "geen"
