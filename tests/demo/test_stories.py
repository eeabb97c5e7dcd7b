"""The demo's dossiers: the same for the same seed, each one's facts in agreement, the whole like the country."""

import dataclasses
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from stdnum.nl import bsn, postcode

from schuldhulp.budget.categories import CATEGORY
from schuldhulp.calendar import add_working_days, local_date
from schuldhulp.demo.municipalities import municipality
from schuldhulp.demo.purse import month
from schuldhulp.demo.stories import stories, story
from schuldhulp.demo.story import Story
from schuldhulp.demo.timeline import PHASES
from schuldhulp.demo.writing import typed_euro
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.records import from_json
from schuldhulp.dossier.steps import STEP
from schuldhulp.money import Period, format_euro, per_month

NOW = datetime(2026, 11, 21, 22, 56, tzinfo=UTC)
AMOUNT = re.compile(r"€\xa0[\d.]+,\d\d")


@pytest.fixture(scope="module")
def thousand() -> list[Story]:
    return [told for index, count in ((0, 400), (1, 300), (2, 300)) for told in stories(7, index, count, NOW)]


def free_texts(told: Story) -> Iterator[str]:
    """Every text that a person wrote or said in a dossier; codes and single words are none."""
    yield from (message.text for message in told.messages)
    for noted in (
        *told.contacts,
        *told.threats,
        *told.homework,
        *told.besluiten,
        *told.appointments,
        *told.debts,
    ):
        yield noted.note or ""
    yield from (debt.disputed or "" for debt in told.debts)
    yield from (said.text for said in (*told.goals, *told.agreements))
    yield from (told.staff_note or "", told.safe_contact or "", told.own_idea.text if told.own_idea else "")
    yield told.first_talk.question if told.first_talk else ""
    for answer in told.answers.values():
        yield from (value for value in answer.values() if isinstance(value, str) and " " in value)


def test_the_same_seed_tells_the_same_story_and_another_seed_another() -> None:
    assert list(stories(3, 1, 25, NOW)) == list(stories(3, 1, 25, NOW))
    assert list(stories(3, 1, 10, NOW, start=15)) == list(stories(3, 1, 25, NOW))[15:]
    assert story(3, 1, 8, NOW).person != story(4, 1, 8, NOW).person


def test_a_story_is_frozen() -> None:
    told = story(1, 1, 1, NOW)
    with pytest.raises(dataclasses.FrozenInstanceError):
        told.number = 2  # type: ignore[misc]


def test_no_text_stands_in_more_than_two_percent_of_the_dossiers(thousand: list[Story]) -> None:
    seen: Counter[str] = Counter()
    for told in thousand:
        seen.update({text for text in free_texts(told) if text})
    text, times = seen.most_common(1)[0]
    assert times <= 20, text
    assert len(seen) > 20_000


def test_every_fragment_was_filled_and_speaks_calmly(thousand: list[Story]) -> None:
    for told in thousand:
        for text in free_texts(told):
            assert "%(" not in text and "None" not in text and "  " not in text, text
        for message in told.messages:
            if message.author in ("counsellor", "system"):
                assert "!" not in message.text and "helaas" not in message.text.lower()
                assert "u moet" not in message.text.lower(), message.text


def test_all_phases_occur_and_are_the_phases_of_the_product(thousand: list[Story]) -> None:
    assert set(PHASES) == {phase.value for phase in Phase}
    assert {told.phase for told in thousand} == set(PHASES)
    assert {told.source for told in thousand} == {"self", "balie", "telefoon", "wijkteam", "vroegsignaal"}


def test_debts_and_creditors_are_like_the_national_figures(thousand: list[Story]) -> None:
    with_debts = [told for told in thousand if told.debts]
    assert 11.5 < statistics.mean(len(told.debts) for told in with_debts) < 14.5
    assert all(1 <= len(told.debts) <= 41 for told in with_debts)
    totals = sorted(told.debt_cents for told in with_debts)
    assert 22_000_00 < statistics.median(totals) < 29_000_00
    assert 32_000_00 < statistics.mean(totals) < 44_000_00


def test_nothing_happened_after_now_or_before_the_registration(thousand: list[Story]) -> None:
    for told in thousand:
        moments = [entry.at for entry in told.phases] + [message.at for message in told.messages]
        moments += [contact.at for contact in told.contacts] + list(told.steps_done.values())
        moments += [budget.at for budget in told.budgets] + ([told.first_talk.at] if told.first_talk else [])
        assert max(moments) <= NOW, (told.municipality, told.number)
        assert local_date(min(moments)) >= local_date(told.registered_at)
        assert [entry.at for entry in told.phases] == sorted(entry.at for entry in told.phases)
        assert [message.at for message in told.messages] == sorted(message.at for message in told.messages)
        assert all(
            message.read_at is None or message.at <= message.read_at <= NOW for message in told.messages
        )


