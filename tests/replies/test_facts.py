"""From what is known to facts, and from facts to a fitting script."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.plan import Goal, OwnIdea
from schuldhulp.dossier.records.situation import Rulers
from schuldhulp.replies.facts import facts_of
from schuldhulp.replies.gathering.queries import lexicon
from schuldhulp.replies.known import Known, StepKnown
from schuldhulp.replies.queries import catalogue
from schuldhulp.scripts_mi.analysis.topics import read_message
from schuldhulp.scripts_mi.choosing import choose, gate_of
from schuldhulp.scripts_mi.composing import compose
from schuldhulp.scripts_mi.ledger import Ledger

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)


def known(**more: Any) -> Known:
    base: dict[str, Any] = {
        "called": "Sam", "writer": "Noor", "municipality": "Voorbeeldstad", "phone": "010 000 00 00",
        "reply_hours": 48, "phase": "online_gestart", "past_online": "ja", "language": "nl",
        "registered_at": NOW - timedelta(days=8), "last_client_at": NOW, "counsellor_messages": 1,
    }  # fmt: skip
    return Known(**{**base, **more})


def offered(who: Known) -> list[str]:
    found = choose(catalogue(), facts_of(who, NOW), Ledger(), str(uuid4()), NOW.date())
    return [suggestion.script_id for suggestion in found.suggestions]


def test_an_open_answer_is_no_fact_and_a_known_one_is() -> None:
    rulers = Rulers(importance=8, confidence=Open.LATER)
    steps = {
        "hoe-belangrijk-en-zeker": StepKnown(mark="done", done_at=NOW, record=rulers),
        "doel": StepKnown(mark="begun", record=Goal(goal="weer rustig slapen")),
        "eigen-idee": StepKnown(mark="begun", record=OwnIdea(idea=Open.DONT_KNOW)),
    }  # fmt: skip
    facts = facts_of(known(steps=steps), NOW)
    assert facts.get("ruler.importance") == 8 and facts.get("ruler.confidence") is None
    assert facts.get("client.goal") == "weer rustig slapen" and facts.get("client.idea") is None
    assert facts.get("budget.idea") is False
    assert (facts.get("steps.done"), facts.get("steps.last_done")) == (1, "hoe-belangrijk-en-zeker")


def test_a_threat_that_was_answered_no_longer_brings_the_first_contact_text() -> None:
    waiting = known(threat="ontruiming", counsellor_messages=1)
    assert offered(waiting)[0] == "dreiging.ontruiming"
    news = read_message("Er is een nieuwe brief van het CJIB, wat betekent dit?", lexicon())
    answered = known(threat="ontruiming", threat_answered=True, last_message=news, last_message_at=NOW)
    assert gate_of(facts_of(waiting, NOW)) == "dreiging" and gate_of(facts_of(answered, NOW)) == "open"
    assert offered(answered)[:2] == ["dreiging.staat_nog_open", "stap.uitleg_brief"]


def test_while_a_threat_stands_its_text_comes_before_every_other_that_fits() -> None:
    steps = {
        "schulden-grof": StepKnown(mark="done", done_at=NOW),
        "eigen-idee": StepKnown(mark="done", done_at=NOW, record=OwnIdea(idea="minder roken")),
    }  # fmt: skip
    news = read_message("Ik schaam me zo voor de schulden.", lexicon())
    busy = known(
        steps=steps, debts=11, debts_cents=1_205_425, plan_ready=True, last_message=news, last_message_at=NOW
    )
    assert "dreiging.staat_nog_open" not in offered(busy) and "schulden.grof_klaar" in offered(busy)
    for kind in ("ontruiming", "loonbeslag"):
        assert offered(replace(busy, threat=kind, threat_answered=True))[0] == "dreiging.staat_nog_open"
        assert offered(replace(busy, threat=kind))[0].startswith("dreiging.")


def test_a_step_that_one_of_us_wrote_about_after_it_is_no_longer_news() -> None:
    steps = {"schulden-grof": StepKnown(mark="done", done_at=NOW - timedelta(hours=3))}
    before, after = (
        known(steps=steps, debts=11),
        known(steps=steps, debts=11, last_written_at=NOW - timedelta(hours=1)),
    )
    assert "schulden.grof_klaar" in offered(before)
    assert "schulden.grof_klaar" not in offered(after)
    stuck = {"wonen": StepKnown(mark="stuck", saved_at=NOW - timedelta(hours=3))}
    assert facts_of(known(steps=stuck), NOW).get("steps.stuck") == "wonen"
    assert facts_of(replace(known(steps=stuck), last_written_at=NOW), NOW).get("steps.stuck") is None


def test_a_month_is_short_or_leaves_room_and_is_unknown_before_it_is_filled_in() -> None:
    assert facts_of(known(), NOW).get("budget.balance_cents") is None
    short = facts_of(known(month_cents=-14_000), NOW)
    assert (short.get("budget.deficit_cents"), short.get("budget.room_cents")) == (14_000, None)
    assert facts_of(known(month_cents=4_600), NOW).get("budget.room_cents") == 4_600


def test_a_threat_lets_only_scripts_for_a_threat_through() -> None:
    facts = facts_of(known(threat="ontruiming", threat_on=date(2026, 11, 26)), NOW)
    assert gate_of(facts) == "dreiging" and facts.get("threat.day") == "donderdag 26 november"
    assert all(catalogue().scripts[i].at_threat for i in offered(known(threat="ontruiming")))
    assert "dreiging.ontruiming" in offered(known(threat="ontruiming"))


def test_a_sign_of_a_crisis_lets_only_those_texts_through_until_a_person_looked() -> None:
    reading = read_message("Ik wil niet meer leven", lexicon())
    signed = known(last_message=reading, last_message_at=NOW, crisis="suicidality")
    assert offered(signed) == ["crisis.suicidaliteit"]
    looked = known(last_message=reading, last_message_at=NOW)
    assert not any(catalogue().scripts[i].process == "crisis" for i in offered(looked))


def test_the_first_answer_welcomes_online_or_the_ordinary_route() -> None:
    new = {"counsellor_messages": 0, "phase": "aanmelding"}
    assert "welkom.past_online_ja" in offered(known(**new, past_online="ja"))
    assert "welkom.past_online_nee" in offered(known(**new, past_online="nee"))
    assert not [i for i in offered(known(**new, past_online="open")) if i.startswith("welkom")]


def test_names_are_filled_and_what_is_unknown_stays_open() -> None:
    who = known(last_message=read_message("Ik ben zo moe", lexicon()), last_message_at=NOW)
    facts = facts_of(who, NOW)
    chosen = choose(catalogue(), facts, Ledger(), "sam", NOW.date()).suggestions[0]
    draft = compose(catalogue(), chosen, facts)
    assert draft.text.startswith("Beste Sam,") and draft.text.endswith("Hartelijke groet,\nNoor")
