"""Answers about threats become the kinds that start clocks and alarms."""

from datetime import date

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.situation import Supply, Threat, Urgent
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.threats_told import ToldThreat, threats_told

THURSDAY = date(2026, 11, 26)


def test_case_a_an_eviction_on_thursday_is_a_legal_threat():
    (told,) = threats_told(
        Threat(eviction=YesNo.YES, eviction_on=THURSDAY, supply=(Supply.NONE,), food=YesNo.YES)
    )
    assert told == ToldThreat(ThreatKind.ONTRUIMING, THURSDAY) and told.kind.legal


def test_case_c_a_bank_attachment_and_no_food_are_spoed_without_a_term():
    told = threats_told(Threat(YesNo.NO, urgent=(Urgent.BANK,), urgent_on=date(2026, 11, 20), food=YesNo.NO))
    assert [t.kind for t in told] == [ThreatKind.BANKBESLAG, ThreatKind.GEEN_GELD_VOOR_ETEN]
    assert not any(t.kind.legal for t in told)


def test_the_first_day_stands_in_for_an_unknown_one_and_legal_ones_come_first():
    record = Threat(
        supply=(Supply.GAS, Supply.WATER), supply_on=Open.DONT_KNOW, insurance_ends=YesNo.YES,
        urgent=(Urgent.COURT,), threat_on=THURSDAY,
    )  # fmt: skip
    told = threats_told(record)
    assert [t.kind.legal for t in told] == [True, True, True, False]
    assert [t.on for t in told] == [THURSDAY, THURSDAY, THURSDAY, None], "whose day it is comes from a letter"
    (alone,) = threats_told(Threat(urgent=(Urgent.COURT,), threat_on=THURSDAY))
    assert alone.on == THURSDAY


def test_a_day_that_a_threat_has_already_is_not_given_to_another():
    told = threats_told(Threat(YesNo.YES, eviction_on=THURSDAY, urgent=(Urgent.WAGE,), threat_on=THURSDAY))
    assert [(t.kind.value, t.on) for t in told] == [("ontruiming", THURSDAY), ("loonbeslag", None)]


def test_nothing_told_is_no_threat():
    assert threats_told(Threat()) == () == threats_told(Threat(eviction=Open.LATER, supply=Open.DONT_KNOW))


def test_every_answer_about_a_threat_is_a_kind_of_threat():
    answers = {a.value for a in (*Supply, *Urgent)} - {"geen"}
    assert answers <= {kind.value for kind in ThreatKind}
