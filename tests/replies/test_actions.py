"""What a reply does, on both databases: rows, events and whose turn it is."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from schuldhulp.dossier.events import StepAnswered
from schuldhulp.dossier.tables import Dossier, Event
from schuldhulp.messages.actions import save_draft
from schuldhulp.messages.rows import NothingWritten
from schuldhulp.messages.tables import Message, MessageDraft
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import NotAllowed, NotYours
from schuldhulp.replies.actions import OnlineAlreadyAnswered, answer_online, review_steps
from schuldhulp.replies.gathering.queries import what_is_known
from schuldhulp.replies.queries import offered_scripts
from schuldhulp.unit_of_work import act, open_write
from schuldhulp.visits.rows import enter
from schuldhulp.workbook.queries import workbook
from schuldhulp.workbook.tables import StepAnswer
from tests.world import World


@pytest.mark.parametrize(
    ("fits", "phase", "kept"), [(True, "online_gestart", "ja"), (False, "gewone_route", "nee")]
)
def test_the_answer_about_online_is_one_act_with_its_message(
    world: World, fits: bool, phase: str, kept: str
) -> None:
    noor = world.people["noor"]
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        due = dossier.first_talk_due
        save_draft(session, noor, world.now, dossier, "Bijna klaar")
        answer_online(session, noor, world.now, dossier, fits, "Beste Anna")
    with world.open() as session:
        row = session.scalars(select(Dossier).where(Dossier.id == dossier.id)).one()
        assert (row.phase, row.past_online, row.first_talk_due) == (phase, kept, due)
        kinds = list(
            session.scalars(select(Event.kind).where(Event.dossier_id == row.id).order_by(Event.seq))
        )
        assert kinds == ["DossierRegistered", "OnlineAnswered", "PhaseChanged", "MessageSent"]
        assert session.scalar(select(func.count()).select_from(MessageDraft)) == 0
        mails = list(session.scalars(select(OutboxMail.template).where(OutboxMail.dossier_id == row.id)))
        assert mails.count("new_message") == 1
    with world.open() as session:
        after = world.dossier(session, "anna")
        assert after.waiting_on == ("client" if fits else "us")
        with pytest.raises(OnlineAlreadyAnswered):
            answer_online(session, noor, world.now, dossier, not fits, "Toch anders")


def test_without_words_nothing_is_decided_and_a_client_decides_nothing(world: World) -> None:
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        with pytest.raises(NothingWritten):
            answer_online(session, world.people["noor"], world.now, dossier, True, "  ")
        with pytest.raises(NotAllowed):
            answer_online(session, world.people["anna"], world.now, dossier, True, "Ja")
        with pytest.raises(NotYours):
            answer_online(session, world.people["noor_l"], world.now, dossier, True, "Ja")
    with world.open() as session:
        assert world.dossier(session, "anna").past_online == "open"
        assert session.scalar(select(func.count()).select_from(Message)) == 0


def test_seen_steps_give_the_turn_back_and_an_unknown_step_is_refused(world: World) -> None:
    anna, noor = world.people["anna"], world.people["noor"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        with act(session, anna, world.now) as doing:
            doing.dossier(dossier.id, "step:answer")
            doing.new_row(StepAnswer, dossier.id, step="wonen", state="done", record_version=1, questions_open=0,
                          answered_by_role="client", begun_at=world.now, saved_at=world.now, done_at=world.now,
                          version=1)  # fmt: skip
            doing.record(StepAnswered(step="wonen", done=True, questions_open=0, fields_filled=1, steps_talk=0,
                         reply_due_at=world.now + timedelta(days=1), steps_decision=1, steps_arrangement=1),
                         dossier.id)  # fmt: skip
        assert world.dossier(session, "anna").waiting_for == "stap"
        with pytest.raises(NotYours):
            review_steps(session, noor, world.now, dossier, ["wonen", "thuis"])
        with pytest.raises(NotYours):
            review_steps(session, noor, world.now, dossier, [])
        with pytest.raises(NotAllowed):
            review_steps(session, anna, world.now, dossier, ["wonen"])
        review_steps(session, noor, world.now, dossier, ["wonen"])
    with world.open() as session:
        assert world.dossier(session, "anna").waiting_on == "client"
        assert session.scalars(select(StepAnswer)).one().reviewed_at == world.now


def test_scripts_are_gathered_from_a_real_dossier(world: World) -> None:
    noor = world.people["noor"]
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        book = workbook(session, noor, dossier)
        known = what_is_known(session, noor, world.now, dossier, [], book, writer="Noor", past_online="ja")
        offered = offered_scripts(session, noor, world.now, dossier, known)
    assert (known.called, known.debts, known.month_cents, known.counsellor_messages) == (
        "Anna K-anna",
        0,
        None,
        0,
    )
    assert offered[0].script_id == "welkom.past_online_ja" and "Anna" in offered[0].text and offered[0].reason


def test_a_visit_lasts_half_an_hour(world: World) -> None:
    soon, later = world.now + timedelta(minutes=20), world.now + timedelta(hours=2)
    assert came(world, "noor", world.now) is None
    assert came(world, "noor", soon) is None
    assert came(world, "noor", later) == soon
    assert came(world, "noor", later) == soon
    assert came(world, "bas", later) is None


def came(world: World, who: str, at: datetime) -> datetime | None:
    """Let a member of staff come in Anna's dossier; gives when they were there before this visit."""
    with world.open() as session:
        dossier_id = world.dossier(session, "anna", who).id
        session.close()
        open_write(session, world.people[who].municipality_id)
        earlier = enter(session, world.people[who], dossier_id, at)
        session.commit()
    return earlier
