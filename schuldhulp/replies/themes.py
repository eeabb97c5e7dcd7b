"""What the conversation is about now: a theme with the fact that shows it. Pure.

The message that waits goes first: who writes about work gets an answer about work. Without one, or when its words
name no theme, the step that is in hand shows it; without a step, the phase does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.steps import STEPS, THREAT_STEP, Theme
from schuldhulp.replies.known import Known, last_finished, stuck_step, within

FINISHED_COUNTS_DAYS = 14
_MOST = 2

_OF_PART: Mapping[Theme, str] = MappingProxyType(
    {
        Theme.SITUATION: "start",
        Theme.INCOME: "inkomen",
        Theme.SPENDING: "uitgaven",
        Theme.DEBTS: "schuldenoverzicht",
        Theme.PLAN: "budget",
        Theme.FINISH: "vertrouwen",
    }
)
# Where the conversation beside a step is about something else than beside the rest of its part of the werkboek.
_OF_ITS_OWN: Mapping[str, str] = MappingProxyType(
    {
        "thuis": "relaties",
        "vroeger-en-nu": "levensgebeurtenissen",
        "post-ordenen": "post",
        "beslag-en-verrekening": "schuldeisers",
        "klopt-het": "schuldeisers",
        "doel": "waarden",
        "eerste-kleine-stap": "vertrouwen",
        "wie-kan-mij-helpen": "relaties",
        "papieren": "post",
        "machtiging": "schuldeisers",
        "identiteit": "digitaal",
        "nazorg": "nazorg",
    }
)
THEME_OF_STEP: Mapping[str, str] = MappingProxyType(
    {step.slug: _OF_ITS_OWN.get(step.slug, _OF_PART[step.theme]) for step in STEPS if step is not THREAT_STEP}
)
THEMES_OF_TOPIC: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "schaamte": ("vertrouwen",),
        "angst": ("stress",),
        "moe": ("stress",),
        "brief-dicht": ("post",),
        "papieren": ("post",),
        "partner": ("relaties",),
        "kinderen": ("relaties",),
        "nieuwe-schuld": ("terugval", "uitgaven"),
        "weigering": ("schuldeisers",),
        "beslag": ("schuldeisers",),
        "cak": ("schuldeisers",),
        "contact-schuldeiser": ("schuldeisers",),
        "werk": ("werk",),
    }
)
_NEAR_THE_END = frozenset({Phase.SCHULDREGELING, Phase.NAZORG, Phase.AFGESLOTEN})
_OF_PHASE = {
    Phase.AANMELDING: "start",
    Phase.ONLINE_GESTART: "start",
    Phase.GEWONE_ROUTE: "start",
    Phase.EERSTE_GESPREK: "start",
    Phase.SCHULDREGELING: "schuldeisers",
    Phase.NAZORG: "nazorg",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A theme or a situation, and the fact that shows it, in Dutch and without words of the client."""

    code: str
    reason: str


def themes_shown(known: Known, now: datetime) -> tuple[Shown, ...]:
    """The themes in hand, nearest first, at most two; each once."""
    found = _of_message(known) or _of_steps(known, now) or _of_phase(known)
    return tuple({shown.code: shown for shown in reversed(found)}[code] for code in _codes(found))[:_MOST]


def _codes(found: list[Shown]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown.code for shown in found))


def _of_message(known: Known) -> list[Shown]:
    reading = known.last_message
    if reading is None:
        return []
    by_topic = [
        theme for topic in reading.topics for theme in THEMES_OF_TOPIC.get(topic, ())
    ]  # a topic is told apart more sharply than a theme
    codes = dict.fromkeys(
        [*(each for each in reading.themes if each in by_topic), *by_topic, *reading.themes]
    )
    if (
        Phase(known.phase) not in _NEAR_THE_END
    ):  # saving is spoken of in any phase, the time after only near the end
        codes.pop("nazorg", None)
    return [Shown(code, f"het laatste bericht gaat over {NAMES[code]}") for code in codes]


def _of_steps(known: Known, now: datetime) -> list[Shown]:
    stuck, last = stuck_step(known), last_finished(known)
    found = [(stuck, "stap ‘{}’ lukt niet"), (known.open_step, "stap ‘{}’ staat open")]
    found += [(slug, "stap ‘{}’ is huiswerk") for slug in known.homework]
    if last and within(known.steps[last].done_at, now, FINISHED_COUNTS_DAYS):
        found.append((last, "stap ‘{}’ is net klaar"))
    return [
        Shown(THEME_OF_STEP[slug], words.format(step_texts()[slug].title))
        for slug, words in found
        if slug and slug in THEME_OF_STEP
    ]


def _of_phase(known: Known) -> list[Shown]:
    theme = _OF_PHASE.get(Phase(known.phase))
    return [Shown(theme, f"fase: {Phase(known.phase).label.lower()}")] if theme else []


NAMES: Mapping[str, str] = MappingProxyType(
    {
        "start": "het begin",
        "post": "post",
        "schuldenoverzicht": "het overzicht van schulden",
        "budget": "rondkomen",
        "inkomen": "inkomen",
        "uitgaven": "uitgaven",
        "schuldeisers": "schuldeisers",
        "werk": "werk",
        "relaties": "gezin en omgeving",
        "stress": "stress",
        "waarden": "wat belangrijk is",
        "vertrouwen": "vertrouwen",
        "terugval": "terugval",
        "nazorg": "daarna",
        "digitaal": "digitale zaken",
        "levensgebeurtenissen": "een grote verandering",
    }
)
SITUATION_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "eerste_keer": "voor het eerst",
        "deelresultaat": "een deel is gelukt",
        "stap_klaar": "een stap is klaar",
        "vastgelopen": "het loopt vast",
        "twijfel_belang": "twijfel of het zin heeft",
        "twijfel_vertrouwen": "twijfel of het lukt",
        "behoudtaal": "liever laten zoals het is",
        "wrijving": "het wringt tussen ons",
        "stilte": "het is stil",
        "terugval": "het ging weer mis",
        "vraag_om_uitleg": "een vraag om uitleg",
        "afronden": "afronden",
    }
)
