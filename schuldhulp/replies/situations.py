"""Where the client stands with a theme: a situation is named only when a fact shows it. Pure.

Some situations belong to one theme (a step of it was finished), others to whatever is in hand (five days of silence).
A script asks for a theme and a situation at once, so the two lists are kept such that each theme goes with each
situation: what would make an untrue pair is left out, the least urgent first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.phases import Phase
from schuldhulp.replies.known import Known, days_since, is_news, last_finished, stuck_step, within
from schuldhulp.replies.themes import NAMES, THEME_OF_STEP, THEMES_OF_TOPIC, Shown, themes_shown

SILENT_DAYS = 5
FRESH_DAYS = 7
_LOW_RULER, _RULER_DAYS, _HOLDS_ON = 4, 30, 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A situation that holds for a theme, and both reasons."""

    theme: Shown
    situation: Shown


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the conversation is about and where it stands; every theme goes with every situation."""

    themes: tuple[Shown, ...]
    situations: tuple[Shown, ...]

    def facts(self) -> dict[str, object]:
        """Both as facts; absent when nothing shows them."""
        return {
            "theme.current": tuple(shown.code for shown in self.themes) or None,
            "situation.current": tuple(shown.code for shown in self.situations) or None,
        }

    def because(self) -> dict[str, str]:
        """Why each holds, as a snapshot keeps it."""
        return {
            **{f"theme.current={shown.code}": shown.reason for shown in self.themes},
            **{f"situation.current={shown.code}": shown.reason for shown in self.situations},
        }


def conversation_of(known: Known, now: datetime) -> Conversation:
    """Name themes and situations, most urgent first; without a fact that shows a situation there is none."""
    pairs = list(dict.fromkeys(_pairs(known, now)))
    true = {(pair.theme.code, pair.situation.code) for pair in pairs}
    themes: dict[str, Shown] = {}
    situations: dict[str, Shown] = {}
    for pair in pairs:
        codes = {*themes, pair.theme.code}, {*situations, pair.situation.code}
        if all((theme, situation) in true for theme in codes[0] for situation in codes[1]):
            themes.setdefault(pair.theme.code, pair.theme)
            situations.setdefault(pair.situation.code, pair.situation)
    return Conversation(tuple(themes.values()) or themes_shown(known, now), tuple(situations.values()))


def _pairs(known: Known, now: datetime) -> Iterator[Pair]:
    """All that holds, most urgent first: what the message says, then what steps and days say."""
    themes = themes_shown(known, now)
    for situation in _of_message(known):
        yield from (Pair(theme, situation) for theme in themes)
    yield from _relapse(known, now)
    yield from _of_steps(known, now)
    for situation in _of_rulers(known, now):
        yield from (Pair(theme, situation) for theme in themes)
    yield from _first_time(known, now, themes)
    for situation in _silence(known, now):
        yield from (Pair(theme, situation) for theme in themes)


def _of_message(known: Known) -> Iterator[Shown]:
    reading = known.last_message
    if reading is None:
        return
    if reading.discord:
        yield Shown("wrijving", "het bericht wringt")
    words = {
        "terugval": "in het bericht: iets ging weer mis",
        "vastgelopen": "in het bericht: het lukt niet",
        "vraag_om_uitleg": "in het bericht: een vraag om uitleg",
        "twijfel_belang": "in het bericht: twijfel of het zin heeft",
        "twijfel_vertrouwen": "in het bericht: twijfel of het lukt",
        "deelresultaat": "in het bericht: iets lukte",
    }
    yield from (Shown(code, why) for code, why in words.items() if code in reading.situations)
    if known.sustain >= _HOLDS_ON and known.sustain > known.change:
        yield Shown("behoudtaal", f"{known.sustain} zinnen om het te laten zoals het is")


def _relapse(known: Known, now: datetime) -> Iterator[Pair]:
    """A debt that came in while a plan was under way."""
    planned = known.phase in (Phase.STABILISATIE, Phase.SCHULDREGELING, Phase.NAZORG)
    if planned and known.debts > 1 and within(known.debt_added_at, now, FRESH_DAYS):
        why = "er kwam een schuld bij"
        yield Pair(Shown("terugval", why), Shown("terugval", why))


def _of_steps(known: Known, now: datetime) -> Iterator[Pair]:
    stuck, last = stuck_step(known), last_finished(known)
    if stuck and stuck in THEME_OF_STEP and is_news(known, known.steps[stuck].saved_at):
        yield _pair(stuck, "vastgelopen", "stap ‘{}’ lukt niet")
    if last and last in THEME_OF_STEP and _fresh(known, known.steps[last].done_at, now):
        if _whole_theme_done(known, THEME_OF_STEP[last]):
            yield _pair(last, "afronden", "met stap ‘{}’ is dit onderdeel klaar")
        yield _pair(last, "stap_klaar", "stap ‘{}’ is klaar")
    for slug, step in known.steps.items():
        filled = step.mark == "begun" and step.record is not None and slug in THEME_OF_STEP
        if filled and _fresh(known, step.saved_at, now):
            yield _pair(slug, "deelresultaat", "stap ‘{}’ is voor een deel ingevuld")
    if known.phase == Phase.NAZORG and known.plan_ready:
        yield Pair(Shown("nazorg", "fase: nazorg"), Shown("afronden", "fase: nazorg"))


def _fresh(known: Known, at: datetime | None, now: datetime) -> bool:
    return within(at, now, FRESH_DAYS) and is_news(known, at)


def _pair(slug: str, situation: str, words: str) -> Pair:
    why = words.format(step_texts()[slug].title)
    return Pair(Shown(THEME_OF_STEP[slug], why), Shown(situation, why))


def _whole_theme_done(known: Known, theme: str) -> bool:
    return not any(THEME_OF_STEP.get(slug) == theme for slug in known.steps_waiting)


def _of_rulers(known: Known, now: datetime) -> Iterator[Shown]:
    step = known.steps.get("hoe-belangrijk-en-zeker")
    if step is None or not within(step.done_at, now, _RULER_DAYS):
        return
    for field, code, name in (
        ("importance", "twijfel_belang", "belang"), ("confidence", "twijfel_vertrouwen", "vertrouwen"),
    ):  # fmt: skip
        value = getattr(step.record, field, None)
        if isinstance(value, int) and value <= _LOW_RULER:
            yield Shown(code, f"{name} {value} van 10")


def _first_time(known: Known, now: datetime, themes: tuple[Shown, ...]) -> Iterator[Pair]:
    """The very first letter; a step that was opened while nothing of its theme is done; a theme never named before."""
    if known.counsellor_messages == 0:
        why = "nog geen bericht van ons"
        yield Pair(Shown("start", why), Shown("eerste_keer", why))
        return
    touched = {THEME_OF_STEP.get(slug) for slug, step in known.steps.items() if step.mark != "later"}
    opened = known.open_step
    if opened and opened in THEME_OF_STEP and known.last_message is None:
        others = {THEME_OF_STEP.get(slug) for slug in known.steps if slug != opened}
        if THEME_OF_STEP[opened] not in others | known.earlier_themes:
            yield _pair(opened, "eerste_keer", "stap ‘{}’ is de eerste van dit onderdeel")
    if known.last_message is not None:
        named = {*known.last_message.themes, *_by_topic(known)}
        for theme in themes:
            if theme.code in named and theme.code not in known.earlier_themes | touched:
                yield Pair(theme, Shown("eerste_keer", f"voor het eerst over {NAMES[theme.code]}"))
    if known.phase == Phase.NAZORG and within(known.phase_changed_at, now, FRESH_DAYS):
        yield Pair(Shown("nazorg", "fase: nazorg"), Shown("eerste_keer", "nazorg begon net"))


def _by_topic(known: Known) -> set[str]:
    topics = known.last_message.topics if known.last_message else ()
    return {theme for topic in topics for theme in THEMES_OF_TOPIC.get(topic, ())}


def _silence(known: Known, now: datetime) -> Iterator[Shown]:
    """Nobody is owed an answer, the client is the one to do something, and did nothing for days."""
    days = days_since(known.last_client_at or known.registered_at, now) or 0
    if known.last_message is not None or not known.waits_for_client or days < SILENT_DAYS:
        return
    if known.last_written_at is None or not within(known.last_written_at, now, SILENT_DAYS - 1):
        yield Shown("stilte", f"{days} dagen stil")
