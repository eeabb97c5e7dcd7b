"""Gates, order, and an explanation that can be replayed."""

from datetime import date

import pytest

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.analysis.lexicon import load_lexicon
from schuldhulp.scripts_mi.analysis.topics import read_message
from schuldhulp.scripts_mi.choosing import choose, choose_prompt, gate_of, replay
from schuldhulp.scripts_mi.composing import compose
from schuldhulp.scripts_mi.facts import Snapshot, UnknownFact, WrongValue, snapshot_of
from schuldhulp.scripts_mi.ledger import Ledger, Use
from schuldhulp.scripts_mi.register import in_je

from .texts import CATALOGUE

LEXICON = load_lexicon()
TODAY = date(2026, 11, 20)
CASE_A = "ik heb de brief pas vandaag opengemaakt, ik durf de deur niet meer open te doen. heeft dit nog zin?"
CASE_C = "Ik snap die brieven niet. Laat maar."


def _facts(**more: object) -> Snapshot:
    values: dict[str, object] = {"crisis.open": False, "threat.open": False}
    values.update({name.replace("__", "."): value for name, value in more.items()})
    return snapshot_of(values)


def _case_a(**more: object) -> Snapshot:
    signs = {name.replace(".", "__"): value for name, value in read_message(CASE_A, LEXICON).facts().items()}
    return _facts(
        **{
            **signs,
            "threat__open": True,
            "threat__kind": "ontruiming",
            "client__salutation": "mevrouw",
            "ruler__confidence": 2,
            "dossier__past_online": "ja",
            "dossier__counsellor_messages": 0,
            "letters__unopened": 4,
            **more,
        }
    )


def _ids(snapshot: Snapshot, ledger: Ledger | None = None, count: int = 3) -> list[str]:
    return [
        each.script_id
        for each in choose(CATALOGUE, snapshot, ledger or Ledger(), "k", TODAY, count).suggestions
    ]


def test_case_a_gets_the_script_that_knows_of_the_threat_first_and_no_ruler() -> None:
    assert _ids(_case_a())[:2] == ["dreiging.heeft_dit_zin", "dreiging.ontruiming"]
    explanation = choose(CATALOGUE, _case_a(), Ledger(), "k", TODAY, 100)
    assert explanation.gate == "dreiging"
    for suggestion in explanation.suggestions:
        script = CATALOGUE.scripts[suggestion.script_id]
        assert script.at_threat
        assert all(line.label != "ruler_question" for slot in script.slots for line in slot.lines)
        assert "cijfer" not in compose(CATALOGUE, suggestion, _case_a()).text


def test_without_the_threat_the_same_message_gets_an_ordinary_answer() -> None:
    ids = _ids(_case_a(threat__open=False, threat__kind=None), count=100)
    assert "contact.heeft_dit_zin" in ids
    assert not any(each.startswith("dreiging.") for each in ids)


def test_case_c_gets_short_sentences_and_another_way() -> None:
    signs = {name.replace(".", "__"): value for name, value in read_message(CASE_C, LEXICON).facts().items()}
    ids = _ids(_facts(**signs, client__literacy=True, steps__stuck="thuis"))
    assert "contact.taal_of_lezen" in ids
    assert "stap.lukt_niet" in ids


def test_a_crisis_lets_only_crisis_texts_through() -> None:
    snapshot = _case_a(crisis__open=True, crisis__kind="suicidality", message__last__discord=True)
    assert gate_of(snapshot) == "crisis"
    assert _ids(snapshot, count=100) == ["crisis.suicidaliteit"]


def test_discord_lets_only_repair_through() -> None:
    snapshot = _facts(message__last__discord=True, budget__submitted=True, budget__balance_cents=-14_000)
    assert _ids(snapshot, count=100) == ["contact.boos"]


def test_a_shortage_asks_for_the_own_idea_and_says_why_in_euros() -> None:
    snapshot = _facts(budget__submitted=True, budget__balance_cents=-14_000, budget__deficit_cents=14_000)
    best = choose(CATALOGUE, snapshot, Ledger(), "k", TODAY).suggestions[0]
    assert best.script_id == "budget.tekort"
    assert "140,00" in best.reason
    assert sum(points for _, points in best.terms) == best.score
    assert (
        _ids(_facts(budget__submitted=True, budget__balance_cents=-1, budget__idea=True))[0]
        == "budget.eigen_idee"
    )


