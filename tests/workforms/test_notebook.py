"""A client does a work form: kept, versioned, private until it is shared; homework and plans follow."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.tables import Message
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import Conflict, NotYours
from schuldhulp.timeline.queries import timeline_page
from schuldhulp.workforms import actions, queries
from schuldhulp.workforms.library import library
from schuldhulp.workforms.plans.actions import Next, Outcome, tell_how_it_went
from schuldhulp.workforms.plans.queries import plans_of
from schuldhulp.workforms.rows import DayBehindUs
from schuldhulp.workforms.tasks.actions import (
    assign_work_form,
    move_work_form,
    withdraw_work_form,
)
from tests.world import World

FORM = library().forms["start.mijn_eerste_stap"]
SECRET = "de envelop van de belasting"
ANSWERS = {
    "stap": "anders",
    "stap_anders": SECRET,
    "plan": {"als": "het zaterdag is", "dan": "maak ik hem open"},
}


def _dossier(world: World) -> DossierView:
    with world.open() as session:
        return world.dossier(session, "anna")


def _seen(session: Session, world: World) -> DossierView:
    session.close()
    found = world.dossier(session, "anna", "noor")
    session.close()
    return found


def _finished(world: World, **changes: object) -> object:
    anna, dossier = world.people["anna"], _dossier(world)
    with world.open() as session:
        return actions.finish_form(session, anna, world.now, dossier, FORM, {**ANSWERS, **changes})


def test_an_entry_is_the_writers_alone_until_it_is_shared_and_after_it_is_taken_back(world: World) -> None:
    anna, noor, dossier = world.people["anna"], world.people["noor"], _dossier(world)
    world.welcome()
    entry_id = _finished(world)
    with world.open() as session:
        (entry,) = queries.notebook(session, anna, dossier.id)
        assert entry.kept is not None
        assert SECRET in entry.kept.said
        assert queries.shared_entries(session, noor, dossier.id) == []
        told = " ".join(line.told.text for line in timeline_page(session, noor, dossier.id).entries)
        assert "werkvorm" not in told.lower()
        assert "notitieboek" in " ".join(
            line.told.text for line in timeline_page(session, anna, dossier.id).entries
        )
        session.close()
        actions.share_entry(session, anna, world.now, dossier, entry_id)
        seen = queries.shared_entry(session, noor, dossier.id, entry_id)
        assert seen.kept == entry.kept
        assert _seen(session, world).waiting_for == "werkvorm"
        for other in ("berend", "chris", "noor_l"):
            with pytest.raises(NotYours):
                queries.shared_entry(session, world.people[other], dossier.id, entry_id)
        session.close()
        actions.take_back(session, anna, world.now, dossier, entry_id)
        with pytest.raises(NotYours):
            queries.shared_entry(session, noor, dossier.id, entry_id)
        assert _seen(session, world).waiting_on == "client"


def test_nothing_is_lost_half_way_or_when_two_windows_save(world: World) -> None:
    anna, dossier = world.people["anna"], _dossier(world)
    with world.open() as session:
        assert actions.keep_half_way(session, anna, world.now, dossier, FORM, {"stap": ["brief"]})
        (begun,) = queries.notebook(session, anna, dossier.id)
        assert (begun.state, begun.typed) == ("begun", {"stap": ["brief"]})
    entry_id = _finished(world)
    with world.open() as session:
        (entry,) = queries.notebook(session, anna, dossier.id)
        assert (entry.id, entry.state, entry.typed) == (begun.id, "finished", None)
        session.close()
        actions.finish_form(
            session,
            anna,
            world.now,
            dossier,
            FORM,
            {"stap": "saldo"},
            entry_id=entry_id,
            version=entry.version,
        )
        with pytest.raises(Conflict):
            actions.finish_form(
                session,
                anna,
                world.now,
                dossier,
                FORM,
                {"stap": "lijst"},
                entry_id=entry_id,
                version=entry.version,
            )
        (older,) = queries.earlier_versions(session, anna, dossier.id, entry_id)
        assert older[1].answers["stap_anders"] == SECRET
        session.close()
        actions.remove_entry(session, anna, world.now, dossier, entry_id)
        assert queries.notebook(session, anna, dossier.id) == []
        session.close()
        actions.restore_entry(session, anna, world.now, dossier, entry_id)
        assert [each.id for each in queries.notebook(session, anna, dossier.id)] == [entry_id]


def test_thoughts_stay_beside_the_question_they_answer(world: World) -> None:
    anna, dossier = world.people["anna"], _dossier(world)
    entry_id = _finished(world)
    with world.open() as session:
        actions.think_on(session, anna, world.now, dossier, entry_id, {FORM.evoke: "Rust in mijn hoofd."})
        actions.finish_form(session, anna, world.now, dossier, FORM, {"stap": "saldo"}, entry_id=entry_id)
        entry = queries.own_entry(session, anna, dossier.id, entry_id)
        assert entry.kept is not None
        assert dict(entry.kept.asked)[FORM.evoke] == "Rust in mijn hoofd."


def test_homework_ends_with_the_form_and_waits_for_an_answer(world: World) -> None:
    anna, noor, dossier = world.people["anna"], world.people["noor"], _dossier(world)
    world.welcome()
    today = world.now.date()
    with world.open() as session:
        with pytest.raises(DayBehindUs):
            assign_work_form(session, noor, world.now, dossier, FORM, today - timedelta(days=1))
        assign_work_form(
            session, noor, world.now, dossier, FORM, today + timedelta(days=5), "Kijk eens rustig."
        )
        (task,) = queries.tasks_of(session, anna, dossier.id)
        assert (task.form, task.note) == (FORM, "Kijk eens rustig.")
        assert session.scalars(select(OutboxMail).where(OutboxMail.template == "homework")).all()
        session.close()
        moved = move_work_form(session, anna, world.now, dossier, task.id)
        assert moved > task.due_on
    _finished(world)
    with world.open() as session:
        assert queries.tasks_of(session, noor, dossier.id) == []
        assert queries.ended_tasks(session, noor, dossier.id)[0][:2] == (FORM.id, "done")
        assert queries.shared_entries(session, noor, dossier.id) == []
        found = _seen(session, world)
        assert (found.waiting_on, found.waiting_for) == ("us", "werkvorm")
        told = [line.told.text for line in timeline_page(session, noor, dossier.id).entries]
        assert "De klaargezette werkvorm ‘Mijn eerste stap’ is klaar." in told
        session.close()
        assign_work_form(session, noor, world.now, dossier, FORM, today + timedelta(days=5))
        (again,) = queries.tasks_of(session, anna, dossier.id)
        session.close()
        withdraw_work_form(session, noor, world.now, dossier, again.id)
        assert queries.tasks_of(session, anna, dossier.id) == []


def test_past_niet_bij_mij_ends_homework_and_keeps_why_with_the_client(world: World) -> None:
    anna, noor, dossier = world.people["anna"], world.people["noor"], _dossier(world)
    with world.open() as session:
        assign_work_form(session, noor, world.now, dossier, FORM, world.now.date() + timedelta(days=5))
        actions.lay_aside(session, anna, world.now, dossier, FORM, "Te druk nu.")
        (entry,) = queries.notebook(session, anna, dossier.id)
        assert (entry.state, entry.why_not) == ("not_for_me", "Te druk nu.")
        assert queries.ended_tasks(session, noor, dossier.id)[0][1] == "not_for_me"
        told = " ".join(
            line.told.text + line.note for line in timeline_page(session, noor, dossier.id).entries
        )
        assert "past niet bij de cliënt" in told
        assert "Te druk" not in told


def test_a_plan_is_asked_after_and_asked_again_until_it_ends(world: World) -> None:
    anna, dossier = world.people["anna"], _dossier(world)
    _finished(world)
    today = world.now.date()
    with world.open() as session:
        (plan,) = plans_of(session, anna, dossier.id, today)
        assert plan.sentence == "Als het zaterdag is, dan maak ik hem open."
        assert not plan.asked_after
        (later,) = plans_of(session, anna, dossier.id, today + timedelta(days=5))
        assert later.asked_after
        session.close()
        tell_how_it_went(
            session, anna, world.now, dossier, plan.id, Outcome.NOT_DONE, Next.KEEP, "Ik moest werken."
        )
        (kept,) = plans_of(session, anna, dossier.id, today)
        assert [(outcome, words) for _, outcome, words in kept.reports] == [("not_done", "Ik moest werken.")]
        session.close()
        with pytest.raises(NotYours):
            tell_how_it_went(
                session, world.people["berend"], world.now, dossier, plan.id, Outcome.DONE, Next.STOP
            )
        session.rollback()
        tell_how_it_went(session, anna, world.now, dossier, plan.id, Outcome.DONE, Next.STOP)
        assert plans_of(session, anna, dossier.id, today) == []


def test_signs_of_danger_reach_staff_when_an_entry_is_shared_and_not_before(world: World) -> None:
    anna, dossier = world.people["anna"], _dossier(world)
    world.welcome()
    entry_id = _finished(world, stap_anders="Ik wil niet meer leven.")
    with world.open() as session:
        assert session.scalars(select(CrisisSignal)).all() == []
        session.close()
        actions.share_entry(session, anna, world.now, dossier, entry_id)
        (signal,) = session.scalars(select(CrisisSignal))
        assert session.get_one(Message, (anna.own_municipality, signal.message_id)).about_id == entry_id


def test_the_words_are_sealed(world: World) -> None:
    _finished(world)
    with world.open() as session:
        for table in ("work_form_entry", "if_then_plan", "event"):
            rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}").all()
            assert SECRET not in str(rows)
            assert rows
