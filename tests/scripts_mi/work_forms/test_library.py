"""Every work form of the library loads, says something fitting back in each case, and is not like another."""

import re
from collections import Counter
from itertools import combinations

import pytest

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.facts import THEMES
from schuldhulp.scripts_mi.register import wrong_in_je
from schuldhulp.scripts_mi.wording import overlap, sentences, words
from schuldhulp.scripts_mi.work_forms.addressing import in_je_form, texts_of
from schuldhulp.scripts_mi.work_forms.feedback import said_back
from schuldhulp.scripts_mi.work_forms.form import WorkForm
from schuldhulp.scripts_mi.work_forms.loader import load_work_forms
from tests.scripts_mi.work_forms.answering import answers_for

LIBRARY = load_work_forms(frozenset(STEP))
FORMS = tuple(LIBRARY.forms.values())


def test_every_theme_has_thirteen_forms_and_all_together_208() -> None:
    assert len(FORMS) >= 208
    counts = Counter(form.theme for form in FORMS)
    assert set(counts) == set(THEMES) and min(counts.values()) >= 13


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_each_feedback_rule_is_said_to_somebody(form: WorkForm) -> None:
    for number in range(len(form.feedback)):
        answers = answers_for(form, number)
        assert answers is not None, f"rule {number} of {form.id} is never the first that holds"
        said = said_back(form, answers)
        assert said.rule == number
        assert "{" not in said.text
        assert "‘’" not in said.text
        assert said.text.rstrip("’").endswith(".")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_sentences_are_short_on_average(form: WorkForm) -> None:
    texts = [form.purpose, form.intro, form.evoke, *(rule.text for rule in form.feedback)]
    lengths = [len(words(sentence)) for text in texts for sentence in sentences(text)]
    assert sum(lengths) / len(lengths) <= 12


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_je_form_of_each_text_is_dutch(form: WorkForm) -> None:
    assert [fault for text in texts_of(form) for fault in wrong_in_je(text)] == []
    spoken = " ".join(texts_of(in_je_form(form)))
    assert not re.search(r"\b[Uu](w|zelf)?\b", spoken)


def test_no_two_forms_are_alike() -> None:
    alike = [
        (one.id, other.id)
        for one, other in combinations(FORMS, 2)
        if overlap(one.evoke, other.evoke) > 0.6
        or overlap(one.purpose, other.purpose) > 0.7
        or overlap(_questions(one), _questions(other)) > 0.6
        or overlap(one.feedback[-1].text, other.feedback[-1].text) > 0.7
    ]
    assert alike == []


def _questions(form: WorkForm) -> str:
    return " ".join(f"{field.ask} {' '.join(field.options.values())}" for field in form.fields)
