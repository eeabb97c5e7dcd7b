"""The closed, typed list of facts that a script may look at; callers fill it, nothing here knows a dossier."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FactValue = bool | int | str | tuple[str, ...]

PHASES = (
    "aanmelding",
    "online_gestart",
    "gewone_route",
    "eerste_gesprek",
    "besluit_en_plan",
    "stabilisatie",
    "schuldregeling",
    "nazorg",
    "afgesloten",
)
PROCESSES = ("engaging", "focusing", "evoking", "planning", "crisis")
THREATS = (
    "ontruiming",
    "gas",
    "elektriciteit",
    "stadsverwarming",
    "water",
    "zorgverzekering",
    "bankbeslag",
    "loonbeslag",
    "boedelverkoop",
    "gijzeling",
    "dagvaarding",
    "geen_geld_voor_eten",
)
CRISES = MappingProxyType({
    "suicidality": "niet meer willen leven",
    "violence": "geweld of dwang",
    "basic_needs": "geen eten of medicijnen",
})  # fmt: skip
TOPICS = (
    "schaamte",
    "zin",
    "angst",
    "lukt-niet",
    "moe",
    "dank",
    "papieren",
    "verzetten",
    "partner",
    "taal",
    "nieuwe-schuld",
    "weigering",
    "beslag",
    "cak",
    "wachten",
    "idee",
    "brief-dicht",
    "uitleg",
    "advies",
    "gelukt",
    "contact-schuldeiser",
    "kinderen",
    "werk",
)

THEMES = (
    "start",
    "post",
    "schuldenoverzicht",
    "budget",
    "inkomen",
    "uitgaven",
    "schuldeisers",
    "werk",
    "relaties",
    "stress",
    "waarden",
    "vertrouwen",
    "terugval",
    "nazorg",
    "digitaal",
    "levensgebeurtenissen",
)
SITUATIONS = (
    "eerste_keer",
    "deelresultaat",
    "stap_klaar",
    "vastgelopen",
    "twijfel_belang",
    "twijfel_vertrouwen",
    "behoudtaal",
    "wrijving",
    "stilte",
    "terugval",
    "vraag_om_uitleg",
    "afronden",
)


class UnknownFact(LookupError):
    """A name that is not on the list."""


class WrongValue(ValueError):
    """A value that does not fit the kind of its fact."""


class Kind(StrEnum):
    """What sort of value a fact holds, and so which comparisons make sense.

    A step is a slug; which steps there are is known to whoever loads the catalogue (`load_catalogue`).
    """

    FLAG = "flag"
    COUNT = "count"
    CENTS = "cents"
    CODE = "code"
    CODES = "codes"
    STEP = "step"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Fact:
    """One name a caller can fill; `label` is what the counsellor reads in an explanation.

    `said` gives the words for a code that is no word of its own.
    """

    name: str
    kind: Kind
    label: str
    codes: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)


def _facts(kind: Kind, **labels: str) -> list[Fact]:
    return [Fact(name.replace("__", "."), kind, label) for name, label in labels.items()]


_ALL = [
    *_facts(
        Kind.FLAG,
        crisis__open="crisis",
        threat__open="dreiging",
        threat__answered="dreiging opgepakt en beantwoord",
        dossier__stand_in="vervanging",
        dossier__handed_over="overdracht",
        dossier__phase_changed="nieuwe fase",
        dossier__supporter="iemand helpt mee",
        dossier__withdrawn="aanmelding ingetrokken",
        steps__rejected="stap past nu niet",
        debts__rough_done="schulden in grote lijnen klaar",
        debts__new="nieuwe schuld",
        debts__maybe_expired="schuld misschien verjaard",
        debts__refused="schuldeiser zei nee",
        debts__attachment="beslag",
        debts__attachment_high="beslag lijkt te hoog",
        budget__submitted="begroting ingevuld",
        budget__idea="eigen idee gegeven",
        insurance__cak="premie via het CAK",
        plan__ready="plan klaar",
        plan__if_then="als-dan-plan",
        agreement__missed="betaling gemist",
        appointment__missed="afspraak gemist",
        appointment__moved="afspraak verzet",
        appointment__planned="afspraak gepland",
        appointment__wanted="afspraak nodig",
        message__last__exists="bericht van de cliënt",
        message__last__discord="wrijving in het bericht",
        client__literacy="leest moeilijk",
        client__partner_unaware="partner weet het niet",
    ),
    *_facts(
        Kind.COUNT,
        dossier__created_days="dagen sinds aanmelding",
        dossier__last_client_days="dagen sinds cliënt iets deed",
        dossier__silent_before_days="stille dagen voor dit bericht",
        dossier__counsellor_messages="berichten van de hulpverlener",
        steps__done="stappen klaar",
        steps__open="stappen open",
        steps__last_done_days="dagen sinds laatste stap",
        debts__count="aantal schulden",
        letters__unopened="dichte brieven",
        papers__missing="papieren die nog komen",
        papers__received="papieren ontvangen",
        ruler__importance="hoe belangrijk",
        ruler__confidence="hoe zeker",
        appointment__held_days="dagen sinds gesprek",
        message__last__days="dagen sinds bericht",
        message__last__words="woorden in bericht",
        message__last__questions="vragen in bericht",
    ),
    *_facts(
        Kind.CENTS,
        debts__total_cents="schulden samen",
        budget__balance_cents="over of tekort per maand",
        budget__deficit_cents="tekort per maand",
        budget__room_cents="ruimte per maand",
    ),
    Fact("phase", Kind.CODE, "fase", PHASES),
    Fact("process", Kind.CODE, "proces", PROCESSES),
    Fact("threat.kind", Kind.CODE, "soort dreiging", THREATS),
    Fact("crisis.kind", Kind.CODE, "soort crisis", tuple(CRISES), CRISES),
    Fact("dossier.past_online", Kind.CODE, "past online", ("open", "ja", "nee")),
    Fact("steps.last_done", Kind.STEP, "laatste stap"),
    Fact("steps.stuck", Kind.STEP, "stap die niet lukt"),
    Fact("step.current", Kind.STEP, "open stap"),
    Fact("client.register", Kind.CODE, "aanspreekvorm", ("u", "je")),
    Fact("client.language", Kind.CODE, "taal", ("nl", "en", "ar", "pl", "tr", "uk")),
    Fact("message.last.topics", Kind.CODES, "bericht gaat over", TOPICS),
    Fact("theme.current", Kind.CODES, "thema", THEMES),
    Fact("situation.current", Kind.CODES, "situatie", SITUATIONS),
    *_facts(
        Kind.TEXT,
        client__salutation="aanhef",
        client__idea="eigen idee van de cliënt",
        client__goal="doel van de cliënt",
        counsellor__name="naam van de hulpverlener",
        counsellor__new_name="naam van de collega",
        municipality__name="gemeente",
        municipality__phone="telefoonnummer",
        reply__moment="moment van antwoord",
        reply__within="termijn van antwoord",
        appointment__moment="moment van de afspraak",
        appointment__place="plaats van de afspraak",
        threat__day="dag van de dreiging",
        call__moment="moment om te bellen",
        creditor__name="naam van de schuldeiser",
        step__title="titel van de stap",
        step__open_title="titel van de open stap",
        phase__title="naam van de fase",
        paper__name="naam van het papier",
    ),
]
FACTS: Mapping[str, Fact] = MappingProxyType({fact.name: fact for fact in _ALL})
REQUIRED = ("crisis.open", "threat.open")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The facts of one dossier at one moment; made by `snapshot_of`, a fact that is absent is unknown.

    `because` says in Dutch why a code holds, by `fact=code` ("situation.current=stilte": "5 dagen stil").
    """

    values: Mapping[str, FactValue] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> FactValue | None:
        """Return the value of a listed fact, None when it is unknown."""
        if name not in FACTS:
            raise UnknownFact(name)
        return self.values.get(name)

    def comparable(self) -> dict[str, FactValue]:
        """Return everything a rule can test, sorted: no free text, so it can be kept with an explanation."""
        return {name: self.values[name] for name in sorted(self.values) if FACTS[name].kind is not Kind.TEXT}

    def digest(self) -> str:
        """Return the SHA-256 of the comparable facts."""
        body = json.dumps(self.comparable(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()


def snapshot_of(values: Mapping[str, object], because: Mapping[str, str] | None = None) -> Snapshot:
    """Check facts against the list and freeze them; None means unknown. `because`: see `Snapshot`.

    Raises UnknownFact for a name off the list, WrongValue for a value of another kind or when one of
    `REQUIRED` is missing: nobody may be offered a text while it is unknown whether something threatens.
    """
    checked: dict[str, FactValue] = {}
    for name, value in values.items():
        fact = FACTS.get(name)
        if fact is None:
            raise UnknownFact(name)
        if value is not None:
            checked[name] = _checked(fact, value)
    for name in REQUIRED:
        if name not in checked:
            raise WrongValue(f"het gegeven {name} ontbreekt")
    return Snapshot(MappingProxyType(checked), MappingProxyType(dict(because or {})))


def _checked(fact: Fact, value: object) -> FactValue:
    if fact.kind is Kind.FLAG and isinstance(value, bool):
        return value
    if fact.kind in (Kind.COUNT, Kind.CENTS) and isinstance(value, int) and not isinstance(value, bool):
        return value
    if fact.kind is Kind.CODE and isinstance(value, str) and value in fact.codes:
        return str(value)
    if fact.kind is Kind.TEXT and isinstance(value, str):
        return value
    if fact.kind is Kind.STEP and isinstance(value, str) and _SLUG.fullmatch(value):
        return value
    codes = value if fact.kind is Kind.CODES and isinstance(value, tuple | list | set | frozenset) else None
    if codes is not None and all(code in fact.codes for code in codes):
        return tuple(sorted(str(code) for code in codes))
    raise WrongValue(f"‘{value}’ kan niet bij het gegeven {fact.name} horen")
