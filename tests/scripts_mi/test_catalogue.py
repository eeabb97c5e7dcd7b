"""The texts themselves: what they say, how long they are, and that each can be reached."""

import itertools
import re
from datetime import date, timedelta
from functools import cache

import pytest

from schuldhulp.dossier.steps import STEP, THREAT_STEP
from schuldhulp.scripts_mi.choosing import choose
from schuldhulp.scripts_mi.composing import check_sendable, compose
from schuldhulp.scripts_mi.ledger import Ledger, Use
from schuldhulp.scripts_mi.script import CORE_SLOTS, Script
from schuldhulp.scripts_mi.wording import forbidden, overlap, question_count, sentences, words

from .situations import situation_for
from .texts import CATALOGUE, SECONDS_TO_LOAD

SCRIPTS = list(CATALOGUE.scripts.values())
TODAY = date(2026, 11, 20)
BY_ID = pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.id)


def _texts(script: Script, client: str = "client-1") -> list[tuple[str, tuple[str, ...]]]:
    """Send the script as often as the rules allow and return each text with its lines."""
    return _sent(script.id, client)


@cache  # four tests read the same replies
def _sent(script_id: str, client: str) -> list[tuple[str, tuple[str, ...]]]:
    script = CATALOGUE.scripts[script_id]
    snapshot, ledger, sent = situation_for(script), Ledger(), []
    for turn in range(script.max_uses_per_client + 1):
        day = TODAY + timedelta(days=100 * turn)
        explanation = choose(CATALOGUE, snapshot, ledger, client, day, count=len(SCRIPTS))
        ours = [each for each in explanation.suggestions if each.script_id == script.id]
        if not ours:
            break
        draft = compose(CATALOGUE, ours[0], snapshot)
        sent.append((draft.text, draft.line_keys))
        ledger = Ledger((*ledger.uses, Use(script.id, day, draft.line_keys)))
    return sent


def test_there_are_enough_scripts_and_each_has_variants() -> None:
    assert len(SCRIPTS) >= 36
    for script in SCRIPTS:
        for slot in script.slots:
            single = script.process == "crisis" and slot.name in ("stap", "afsluiting")
            assert single or 2 <= len(slot.lines) <= 5, (script.id, slot.name)


@BY_ID
def test_the_script_is_among_the_best_three_in_its_own_situation(script: Script) -> None:
    explanation = choose(CATALOGUE, situation_for(script), Ledger(), "client-1", TODAY)
    assert script.id in [each.script_id for each in explanation.suggestions]


@BY_ID
def test_every_core_line_is_reached_by_some_client(script: Script) -> None:
    seen = {key for number in range(24) for _, keys in _texts(script, f"client-{number}") for key in keys}
    wanted = {line.key for slot in script.slots if slot.name in CORE_SLOTS for line in slot.lines}
    bound = {line.key for slot in script.slots for line in slot.lines if line.condition.none}
    assert wanted - bound <= seen


@BY_ID
def test_each_reply_has_the_right_length_and_number_of_questions(script: Script) -> None:
    texts = [text for number in range(8) for text, _ in _texts(script, f"client-{number}")]
    assert texts
    for text in texts:
        assert 55 <= len(words(text)) <= 125, text
        assert 1 <= question_count(text) <= 2, text
        lengths = [len(words(sentence)) for sentence in sentences(text)]
        assert sum(lengths) / len(lengths) <= 14
        assert max(lengths) <= 24, text


@BY_ID
def test_no_reply_says_what_no_script_may_say(script: Script) -> None:
    for text, _ in _texts(script):
        found = forbidden(text, crisis=script.process == "crisis")
        assert [reason for reason in found if not reason.startswith(("amount", "figure"))] == []
        assert "{" not in text
        assert check_sendable(text) == [] or "[[" in text


@BY_ID
def test_a_client_never_reads_the_same_reply_twice(script: Script) -> None:
    texts = [text for text, _ in _texts(script)]
    assert len(texts) == script.max_uses_per_client
    for one, other in itertools.combinations(texts, 2):
        assert overlap(one, other) < 0.8


def test_no_two_lines_are_near_duplicates() -> None:
    replies = {line.key: line.text for script in SCRIPTS for slot in script.slots for line in slot.lines}
    prompts = [line.text for prompt in CATALOGUE.prompts.values() for line in prompt.lines]
    for texts in (list(replies.values()), prompts):
        assert alike(texts) == []
    assert alike(["Wat helpt u daarbij nu het meest?", "Dag.", "Wat helpt u daarbij nu het meeste?"]) == []
    near = ("Wat helpt u nu?", "Wat helpt u nu, mevrouw?")
    assert alike([near[1], "Dag.", near[0]]) == [near]


def alike(texts: list[str], limit: float = 0.8) -> list[tuple[str, str]]:
    """Pairs of texts that share nearly all their words; texts of too different a length cannot, and are skipped."""
    by_size = sorted(((len(set(words(text))), text) for text in texts), key=lambda each: each[0])
    found = []
    for place, (size, one) in enumerate(by_size):
        for larger, other in by_size[place + 1 :]:
            if size < limit * larger:
                break
            if overlap(one, other) >= limit:
                found.append((one, other))
    return found


def test_a_reflection_comes_before_the_question() -> None:
    for script in SCRIPTS:
        names = [slot.name for slot in script.slots]
        assert names.index("reflectie") < names.index("kern")
        for slot in script.slots:
            if slot.name == "reflectie":
                assert all(question_count(line.text) == 0 for line in slot.lines)
            if slot.name == "kern":
                assert all(question_count(line.text) >= 1 for line in slot.lines)


def test_each_step_but_the_threat_has_a_prompt() -> None:
    steps = {prompt.step for prompt in CATALOGUE.prompts.values()}
    assert steps == set(STEP) - {THREAT_STEP.slug}
    for prompt in CATALOGUE.prompts.values():
        for line in prompt.lines:
            assert len(sentences(line.text)) <= 2
            assert not re.search(r"[!{\[]", line.text)


def test_the_catalogue_loads_within_a_second() -> None:
    assert 0 < SECONDS_TO_LOAD <= 1.0
