"""The codes of this package are those of the dossier, though neither knows the other."""

from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.scripts_mi.facts import FACTS, PHASES, THREATS, Kind


def test_the_codes_are_those_of_the_dossier() -> None:
    assert set(PHASES) == {phase.value for phase in Phase}
    assert set(THREATS) == {kind.value for kind in ThreatKind}


def test_each_fact_has_its_own_words_and_codes_where_it_needs_them() -> None:
    labels = [fact.label for fact in FACTS.values()]
    assert len(set(labels)) == len(labels)
    for fact in FACTS.values():
        assert bool(fact.codes) is (fact.kind in (Kind.CODE, Kind.CODES))
