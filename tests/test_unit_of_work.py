"""The act: one transaction of rows, events, mail and inbox."""

import threading
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from schuldhulp.dossier.chain.rows import chain_hash
from schuldhulp.dossier.envelopes import from_envelope
from schuldhulp.dossier.events import MessageSent
from schuldhulp.dossier.tables import Event, EventHead
from schuldhulp.inbox.projection import fold
from schuldhulp.inbox.state import Happened, InboxState
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.rows import NothingWritten
from schuldhulp.messages.tables import Message
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import NotYours
from schuldhulp.unit_of_work import AlreadyHandled, FormToken, act
from tests.databases import let_rewrite
from tests.world import World


def counts(world: World) -> tuple[int, int, int]:
    with world.open() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(t)) or 0 for t in (Message, Event, OutboxMail)
        )


def test_an_act_writes_rows_events_mail_and_inbox_together(world: World) -> None:
    before = counts(world)
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        send_message(session, world.people["noor"], world.now, dossier, "Dag Anna")
    assert [a - b for a, b in zip(counts(world), before, strict=True)] == [1, 1, 1]
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
    assert dossier.last_staff_at == world.now
    assert (dossier.waiting_on, dossier.waiting_for) == (
        "us",
        "aanmelding",
    )  # still to be answered: past online?


def test_a_refused_act_leaves_nothing(world: World) -> None:
    before = counts(world)
    with world.open() as session, pytest.raises(NothingWritten):
        send_message(session, world.people["noor"], world.now, world.dossier(session, "anna", "noor"), "  ")
    assert counts(world) == before


def test_another_municipality_finds_nothing(world: World) -> None:
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        with pytest.raises(NotYours):
            send_message(session, world.people["noor_l"], world.now, dossier, "Dag")
        with pytest.raises(NotYours):
            send_message(session, world.people["berend"], world.now, dossier, "Dag")


def test_fifty_equal_forms_have_one_effect_and_fifty_same_answers(world: World) -> None:
    before = counts(world)
    answers: list[str] = []
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")

    def post() -> None:
        with world.open() as session:
            try:
                send_message(
                    session,
                    world.people["noor"],
                    world.now,
                    dossier,
                    "Dag",
                    form=FormToken("t" * 32, "/daar"),
                )
                answers.append("/daar")
            except AlreadyHandled as handled:
                answers.append(handled.location)

    threads = [threading.Thread(target=post) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["/daar"] * 50
    assert [a - b for a, b in zip(counts(world), before, strict=True)] == [1, 1, 1]


def test_the_chain_holds_and_shows_a_changed_row(world: World) -> None:
    with world.open() as session:
        for who in ("anna", "berend"):
            send_message(session, world.people[who], world.now, world.dossier(session, who), "Een vraag")
    municipality = world.municipalities["voorbeeldstad"]
    assert broken_links(world, municipality) == []
    with world.open() as session:
        let_rewrite(session.connection(), "event")
        session.execute(text("UPDATE event SET role='system' WHERE seq=2"))
        session.commit()
    assert broken_links(world, municipality)[0] == 2


def broken_links(world: World, municipality: UUID) -> list[int]:
    with world.open() as session:
        query = select(Event).where(Event.municipality_id == municipality).order_by(Event.seq)
        previous, broken = bytes(32), []
        for row in session.scalars(query):
            if chain_hash(previous, row) != row.hash:
                broken.append(row.seq)
            previous = row.hash
        head = session.get(EventHead, municipality)
        assert head is not None and head.hash == previous
        return broken


def test_the_inbox_equals_the_fold_of_all_events(world: World) -> None:
    with world.open() as session:
        for who, by in (("anna", "anna"), ("anna", "noor"), ("berend", "berend"), ("chris", "chris")):
            send_message(session, world.people[by], world.now, world.dossier(session, who, by), f"Van {by}")
        for row in session.scalars(select(InboxRow)).all():
            state = InboxState()
            query = select(Event).where(Event.dossier_id == row.dossier_id).order_by(Event.seq)
            for event in session.scalars(query):
                state = fold(
                    state,
                    Happened(
                        event=from_envelope(event.kind, event.envelope),
                        at=event.at,
                        role=event.role,
                        seq=event.seq,
                    ),
                )
            assert {k: getattr(row, k) for k in InboxState.__dataclass_fields__} == {
                k: getattr(state, k) for k in InboxState.__dataclass_fields__
            }
            assert row.sort_key == state.sort_key


def test_an_act_does_not_upgrade_a_read(world: World) -> None:
    with world.open() as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(RuntimeError), act(session, world.people["noor"], world.now):
            pass


def test_words_are_sealed_and_codes_are_not(world: World) -> None:
    with world.open() as session:
        send_message(
            session, world.people["anna"], world.now, world.dossier(session, "anna"), "K-geheim staat hier"
        )
        message = session.scalars(select(Message)).one()
        assert b"K-geheim" not in message.body_sealed
        sent = session.scalars(select(Event).where(Event.kind == "MessageSent")).one()
        event = from_envelope(sent.kind, sent.envelope)
        assert isinstance(event, MessageSent) and event.message_id == message.id