def test_cooldown_and_number_of_uses_are_kept() -> None:
    snapshot = _facts(debts__new=True)
    assert _ids(snapshot) == ["schulden.nieuwe_schuld"]
    recent = Ledger((Use("schulden.nieuwe_schuld", date(2026, 11, 15)),))
    assert _ids(snapshot, recent) == []
    often = Ledger(tuple(Use("schulden.nieuwe_schuld", date(2026, month, 1)) for month in (1, 3)))
    explanation = choose(CATALOGUE, snapshot, often, "k", TODAY)
    assert ("schulden.nieuwe_schuld", 2, "al vaak genoeg verstuurd") in explanation.passed_over


def test_a_script_whose_core_was_read_is_exhausted() -> None:
    keys = tuple(line.key for slot in CATALOGUE.scripts["contact.dank"].slots for line in slot.lines)
    read = Ledger((Use("another.script", date(2026, 1, 1), keys),))
    assert _ids(_facts(message__last__topics=("dank",)), read) == []


def test_who_chose_je_gets_the_je_form_with_the_same_lines() -> None:
    known = {
        "debts__new": True,
        "client__salutation": "Sam",
        "counsellor__name": "Noor",
        "reply__within": "twee werkdagen",
    }
    polite, plain = _facts(**known), _facts(**known, client__register="je")
    for client in "abcdef":
        one, other = (
            choose(CATALOGUE, each, Ledger(), client, TODAY).suggestions[0] for each in (polite, plain)
        )
        assert (one.script_id, one.lines, one.score) == (other.script_id, other.lines, other.score)
        drafts = [compose(CATALOGUE, one, polite), compose(CATALOGUE, other, plain)]
        assert drafts[1].text == in_je(drafts[0].text) != drafts[0].text
        assert drafts[0].line_keys == drafts[1].line_keys


@pytest.mark.parametrize("snapshot", [_case_a(), _facts(debts__new=True, client__idea="geheim idee")])
def test_an_explanation_is_replayed_to_the_bit_and_keeps_no_free_text(snapshot: Snapshot) -> None:
    ledger = Ledger((Use("dreiging.algemeen", date(2026, 11, 1), ("abc",)),))
    record = choose(CATALOGUE, snapshot, ledger, "client-7", TODAY).as_record()
    assert replay(record, CATALOGUE).as_record() == record
    assert "geheim" not in record


def test_equal_input_gives_equal_output_and_another_client_another_text() -> None:
    texts = set()
    for client in ("a", "b", "c", "d", "e", "f"):
        one, two = (choose(CATALOGUE, _case_a(), Ledger(), client, TODAY) for _ in range(2))
        assert one == two
        texts.add(compose(CATALOGUE, one.suggestions[0], _case_a()).text)
    assert len(texts) >= 3


def test_a_snapshot_refuses_unknown_facts_and_wrong_values() -> None:
    with pytest.raises(UnknownFact):
        _facts(budget__colour=3)
    with pytest.raises(WrongValue):
        _facts(budget__balance_cents="veel")
    with pytest.raises(WrongValue):
        _facts(phase="nooit")
    with pytest.raises(WrongValue):
        snapshot_of({"crisis.open": False})


def test_prompts_follow_the_facts_and_are_silent_at_a_threat() -> None:
    def text(snapshot: Snapshot, step: str, moment: str) -> str | None:
        chosen = choose_prompt(CATALOGUE, snapshot, Ledger(), "k", step, moment)
        return chosen.prompt_id if chosen else None

    assert text(_facts(), "eigen-idee", "before") == "stap.eigen_idee.vooraf"
    assert text(_facts(budget__balance_cents=-1), "eigen-idee", "before") == "stap.eigen_idee.vooraf.tekort"
    for step in STEP:
        for moment in ("before", "after"):
            assert text(_facts(threat__open=True), step, moment) is None
            assert text(_facts(crisis__open=True), step, moment) is None
    assert text(_facts(), "dreigt-er-iets", "before") is None
