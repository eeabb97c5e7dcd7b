"""A form per step: its fields are the fields of its record, and what is typed comes back."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import get_args, get_origin

import pytest
import time_machine
from flask import Flask
from werkzeug.datastructures import MultiDict

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records import YesNo
from schuldhulp.dossier.records.answers import value_types
from schuldhulp.dossier.records.situation import Supply, Threat, Worry
from schuldhulp.dossier.steps import STEP, STEPS
from schuldhulp.money import Period
from schuldhulp.web.steps.forms import FORM_FOR, StuckForm, form_class, form_data, record_from
from schuldhulp.web.steps.forms_situation import ThreatNowForm

TOKEN = ("token", "0" * 32)
SAMPLE = {
    "EuroField": "€ 1.234,50", "IntegerField": "7", "TextField": "Één regel 👋", "LongTextField": "Twee\nregels",
    "DateField": "24-12-2026", "PeriodField": "4weken", "RulerField": "0",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False)
    with app.test_request_context(), time_machine.travel("2026-11-20T16:40:00+01:00", tick=False):
        yield


def test_there_is_a_form_for_every_step():
    assert set(FORM_FOR) == {step.slug for step in STEPS}


@pytest.mark.parametrize("slug", list(FORM_FOR))
def test_the_fields_of_a_form_are_those_of_its_record_in_the_same_order(slug):
    form = FORM_FOR[slug]()
    assert FORM_FOR[slug].record is STEP[slug].record
    assert [field.short_name for field in form.asked] == [part.name for part in fields(STEP[slug].record)]


@pytest.mark.parametrize("slug", list(FORM_FOR))
def test_every_question_takes_weet_ik_niet_and_later(slug):
    for field in FORM_FOR[slug]().asked:
        assert field.open_allowed, field.name
        assert [value for value, _ in field.open_choices] == ["weet_ik_niet", "later"]


@pytest.mark.parametrize("slug", list(FORM_FOR))
@pytest.mark.parametrize("answer", list(Open))
def test_all_open_answers_make_a_record_of_open_answers(slug, answer):
    names = [part.name for part in fields(STEP[slug].record)]
    form = FORM_FOR[slug](MultiDict([TOKEN, *((f"{name}--open", answer.value) for name in names)]))
    assert form.validate(), form.errors
    assert record_from(form) == STEP[slug].record(**dict.fromkeys(names, answer))


def first_values(form) -> dict[str, list[str]]:
    found = {}
    for field in form.asked:
        if field.type in ("ChoiceField", "CheckboxesField", "DropdownField"):
            found[field.name] = [field.choices[0].value]
        else:
            found[field.name] = [SAMPLE[field.type]]
    return found


@pytest.mark.parametrize("slug", list(FORM_FOR))
def test_what_is_typed_becomes_typed_values_and_fills_the_form_again(slug):
    typed = first_values(FORM_FOR[slug]())
    form = FORM_FOR[slug](MultiDict([TOKEN, *((k, v) for k, values in typed.items() for v in values)]))
    assert form.validate(), form.errors
    record = record_from(form)
    for name, kind in value_types(STEP[slug].record).items():
        value = getattr(record, name)
        if get_origin(kind) is tuple:
            assert isinstance(value, tuple) and isinstance(value[0], get_args(kind)[0])
        else:
            assert type(value) is kind or (
                isinstance(kind, type) and issubclass(kind, Enum) and value in kind
            )
    again = FORM_FOR[slug](data=form_data(record))
    assert record_from(again) == record


@pytest.mark.parametrize("slug", list(FORM_FOR))
def test_an_empty_post_is_kept_too(slug):
    form = FORM_FOR[slug](MultiDict([TOKEN]))
    assert form.validate(), form.errors
    assert set(form_data(record_from(form)).values()) <= {None, Period.MONTH}


def test_at_a_threat_the_form_has_three_questions_and_keeps_the_rest():
    threat = next(step for step in STEPS if step.slug == "dreigt-er-iets")
    assert form_class("dreigt-er-iets", threat_open=True) is ThreatNowForm
    assert form_class("dreigt-er-iets", threat_open=False) is FORM_FOR["dreigt-er-iets"]
    assert form_class("doel", threat_open=True) is FORM_FOR["doel"]
    form = ThreatNowForm(
        MultiDict([TOKEN, ("threat_on", "26-11-2026"), ("food", "ja"), ("reach_now--open", "later")])
    )
    assert tuple(field.name for field in form.asked) == threat.urgent_fields
    assert form.validate(), form.errors
    before = Threat(eviction=YesNo.YES)
    assert record_from(form, before) == Threat(
        eviction=YesNo.YES, threat_on=date(2026, 11, 26), food=YesNo.YES, reach_now=Open.LATER
    )


def test_a_question_that_does_not_apply_stops_nobody():
    form = FORM_FOR["dreigt-er-iets"](MultiDict([TOKEN, ("eviction", "nee"), ("eviction_on", "onzin")]))
    assert form.validate(), form.errors
    assert record_from(form).eviction_on is None
    form = FORM_FOR["dreigt-er-iets"](MultiDict([TOKEN, ("eviction", "ja"), ("eviction_on", "onzin")]))
    assert not form.validate() and list(form.errors) == ["eviction_on"]
    assert form.eviction_on.only_if == ("eviction", ("ja",)) and form.eviction.only_if is None
    assert form.eviction_on._value() == "onzin"


def test_none_of_these_stands_alone():
    form = FORM_FOR["dreigt-er-iets"](MultiDict([TOKEN, ("supply", "gas"), ("supply", "geen")]))
    assert not form.validate() and "Laat een van de twee staan" in form.errors["supply"][0]
    assert form.supply.data == (Supply.GAS, Supply.NONE)


def test_several_worries_are_kept_in_order():
    form = FORM_FOR["wat-speelt-er"](MultiDict([TOKEN, ("heaviest", "huis"), ("heaviest", "werk")]))
    assert form.validate() and record_from(form).heaviest == (Worry.HOME, Worry.WORK)


def test_labels_are_short_and_kind():
    for slug, form_type in {**FORM_FOR, "stuck": StuckForm}.items():
        for field in form_type().asked:
            for text in (field.label.text, field.description, field.help):
                assert "!" not in text and " moet" not in text and "helaas" not in text, (slug, text)
            assert len(field.label.text.split()) <= 12, (slug, field.label.text)


def test_het_lukt_niet_asks_nothing_that_is_needed():
    form = StuckForm(MultiDict([TOKEN]))
    assert form.validate() and form.answers() == {"why": None, "wish": None}
    assert StuckForm(MultiDict([TOKEN, ("wish", "paper")])).wish.data == "paper"
