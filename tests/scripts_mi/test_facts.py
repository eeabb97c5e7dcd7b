"""The codes of this package are those of the dossier, though neither knows the other."""

import pytest

from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.scripts_mi.conditions import Test, in_words
from schuldhulp.scripts_mi.facts import FACTS, PHASES, THREATS, Kind, Snapshot


def test_the_codes_are_those_of_the_dossier() -> None:
    assert set(PHASES) == {phase.value for phase in Phase}
    assert set(THREATS) == {kind.value for kind in ThreatKind}


def test_each_fact_has_its_own_words_and_codes_where_it_needs_them() -> None:
    labels = [fact.label for fact in FACTS.values()]
    assert len(set(labels)) == len(labels)
    for fact in FACTS.values():
        assert bool(fact.codes) is (fact.kind in (Kind.CODE, Kind.CODES))


@pytest.mark.parametrize(
    ("fact", "code", "words"),
    [
        ("crisis.kind", "suicidality", "soort crisis: niet meer willen leven"),
        ("threat.kind", "geen_geld_voor_eten", "soort dreiging: geen geld voor eten"),
        ("phase", "aanmelding", "fase: aanmelding"),
    ],
)
def test_a_reason_is_said_in_words_and_not_in_codes(fact: str, code: str, words: str) -> None:
    assert in_words(Test(fact, "eq", code), Snapshot({fact: code})) == words
