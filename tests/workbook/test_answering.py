"""Answering steps: what is stored, whose turn it becomes, and what a threat does."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from schuldhulp.dossier.envelopes import from_envelope
from schuldhulp.dossier.events import StepAnswered, ThreatReported
from schuldhulp.dossier.facts import Mark
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.progress import State, status
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.plan import Goal
from schuldhulp.dossier.records.situation import Home, Situation, Threat, Urgent, Worry
from schuldhulp.dossier.steps import STEP
from schuldhulp.dossier.tables import Event
from schuldhulp.dossier.tables import Threat as ThreatRow
from schuldhulp.refusals import Conflict
from schuldhulp.workbook import actions, queries
from schuldhulp.workbook.tables import StepAnswer, StepDraft
from tests.world import World

STORY = Situation(heaviest=(Worry.LETTERS,), story="K-anna is moe", first_wish=None)


def answer(world: World, slug: str, record: Any, who: str = "anna", **more: Any) -> Mark:
    with world.open() as session:
        dossier = world.dossier(session, "anna", who)
        return actions.answer_step(session, world.people[who], world.now, dossier, slug, record, **more)


def book(world: World) -> queries.Workbook:
    with world.open() as session:
        return queries.workbook(session, world.people["anna"], world.dossier(session))


def last_event(world: World) -> Any:
    with world.open() as session:
        row = session.scalars(select(Event).order_by(Event.at.desc(), Event.seq.desc())).first()
        assert row is not None
        return from_envelope(row.kind, row.envelope)


def test_an_answer_is_sealed_counted_and_makes_it_our_turn(world: World) -> None:
    assert answer(world, "wat-speelt-er", STORY) is Mark.DONE
    with world.open() as session:
        row = session.scalars(select(StepAnswer)).one()
        assert b"K-anna" not in (row.answer_sealed or b"") and row.done_at == world.now and row.version == 1
        dossier = world.dossier(session)
    assert (dossier.waiting_on, dossier.waiting_for) == ("us", "aanmelding")
    event = last_event(world)
    assert (
        isinstance(event, StepAnswered) and event.done and event.steps_talk == 1 and event.fields_filled == 2
    )
    stored = book(world).stored["wat-speelt-er"]
    assert stored.record == STORY and stored.by_role == "client"


def test_stopping_half_way_keeps_the_step_begun(world: World) -> None:
    assert answer(world, "doel", Goal(goal="Rust"), stopped=True) is Mark.BEGUN
    assert status(STEP["doel"], book(world).facts, book(world).stored).state is State.BEGUN
    assert answer(world, "doel", Goal(goal=Open.LATER)) is Mark.BEGUN
    assert answer(world, "doel", Goal(goal="Rust"), version=2) is Mark.DONE


def test_two_people_who_edit_one_step_meet(world: World) -> None:
    answer(world, "doel", Goal(goal="Rust"), version=0)
    with pytest.raises(Conflict):
        answer(world, "doel", Goal(goal="Iets anders"), who="noor", version=0)
    assert book(world).stored["doel"].record == Goal(goal="Rust")


def test_later_and_stuck_are_answers(world: World) -> None:
    answer(world, "doel", Goal(goal="Rust"))
    with world.open() as session:
        dossier = world.dossier(session)
        actions.postpone_step(session, world.people["anna"], world.now, dossier, "doel")
        actions.report_stuck(
            session,
            world.people["anna"],
            world.now,
            dossier,
            "post-ordenen",
            why="K-anna durft niet",
            wish="phone",
        )
        dossier = world.dossier(session)
        rows = {r.step: r for r in session.scalars(select(StepAnswer))}
        assert b"durft" not in (rows["post-ordenen"].stuck_sealed or b"")
        legal = dossier.first_talk_due
    assert dossier.client_clock_paused and dossier.waiting_on == "us"
    assert legal == date(2026, 12, 18), "the legal clock runs on"
    stored = book(world).stored
    assert (stored["doel"].mark, stored["post-ordenen"].mark) == (Mark.LATER, Mark.STUCK)
    assert stored["doel"].record == Goal(goal="Rust")
    assert stored["post-ordenen"].stuck == {"why": "K-anna durft niet", "wish": "phone"}


def test_a_threat_in_the_answers_sounds_the_alarm_once_and_its_day_again(world: World) -> None:
    told = Threat(
        eviction=YesNo.YES, eviction_on=Open.DONT_KNOW, supply=Open.DONT_KNOW, insurance_ends=YesNo.NO,
        urgent=Open.DONT_KNOW, food=YesNo.YES,
    )  # fmt: skip
    answer(world, "dreigt-er-iets", told)
    with world.open() as session:
        dossier = world.dossier(session)
        row = session.scalars(select(ThreatRow)).one()
        assert (row.kind, row.legal, row.threatens_on) == ("ontruiming", True, None)
    assert dossier.first_talk_due == date(2026, 11, 25) and dossier.threat_unseen
    facts = book(world).facts
    assert facts.threat_open
    day = date(2026, 11, 26)
    with world.open() as session:
        row = session.scalars(select(ThreatRow)).one()
        row.seen_at = world.now
        session.commit()
    assert not book(world).facts.threat_open
    answer(
        world, "dreigt-er-iets", Threat(**{**_values(told), "eviction_on": day, "reach_now": "010 K-anna"})
    )
    with world.open() as session:
        row = session.scalars(select(ThreatRow)).one()
        assert (row.threatens_on, row.seen_at) == (day, None)
        assert session.scalar(select(func.count()).where(Event.kind == "ThreatReported")) == 2
    event = last_event(world)
    assert isinstance(event, ThreatReported) and event.threatens_on == day


def test_one_day_in_a_letter_is_the_day_of_one_threat(world: World) -> None:
    """An attachment on the wage gets no day from the letter about the eviction."""
    told = Threat(eviction=YesNo.YES, urgent=(Urgent.WAGE,), food=YesNo.NO)
    answer(world, "dreigt-er-iets", told)
    day = date(2026, 11, 26)
    for _ in range(2):  # and posted again, when the eviction has its day
        answer(world, "dreigt-er-iets", Threat(**{**_values(told), "threat_on": day}))
        with world.open() as session:
            days = {row.kind: row.threatens_on for row in session.scalars(select(ThreatRow))}
        assert days == {"ontruiming": day, "loonbeslag": None, "geen_geld_voor_eten": None}


def _values(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def test_a_draft_is_ones_own_and_goes_when_it_is_sent(world: World) -> None:
    with world.open() as session:
        dossier = world.dossier(session)
        for who in ("anna", "noor"):
            actions.save_draft(
                session, world.people[who], world.now, dossier, "doel", {"goal": [f"Rust voor {who}"]},
                last_field="goal", version=0,
            )  # fmt: skip
        assert (
            session.scalar(select(func.count()).select_from(Event).where(Event.kind == "StepAnswered")) == 0
        )
        session.rollback()
        mine = queries.find_draft(session, world.people["anna"], dossier, "doel")
        assert mine is not None and mine.typed == {"goal": ["Rust voor anna"]} and mine.last_field == "goal"
        assert all(b"Rust" not in row.typed_sealed for row in session.scalars(select(StepDraft)))
    answer(world, "doel", Goal(goal="Rust"))
    with world.open() as session:
        assert [row.person_id for row in session.scalars(select(StepDraft))] == [
            world.people["noor"].person_id
        ]


def test_who_lives_at_home_decides_which_steps_are_needed(world: World) -> None:
    answer(world, "thuis", Home(shared_debts=YesNo.NO))
    assert book(world).facts.has_children is False
    with world.open() as session:
        dossier, anna = world.dossier(session), world.people["anna"]
        child = actions.add_household_member(
            session, anna, world.now, dossier, kind="child", name="K-kind", birth_year=2019, days_a_week=7
        )
    assert book(world).facts.has_children is True
    with world.open() as session:
        actions.change_household_member(
            session, anna, world.now, dossier, child, version=1, kind="child", name="Bo", days_a_week=3
        )
        with pytest.raises(Conflict):
            actions.change_household_member(session, anna, world.now, dossier, child, version=1, kind="adult")
        found = queries.household(session, anna, dossier.id)
        assert [(m.name, m.days_a_week) for m in found] == [("Bo", 3)]
        session.close()
        actions.remove_household_member(session, anna, world.now, dossier, child)
    assert book(world).facts.has_children is False
    with world.open() as session:
        actions.restore_household_member(session, anna, world.now + timedelta(hours=1), dossier, child)
    assert book(world).facts.row_count("thuis") == 1
