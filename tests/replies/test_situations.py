"""A theme and a situation are named only when a fact shows them, and each pair of them is true."""

from datetime import timedelta
from typing import Any

import pytest

from schuldhulp.dossier.records.debts import Post
from schuldhulp.dossier.records.situation import Rulers
from schuldhulp.dossier.steps import STEP, THREAT_STEP
from schuldhulp.replies.facts import facts_of
from schuldhulp.replies.gathering.queries import lexicon
from schuldhulp.replies.known import StepKnown
from schuldhulp.replies.situations import conversation_of
from schuldhulp.replies.themes import NAMES, THEME_OF_STEP, THEMES_OF_TOPIC
from schuldhulp.scripts_mi.analysis.topics import read_message
from schuldhulp.scripts_mi.conditions import Test, in_words
from schuldhulp.scripts_mi.facts import THEMES, TOPICS

from .test_facts import NOW, known


def _day(days: int) -> Any:
    return NOW - timedelta(days=days)


def _wrote(text: str) -> dict[str, Any]:
    return {"last_message": read_message(text, lexicon()), "last_message_at": NOW}


def _found(**more: Any) -> tuple[set[str], set[str]]:
    talk = conversation_of(known(**more), NOW)
    return {shown.code for shown in talk.themes}, {shown.code for shown in talk.situations}


POST_DONE = {"post-ordenen": StepKnown(mark="done", done_at=_day(2), saved_at=_day(2))}
PARTLY = {"post-ordenen": StepKnown(mark="begun", saved_at=_day(1), record=Post())}
RULERS = {
    "hoe-belangrijk-en-zeker": StepKnown(
        mark="done", done_at=_day(9), record=Rulers(importance=8, confidence=3)
    )
}


@pytest.mark.parametrize(
    ("more", "themes", "situations"),
    [
        ({}, {"start"}, set()),
        ({"counsellor_messages": 0}, {"start"}, {"eerste_keer"}),
        ({"steps": POST_DONE, "steps_waiting": ("papieren",)}, {"post"}, {"stap_klaar"}),
        ({"steps": POST_DONE}, {"post"}, {"stap_klaar", "afronden"}),
        ({"steps": POST_DONE, "last_written_at": _day(1)}, {"post"}, set()),
        ({"steps": PARTLY, "open_step": "post-ordenen"}, {"post"}, {"deelresultaat", "eerste_keer"}),
        ({"open_step": "toeslagen"}, {"inkomen"}, {"eerste_keer"}),
        ({"open_step": "toeslagen", "earlier_themes": frozenset({"inkomen"})}, {"inkomen"}, set()),
        ({"steps": {"wonen": StepKnown(mark="stuck")}}, {"uitgaven"}, {"vastgelopen"}),
        ({"steps": RULERS, "steps_waiting": ("bereiken",)}, {"start"}, {"twijfel_vertrouwen"}),
        ({"homework": ("doel",)}, {"waarden"}, set()),
        ({"phase": "nazorg", "phase_changed_at": _day(1)}, {"nazorg"}, {"eerste_keer"}),
        ({"phase": "stabilisatie", "debts": 3, "debt_added_at": _day(1)}, {"terugval"}, {"terugval"}),
        (_wrote("Mijn baas wil met mij praten over het rooster."), {"werk"}, {"eerste_keer"}),
        (_wrote("Jullie luisteren toch niet."), {"start"}, {"wrijving"}),
        (_wrote("Ik heb toch weer iets besteld bij Klarna."), {"terugval", "uitgaven"}, {"terugval", "eerste_keer"}),
        (_wrote("Ik snap niet wat deze brief betekent."), {"post"}, {"vraag_om_uitleg", "eerste_keer"}),
        (_wrote("Heeft dit nog zin?"), {"start"}, {"twijfel_belang"}),
        ({**_wrote("Zo is het nu eenmaal."), "sustain": 3, "change": 1}, {"start"}, {"behoudtaal"}),
        ({**_wrote("Zo is het nu eenmaal."), "sustain": 3, "change": 3}, {"start"}, set()),
        (_wrote("Dank u wel."), {"start"}, set()),
    ],
)  # fmt: skip
def test_a_theme_and_a_situation_follow_from_facts(
    more: dict[str, Any], themes: set[str], situations: set[str]
) -> None:
    assert _found(**more) == (themes, situations)


def test_silence_is_named_when_the_client_is_to_act_and_nobody_is_owed_an_answer() -> None:
    silent = {"last_client_at": _day(6), "last_written_at": _day(6), "waits_for_client": True}
    assert "stilte" in _found(**silent)[1]
    for other in (
        {"last_client_at": _day(4)}, {"last_written_at": _day(2)}, {"waits_for_client": False}, _wrote("Dank u wel."),
    ):  # fmt: skip
        assert "stilte" not in _found(**{**silent, **other})[1]


def test_a_step_that_is_done_is_not_laid_at_another_theme() -> None:
    """Who finished the post and writes about work has no finished step at work."""
    themes, situations = _found(
        steps=POST_DONE, **_wrote("Op mijn werk lukt het niet meer, mijn contract stopt.")
    )
    assert themes == {"werk"}
    assert situations == {"vastgelopen", "eerste_keer"}


def test_a_counsellor_reads_the_fact_that_showed_it() -> None:
    facts = facts_of(
        known(
            last_client_at=_day(6), last_written_at=_day(7), waits_for_client=True, open_step="post-ordenen"
        ),
        NOW,
    )
    assert in_words(Test("situation.current", "contains", "stilte"), facts) == "6 dagen stil"
    assert in_words(Test("theme.current", "contains", "post"), facts) == (
        "stap ‘Post ordenen’ is de eerste van dit onderdeel"
    )
    assert in_words(Test("theme.current", "contains", "werk"), facts) == "thema niet 'werk'"


def test_every_step_but_the_threat_and_every_theme_has_its_place() -> None:
    assert set(THEME_OF_STEP) == set(STEP) - {THREAT_STEP.slug}
    assert set(THEME_OF_STEP.values()) <= set(THEMES) and set(NAMES) == set(THEMES)
    assert set(THEMES_OF_TOPIC) <= set(TOPICS)
    assert set(lexicon().themes) | set(THEME_OF_STEP.values()) == set(THEMES)
