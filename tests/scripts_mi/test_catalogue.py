"""The texts themselves: what they say, how long they are, and that each can be reached."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import yaml

from schuldhulp.dossier.steps import STEP, THREAT_STEP
from schuldhulp.scripts_mi.choosing import choose
from schuldhulp.scripts_mi.composing import check_sendable, compose
from schuldhulp.scripts_mi.counting import core_texts, cores, reached
from schuldhulp.scripts_mi.example import example_for
from schuldhulp.scripts_mi.facts import SITUATIONS, THEMES
from schuldhulp.scripts_mi.ledger import Ledger, Use
from schuldhulp.scripts_mi.linting import ALIKE, alike, lint
from schuldhulp.scripts_mi.loader import CATALOGUE as FOLDER
from schuldhulp.scripts_mi.script import Script
from schuldhulp.scripts_mi.wording import forbidden, overlap, sentences

from .texts import CATALOGUE

SCRIPTS = list(CATALOGUE.scripts.values())
TODAY = date(2026, 11, 20)
THEME_FILES = sorted((FOLDER / "themas").glob("*.yaml"))


def _sent(script: Script, client: str = "client-1") -> list[str]:
    """Send the script as often as the rules allow and return each text."""
    alone = replace(CATALOGUE, scripts={script.id: script})
    snapshot, ledger, sent = example_for(script), Ledger(), list[str]()
    for turn in range(script.max_uses_per_client + 1):
        day = TODAY + timedelta(days=100 * turn)
        ours = choose(alone, snapshot, ledger, client, day).suggestions
        if not ours:
            break
        draft = compose(alone, ours[0], snapshot)
        sent.append(draft.text)
        ledger = Ledger((*ledger.uses, Use(script.id, day, draft.line_keys)))
    return sent


def test_every_text_that_can_be_put_together_is_in_order() -> None:
    assert [str(each) for each in lint(CATALOGUE)] == []


def test_each_theme_holds_each_situation_once() -> None:
    assert {file.stem for file in THEME_FILES} == set(THEMES)
    for file in THEME_FILES:
        scripts = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)["scripts"]
        assert Counter(script["id"] for script in scripts) == {
            f"{file.stem}.{name}": 1 for name in SITUATIONS
        }
        for script in scripts:
            asked = {(test["fact"], test["value"]) for test in script["when"]["all"]}
            situation = script["id"].partition(".")[2]
            assert {("theme.current", file.stem), ("situation.current", situation)} <= asked
            assert bool(script.get("repair")) is (situation == "wrijving")
            for slot, least in (("reflectie", 4), ("kern", 6)):
                own = [line for line in script["slots"][slot] if isinstance(line, dict)]
                assert len(own) >= least, (script["id"], slot)


def test_each_script_is_among_the_best_three_in_its_own_situation() -> None:
    missed = [
        script.id
        for script in SCRIPTS
        if script.id
        not in [
            each.script_id
            for each in choose(CATALOGUE, example_for(script), Ledger(), "client-1", TODAY).suggestions
        ]
    ]
    assert missed == []


def test_every_reflection_with_every_question_is_reached_and_all_are_different_texts() -> None:
    got = {script.id: reached(script) for script in SCRIPTS}
    assert {
        script.id: cores(script) - got[script.id] for script in SCRIPTS if cores(script) != got[script.id]
    } == {}
    assert len(core_texts(CATALOGUE, got)) == sum(map(len, got.values())) >= 4_608


def test_no_reply_says_what_no_script_may_say_and_no_client_reads_one_twice() -> None:
    for script in SCRIPTS:
        texts = _sent(script)
        assert len(texts) == script.max_uses_per_client, script.id
        for before, text in zip([None, *texts], texts, strict=False):
            found = forbidden(text, crisis=script.process == "crisis")
            assert [reason for reason in found if not reason.startswith(("bedrag", "cijfer"))] == []
            assert "{" not in text
            assert check_sendable(text) == [] or "[[" in text
            assert before is None or overlap(before, text) < ALIKE


def test_no_two_lines_are_near_duplicates() -> None:
    near = ("Wat helpt u nu?", "Wat helpt u nu, mevrouw?")
    assert alike(["Wat helpt u daarbij nu het meest?", "Dag.", "Wat helpt u daarbij nu het meeste?"]) == []
    assert alike([near[1], "Dag.", near[0]]) == [(near[1], near[0])]


def test_a_line_is_found_alike_as_when_each_is_laid_beside_each() -> None:
    lines = sorted({line.text for script in SCRIPTS for slot in script.slots for line in slot.lines})[::12]
    pairs = [
        (one, other) for n, one in enumerate(lines) for other in lines[n + 1 :] if overlap(one, other) >= 0.3
    ]
    assert pairs
    assert alike(lines, 0.3) == sorted(pairs)


def test_nearly_each_step_has_a_prompt_and_the_threat_has_none() -> None:
    """A new step works without; its prompt is content that may follow."""
    steps = {prompt.step for prompt in CATALOGUE.prompts.values()}
    assert steps <= set(STEP) - {THREAT_STEP.slug} and len(steps) >= len(STEP) - 4
    for prompt in CATALOGUE.prompts.values():
        for line in prompt.lines:
            assert len(sentences(line.text)) <= 2
            assert not re.search(r"[!{\[]", line.text)
