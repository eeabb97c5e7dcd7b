"""The one list: themes, finish lines, categories, gates, and the words of every step."""

import re
from dataclasses import fields, is_dataclass

import pytest

from schuldhulp.budget.categories import CATEGORY, Group
from schuldhulp.dossier.applies import Applies, NotNeeded
from schuldhulp.dossier.content import step_texts, text_of, unwritten
from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.dossier.progress import State, status
from schuldhulp.dossier.steps import STEP, STEPS, THREAT_STEP, Line, Rows, Theme, steps_of

FORBIDDEN = re.compile(r"!|\bmoet(en)?\b|\bhelaas\b|\bdient\b|\bindien\b|\bgraag willen\b|\bfout\b", re.I)


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text)


def test_there_are_six_themes_and_at_least_32_steps_with_an_own_slug():
    assert len(STEPS) >= 32 and len(STEP) == len(STEPS)
    assert [theme.label for theme in Theme] == [
        "Waar sta ik", "Inkomen", "Uitgaven", "Schulden", "Plan", "Afronden",
    ]  # fmt: skip
    assert all(len(steps_of(theme)) >= 4 for theme in Theme)
    assert [s.theme for s in STEPS] == sorted((s.theme for s in STEPS), key=list(Theme).index)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in STEP)


def test_the_finish_lines_take_five_and_ten_steps():
    first = {s.slug for s in STEPS if s.needed_for is Line.GESPREK}
    second = {s.slug for s in STEPS if s.needed_for in (Line.GESPREK, Line.BESLUIT)}
    assert len(first) == 5 and len(second) == 10 and "dreigt-er-iets" in first
    assert {"lonen-en-uitkeringen", "toeslagen", "wonen", "elke-week", "een-schuld"} == second - first


def test_a_step_takes_between_3_and_15_minutes_and_the_first_five_together_stay_small():
    assert all(3 <= step.minutes <= 15 for step in STEPS)
    assert sum(s.minutes for s in STEPS if s.needed_for is Line.GESPREK) <= 40


def test_every_step_has_a_frozen_record_of_its_own():
    assert len({step.record for step in STEPS}) == len(STEPS)
    for step in STEPS:
        assert is_dataclass(step.record) and step.record.__dataclass_params__.frozen
        assert set(step.urgent_fields) <= {part.name for part in fields(step.record)}


def test_every_category_of_income_and_spending_is_offered_once():
    offered = [code for step in STEPS for code in step.codes]
    payments = {code for code, line in CATEGORY.items() if line.group is Group.DEBT_PAYMENT}
    assert sorted(offered) == sorted(set(CATEGORY) - payments)
    for step in STEPS:
        groups = {line.group for line in step.lines}
        assert step.codes == () or (Group.INCOME in groups) == (step.rows is Rows.INCOMES)
        assert step.codes == () or step.rows in (Rows.INCOMES, Rows.EXPENSES)


def test_only_identity_and_asking_third_parties_have_a_gate():
    assert {s.slug for s in STEPS if s.gate} == {"identiteit", "machtiging"}
    new = DossierFacts()
    assert "hoeft het nog niet" in STEP["identiteit"].gate(new)
    assert STEP["identiteit"].gate(DossierFacts(phase="online-gestart")) is None
    assert STEP["identiteit"].gate(DossierFacts(first_talk_held=True)) is None
    assert STEP["machtiging"].gate(new) and STEP["machtiging"].gate(DossierFacts(debts=1)) is None


@pytest.mark.parametrize(
    ("slug", "facts", "reason"),
    [
        ("kinderen", DossierFacts(has_children=False), "geen kinderen"),
        ("eigen-idee", DossierFacts(incomes=1), "een uitgave"),
        ("klopt-het", DossierFacts(), "een schuld"),
        ("beslag-en-verrekening", DossierFacts(), "een schuld"),
        ("budgetplan-bekijken", DossierFacts(), "budgetplan"),
        ("terugkijken", DossierFacts(), "Na het besluit"),
        ("nazorg", DossierFacts(phase="stabilisatie"), "Aan het eind"),
        ("hoe-belangrijk-en-zeker", DossierFacts(threat_open=True), "dreigt"),
    ],
)
def test_a_step_that_is_not_needed_says_why(slug, facts, reason):
    verdict = STEP[slug].applies(facts)
    assert isinstance(verdict, NotNeeded) and reason in verdict.reason
    coming = status(STEP[slug], facts, {}).state is State.COMING
    assert coming == (slug != "kinderen"), "only what never comes is 'niet nodig'"


def test_the_same_steps_apply_once_there_is_a_reason():
    full = DossierFacts(
        phase="nazorg", has_children=True, incomes=1, expenses=1, debts=1, budget_plan_made=True
    )
    assert all(step.applies(full) == Applies() for step in STEPS)
    assert STEP["kinderen"].applies(DossierFacts()) == Applies()


def test_texts_are_short_kind_and_whole():
    assert unwritten() == ()
    for slug, text in step_texts().items():
        shown = [value for part in fields(text) if (value := getattr(text, part.name))]
        for sentence in shown:
            assert not FORBIDDEN.search(sentence), (slug, sentence)
            assert sentence == sentence.strip()
        sentences = [s for value in shown for s in re.split(r"(?<=[.?:])\s+", value) if words(s)]
        average = sum(len(words(s)) for s in sentences) / len(sentences)
        assert average <= 12, (slug, average)
        assert max(len(words(s)) for s in sentences) <= 20, slug
        assert text.question.endswith("?") or ". " in text.question or text.question.endswith(".")
        assert not text.readers or "lezen dit" in text.readers


def test_the_words_fit_the_step():
    for step in STEPS:
        text = step_texts()[step.slug]
        if step.rows in (Rows.INCOMES, Rows.EXPENSES):
            assert text.none, f"{step.slug} has no 'ik heb dit niet'"
    assert step_texts()["doel"].readers == "" and "partner" in step_texts()["bereiken"].readers


def test_at_a_threat_the_words_are_urgent():
    facts = DossierFacts(threat_open=True)
    assert text_of(THREAT_STEP, facts).title == "Drie vragen eerst"
    assert text_of(THREAT_STEP, DossierFacts()).title == "Dreigt er iets?"


def test_paper_kinds_have_unique_labels():
    assert len(set(PAPER_KINDS.values())) == len(PAPER_KINDS) >= 20