def test_legal_terms_are_kept_mostly_and_broken_sometimes(thousand: list[Story]) -> None:
    ordinary, urgent, decided = [], [], []
    for told in thousand:
        if not told.first_talk:
            continue
        talk = local_date(told.first_talk.at)
        at_start = [
            threat for threat in told.threats if threat.legal and threat.reported_at == told.registered_at
        ]
        if at_start:
            urgent.append(talk <= add_working_days(local_date(told.registered_at), 3))
        else:
            ordinary.append(talk <= told.clock_start + timedelta(days=31))
        decided += [besluit.on <= talk + timedelta(days=59) for besluit in told.besluiten[:1]]
    for kept in (ordinary, urgent, decided):
        assert 0.8 < statistics.mean(kept) < 1, len(kept)


def test_a_besluit_comes_after_the_talk_and_a_plan_before_stabilising(thousand: list[Story]) -> None:
    for told in thousand:
        if told.besluiten:
            assert told.first_talk and told.besluiten[0].on >= local_date(told.first_talk.at)
        if told.phase in ("stabilisatie", "schuldregeling", "nazorg"):
            assert told.besluiten and told.besluiten[0].kind == "plan_van_aanpak"
            assert told.budgets[0].room_cents >= 0
        assert (told.closed_reason is not None) == (told.phase == "afgesloten")


def test_answers_fit_the_records_of_the_steps(thousand: list[Story]) -> None:
    for told in thousand:
        assert set(told.steps_done) <= set(told.answers)
        for slug, answer in told.answers.items():
            assert slug in STEP
            record = from_json(STEP[slug].record, {"v": 1, "fields": answer})
            assert any(getattr(record, field.name) is not None for field in dataclasses.fields(record))


def test_budgets_add_up_line_by_line(thousand: list[Story]) -> None:
    for told in thousand:
        for row in (*told.incomes, *told.expenses):
            assert row.category in CATEGORY and row.cents > 0
            assert month(row.cents, row.period) == per_month(row.cents, Period(row.period))
        for budget in told.budgets:
            income = sum(per_month(row.before_withheld_cents, Period(row.period)) for row in budget.incomes)
            spent = sum(per_month(row.cents, Period(row.period)) for row in budget.expenses)
            assert (budget.income_cents, budget.expense_cents) == (income, spent)
            assert budget.room_cents == income - spent - budget.burden_cents


def test_a_threat_stands_at_its_debt_and_in_the_messages(thousand: list[Story]) -> None:
    told_of = 0
    for told in thousand:
        for threat in told.threats:
            assert threat.reported_at <= NOW and (
                threat.seen_at is None or threat.reported_at <= threat.seen_at <= NOW
            )
            if told.debts and told.number > 2:
                assert [debt.threat_on for debt in told.debts if debt.threat] == [threat.on]
            told_of += any(
                threat.who and threat.who.lower() in message.text.lower() for message in told.messages
            )
    assert told_of > 40


def test_amounts_in_messages_are_amounts_of_that_dossier(thousand: list[Story]) -> None:
    looked = 0
    for told in thousand:
        if not (told.debts and told.budgets):
            continue
        first = told.budgets[0]
        for message in told.messages:
            if message.author == "counsellor" and " per maand over" in message.text:
                assert format_euro(first.room_cents) in message.text
                looked += 1
            if "en samen " in message.text:
                assert typed_euro(told.debt_cents) in message.text
                looked += 1
    assert looked > 20


def test_people_are_fictional_and_unique(thousand: list[Story]) -> None:
    emails = [told.person.email for told in thousand if told.person.email]
    assert len(set(emails)) == len(emails)
    scripts = set()
    for told in thousand:
        person = told.person
        assert person.email is None or re.fullmatch(r"[a-z0-9.]+@demo\.example", person.email)
        assert person.phone.startswith("06-0") and bsn.is_valid(person.bsn) and person.bsn.startswith("9999")
        assert postcode.is_valid(person.postcode)
        low, high = municipality(told.municipality).postcodes
        assert low <= int(person.postcode[:4]) <= high
        assert told.offline == (person.email is None)
        scripts.add(next((ord(letter) >> 8 for letter in person.name if ord(letter) > 0x2FF), 0))
    assert len(scripts) >= 4


def test_people_without_children_do_not_write_about_theirs(thousand: list[Story]) -> None:
    for told in thousand:
        if not told.household.child_ages:
            for message in told.messages:
                if message.author == "client":
                    assert "mijn dochter" not in message.text and "mijn kinderen" not in message.text.lower()


def test_a_share_waits_for_us_and_a_share_is_quiet(thousand: list[Story]) -> None:
    running = [told for told in thousand if told.phase != "afgesloten" and len(told.messages) > 1]
    waiting = sum(told.messages[-1].author == "client" for told in running) / len(running)
    assert 0.15 < waiting < 0.6


def test_a_story_is_cheap() -> None:
    began = time.process_time()
    assert sum(1 for _ in stories(5, 2, 200, NOW)) == 200
    assert time.process_time() - began < 1.5
