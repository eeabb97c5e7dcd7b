"""The registry of calculations, and doing one by its name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from schuldhulp.budget.norm_files import Load, load_normen
from schuldhulp.budget.normen import NormMissing
from schuldhulp.reken.beslagvrije_voet import banktegoed, beslagvrije_voet
from schuldhulp.reken.calculated import Calculated
from schuldhulp.reken.fields import Fields, NotCalculable
from schuldhulp.reken.maand import maand
from schuldhulp.reken.nummers import nummer
from schuldhulp.reken.schulden import (
    aanbod,
    aandeel,
    boete,
    hint_verjaring,
    incassokosten,
    saneringskrediet,
    veertiendagenbrief,
    wettelijke_rente,
)
from schuldhulp.reken.termijnen import bedreiging, termijn
from schuldhulp.reken.toeslagen import huurtoeslag, kindgebonden_budget, zorgtoeslag
from schuldhulp.reken.vtlb import afloscapaciteit, vtlb

Soort = Callable[[Fields, Load], Calculated]

SOORTEN: Mapping[str, Soort] = {
    "maand": maand,
    "beslagvrije-voet": beslagvrije_voet,
    "banktegoed": banktegoed,
    "vtlb": vtlb,
    "afloscapaciteit": afloscapaciteit,
    "termijn": termijn,
    "bedreiging": bedreiging,
    "incassokosten": incassokosten,
    "veertiendagenbrief": veertiendagenbrief,
    "wettelijke-rente": wettelijke_rente,
    "verkeersboete": boete,
    "verjaring": hint_verjaring,
    "aanbod": aanbod,
    "aandeel": aandeel,
    "saneringskrediet": saneringskrediet,
    "zorgtoeslag": zorgtoeslag,
    "kindgebonden-budget": kindgebonden_budget,
    "huurtoeslag": huurtoeslag,
    "bsn": nummer("bsn"),
    "iban": nummer("iban"),
    "postcode": nummer("postcode"),
}


def calculate(kind: str, given: Any, load: Load = load_normen) -> Calculated:
    """Do one calculation by its name. Raises NotCalculable with one line that says what is wrong.

    `load` is where the figures come from; trying a new norm set gives another one. A field that no calculation
    knows is not silently left out: the answer warns.
    """
    if kind not in SOORTEN:
        raise NotCalculable(f"{kind} kennen wij niet; wel: {', '.join(SOORTEN)}")
    if not isinstance(given, dict):
        raise NotCalculable("op standaardinvoer wordt één JSON-object verwacht")
    fields = Fields(given)
    try:
        found = SOORTEN[kind](fields, load)
    except NormMissing as missing:
        raise NotCalculable(f"geen normen voor deze datum: {missing.day.isoformat()}") from None
    unknown = tuple(f"het veld {name} kennen wij niet en telt niet mee" for name in fields.unread)
    return replace(found, waarschuwingen=found.waarschuwingen + unknown)
