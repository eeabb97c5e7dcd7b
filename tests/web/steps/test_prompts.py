"""The line beside a step changes with each save, stays while nothing is saved, and is never there at a threat."""

from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.replies.queries import catalogue
from schuldhulp.web.steps.prompts import prompt_beside

DOSSIER: Any = cast(Any, SimpleNamespace(id=UUID(int=7), urgency=9, register="u"))


def lines(step: str, moment: str, times: int) -> list[str | None]:
    return [prompt_beside(DOSSIER, DossierFacts(), step, moment, earlier=n) for n in range(times)]


def test_the_same_person_reads_every_line_before_one_comes_back() -> None:
    varied = 0
    for prompt in catalogue().prompts.values():
        shown = lines(prompt.step, prompt.moment, len(prompt.lines))
        if None in shown or len(prompt.lines) < 2:
            continue
        varied += 1
        assert len(set(shown)) > 1 and shown[0] != shown[1], prompt.id
        assert lines(prompt.step, prompt.moment, 1)[0] == shown[0], "reading again changes nothing"
    assert varied >= 5


def test_no_line_at_a_threat() -> None:
    assert prompt_beside(DOSSIER, DossierFacts(threat_open=True), "doel", "before", earlier=3) is None


def test_no_prompt_asks_for_a_debt_that_the_page_does_not_open() -> None:
    asked = {
        test.fact
        for prompt in catalogue().prompts.values()
        for where in (prompt.when, *(line.condition for line in prompt.lines))
        for test in (*where.all, *where.any, *where.none)
    }
    assert asked and not asked & {"debts.count", "debts.total_cents"}
