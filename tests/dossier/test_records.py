"""Records keep typed answers, know which questions count, and survive JSON."""

import json
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records import (
    UnreadableRecord,
    YesNo,
    from_json,
    is_empty,
    to_json,
    unanswered,
)
from schuldhulp.dossier.records.answers import asked_fields, value_types
from schuldhulp.dossier.records.plan import OwnIdea
from schuldhulp.dossier.records.situation import Situation, Supply, Threat, Worry
from schuldhulp.dossier.steps import STEPS
from schuldhulp.money import Period

RECORDS = [step.record for step in STEPS]


def values_of(kind: object) -> st.SearchStrategy:
    if get_origin(kind) is tuple:
        return st.lists(st.sampled_from(list(get_args(kind)[0])), unique=True).map(tuple)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    return {int: st.integers(0, 10**9), str: st.text(max_size=40), date: st.dates()}[kind]


@st.composite
def records(draw):
    record_type = draw(st.sampled_from(RECORDS))
    return record_type(
        **{
            name: draw(st.none() | st.sampled_from(list(Open)) | values_of(kind))
            for name, kind in value_types(record_type).items()
        }
    )


@given(records())
def test_json_gives_the_same_record_back(record):
    stored = json.loads(json.dumps(to_json(record)))
    assert stored["v"] == 1
    assert from_json(type(record), stored) == record


@pytest.mark.parametrize("record_type", RECORDS)
def test_a_new_record_is_empty_and_its_conditions_name_real_answers(record_type):
    assert is_empty(record_type()) and to_json(record_type()) == {"v": 1, "fields": {}}
    types = value_types(record_type)
    for part in fields(record_type):
        if condition := part.metadata["only_if"]:
            kind = types[condition[0]]
            choices = get_args(kind)[0] if get_origin(kind) is tuple else kind
            assert set(condition[1]) <= {member.value for member in choices}


def test_json_is_readable_by_a_person():
    record = Threat(
        eviction=YesNo.YES, eviction_on=date(2026, 11, 26), supply=(Supply.GAS,), food=Open.DONT_KNOW
    )
    assert to_json(record) == {
        "v": 1,
        "fields": {
            "eviction": "ja",
            "eviction_on": "2026-11-26",
            "supply": ["gas"],
            "food": {"open": "weet_ik_niet"},
        },
    }
    assert to_json(OwnIdea(saves_cents=1200, saves_per=Period.WEEK))["fields"]["saves_per"] == "week"


@pytest.mark.parametrize(
    "stored",
    [
        {"v": 2, "fields": {}},
        {},
        {"v": 1, "fields": {"onbekend": 1}},
        {"v": 1, "fields": {"heaviest": ["iets"]}},
        {"v": 1, "fields": {"story": 12}},
        {"v": 1, "fields": {"story": {"open": "nooit"}}},
    ],
)
def test_what_does_not_fit_is_refused(stored):
    with pytest.raises(UnreadableRecord):
        from_json(Situation, stored)


def test_a_question_counts_only_when_its_condition_holds():
    names = [part.name for part in asked_fields(Threat(eviction=YesNo.YES, supply=(Supply.NONE,)))]
    assert "eviction_on" in names and "supply_on" not in names and "insurance_on" not in names
    assert "eviction_on" not in [part.name for part in asked_fields(Threat(eviction=Open.LATER))]


def test_weet_ik_niet_is_an_answer_and_later_is_not():
    assert unanswered(Situation()) == ("heaviest", "story")
    assert unanswered(Situation(heaviest=(Worry.HOME,), story=Open.LATER)) == ("story",)
    assert unanswered(Situation(heaviest=Open.DONT_KNOW, story="x")) == ()
    assert unanswered(Threat(), ("threat_on", "food", "reach_now")) == ("food", "threat_on", "reach_now")
