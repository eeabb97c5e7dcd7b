"""Requests about own data: asked with a clock, answered in time by who opens no dossier."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from schuldhulp.dossier.tables import Event
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import Conflict, NotYours
from schuldhulp.retention.tables import RetentionCase
from schuldhulp.rights import actions, queries
from schuldhulp.rights.kinds import Kind, Outcome, due_on, extended_until
from schuldhulp.rights.tables import RightsRequest


def asked(world, kind=Kind.OBJECTION, words="Ik wil dit niet K-anna"):
    with world.open() as session:
        return actions.ask(session, world.people["anna"], world.now, world.dossier(session), kind, words)


def own(world):
    with world.open() as session:
        dossier = world.dossier(session)
        return queries.own_requests(session, world.people["anna"], dossier.id, dossier.kenmerk)


def test_the_law_gives_a_month_and_two_more_and_never_ends_on_a_day_off():
    assert due_on(date(2026, 11, 20)) == date(2026, 12, 21)  # the 20th is a Sunday
    assert due_on(date(2026, 11, 25)) == date(2026, 12, 28)  # Christmas, then a weekend
    assert due_on(date(2027, 1, 31)) == date(2027, 3, 1)
    assert extended_until(date(2026, 11, 20)) == date(2027, 2, 22)


def test_a_request_is_sealed_has_a_day_and_is_answered_without_opening_the_dossier(world):
    request_id = asked(world)
    with world.open() as session:
        row = session.scalars(select(RightsRequest)).one()
        assert b"K-anna" not in row.words_sealed and row.due_on == date(2026, 12, 21)
        (found,) = queries.worklist(session, world.people["ada"])
        assert (found.words, found.kenmerk) == ("Ik wil dit niet K-anna", world.kenmerken["anna"])
        assert not found.late(row.due_on) and found.late(row.due_on + timedelta(days=1))
        session.close()
        actions.answer(
            session, world.people["ada"], world.now, request_id, Outcome.PARTLY, "Wij stopten ermee.", 1
        )
        mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "own_data")).one()
        assert mail.person_id == world.people["anna"].person_id
        assert session.scalars(select(Event.kind).order_by(Event.seq)).all()[-2:] == [
            "RightsAsked",
            "RightsAnswered",
        ]
        session.close()
        with pytest.raises(actions.AlreadyAnswered):
            actions.answer(
                session, world.people["ada"], world.now, request_id, Outcome.REFUSED, "Toch niet.", None
            )
    (mine,) = own(world)
    assert (mine.outcome, mine.answer) == (Outcome.PARTLY, "Wij stopten ermee.")


def test_nobody_else_reads_or_answers_it(sqlite_world):
    world, request_id = sqlite_world, asked(sqlite_world)
    for who in ("noor", "tess", "gert", "petra"):
        with world.open() as session, pytest.raises(NotYours):
            queries.find_request(session, world.people[who], request_id)
    with world.open() as session:
        assert queries.worklist(session, world.people["ada_l"]) == ()
        session.close()
        with pytest.raises(NotYours):
            actions.answer(session, world.people["ada_l"], world.now, request_id, Outcome.GRANTED, "Ja", None)


def test_more_time_is_taken_once_with_a_reason_within_the_first_month(sqlite_world):
    world, request_id = sqlite_world, asked(sqlite_world)
    ada = world.people["ada"]
    with world.open() as session:
        with pytest.raises(actions.TooLateToExtend):
            actions.extend(session, ada, world.now + timedelta(days=40), request_id, "Veel papieren", 1)
        with pytest.raises(Conflict):
            actions.extend(session, ada, world.now, request_id, "Veel papieren", 7)
        actions.extend(session, ada, world.now, request_id, "Veel papieren", 1)
        with pytest.raises(actions.TooLateToExtend):
            actions.extend(session, ada, world.now, request_id, "Nog meer", None)
    (mine,) = own(world)
    assert (mine.due_on, mine.extension) == (date(2027, 2, 22), "Veel papieren")


def test_erasing_that_is_granted_goes_on_the_list_of_who_approves(sqlite_world):
    world, request_id = sqlite_world, asked(sqlite_world, Kind.ERASURE)
    with world.open() as session:
        actions.answer(
            session, world.people["ada"], world.now, request_id, Outcome.GRANTED, "Wij wissen het.", None
        )
        case = session.scalars(select(RetentionCase)).one()
        assert (case.rule, case.state, case.dossier_id) == (
            "verzoek",
            "proposed",
            world.people["anna"].dossier_id,
        )


def test_a_client_takes_a_request_back(sqlite_world):
    world, request_id = sqlite_world, asked(sqlite_world)
    with world.open() as session:
        actions.withdraw(session, world.people["anna"], world.now, world.dossier(session), request_id)
        assert queries.worklist(session, world.people["ada"]) == ()
    (mine,) = own(world)
    assert mine.outcome is Outcome.WITHDRAWN
