"""Letters: what is stored, what refuses, and saying once that no answer came; on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from schuldhulp.base import new_id
from schuldhulp.debts.actions import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.events import LetterUnanswered
from schuldhulp.dossier.queries import events_of
from schuldhulp.letters import actions
from schuldhulp.letters.queries import find_letter, letters_of, unanswered
from schuldhulp.letters.rows import LetterSentAlready, MandateMissing, NotConsulted, StillOpen
from schuldhulp.letters.tables import Letter
from schuldhulp.letters.written import Written
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import Conflict, NotAllowed, NotYours
from tests.world import World

WORDS = Written(
    recipient="Incasso BV\nPostbus 1", sender="Anna", subject="Verzoek",
    body="Geachte heer K-anna,\n\nGraag een opgave.",
)  # fmt: skip
TODAY = date(2026, 11, 20)


def begin(world: World, slug: str = "saldo-opgave", written: Written = WORDS, who: str = "anna"):
    key = new_id()
    with world.open() as session:
        dossier = world.dossier(session, "anna", who)
        debt = add_debt(
            session, world.people[who], world.now, dossier, DebtTold(creditor="Odido", claimed_cents=486_00)
        )
        actions.write_letter(
            session, world.people[who], world.now, dossier, slug, written, debt_id=debt, letter_id=key
        )
    return key


def send(world: World, key, who: str = "anna", on: date = TODAY) -> None:
    with world.open() as session:
        actions.send_letter(
            session, world.people[who], world.now, world.dossier(session, "anna", who), key, on
        )


def test_a_letter_comes_back_as_written_sealed_and_numbered(world: World) -> None:
    first, second = begin(world), begin(world)
    with world.open() as session:
        anna = world.people["anna"]
        letters = letters_of(session, anna, anna.dossier_id)
        assert [(letter.id, letter.number) for letter in letters] == [(second, 2), (first, 1)]
        assert letters[0].written == WORDS
        assert letters[0].reference("38H2-N2FK") == "38H2-N2FK/2"
        row = session.scalars(select(Letter).limit(1)).one()
        assert b"Geachte" not in row.body_sealed and b"Incasso" not in row.recipient_sealed
        with pytest.raises(NotYours):
            find_letter(session, world.people["berend"], world.people["berend"].dossier_id, first)
        with pytest.raises(NotYours):
            find_letter(session, world.people["chris"], anna.dossier_id, first)


def test_sending_freezes_the_letter_and_awaits_the_answer(world: World) -> None:
    key = begin(world)
    send(world, key)
    with world.open() as session:
        anna, dossier = world.people["anna"], world.dossier(session)
        letter = find_letter(session, anna, dossier.id, key)
        assert (letter.sent_on, letter.answer_due_on) == (TODAY, date(2026, 12, 4))
        session.close()
        with pytest.raises(LetterSentAlready):
            actions.save_letter(session, anna, world.now, dossier, key, WORDS, version=letter.version)
        with pytest.raises(LetterSentAlready):
            actions.remove_letter(session, anna, world.now, dossier, key)
        with pytest.raises(actions.AnsweredTooSoon):
            actions.record_answer(session, anna, world.now, dossier, key, TODAY - timedelta(days=1), "")
        actions.record_answer(session, anna, world.now, dossier, key, TODAY, "Het is € 486 K-anna")
        letter = find_letter(session, anna, dossier.id, key)
        assert (letter.answered_on, letter.answer) == (TODAY, "Het is € 486 K-anna")
        kinds = [type(event.event).__name__ for event in events_of(session, anna, dossier.id)]
        assert [k for k in kinds if k.startswith("Letter")] == ["LetterSent", "LetterAnswered"]


def test_a_letter_with_a_gap_or_an_unread_warning_does_not_leave(world: World) -> None:
    gap = begin(
        world, written=Written(recipient="X", sender="", subject="S", body="Ik betaal [vul in: het bedrag]")
    )
    with pytest.raises(StillOpen, match="het bedrag"):
        send(world, gap)
    nobody = begin(world, written=Written(recipient="", sender="", subject="S", body="B"))
    with pytest.raises(StillOpen, match="naam en adres"):
        send(world, nobody)
    unread = begin(world, "betalingsregeling")
    with pytest.raises(NotConsulted):
        send(world, unread)
    with world.open() as session:
        anna, dossier = world.people["anna"], world.dossier(session)
        read = Written(recipient="X", sender="", subject="S", body="B", consulted=True)
        actions.save_letter(session, anna, world.now, dossier, unread, read, version=1)
        with pytest.raises(Conflict):
            actions.save_letter(session, anna, world.now, dossier, unread, read, version=1)
    send(world, unread)
    with pytest.raises(actions.DayToCome):
        send(world, gap, on=TODAY + timedelta(days=1))


def test_a_letter_of_the_municipality_is_staffs_and_asks_for_a_mandate(world: World) -> None:
    with pytest.raises(NotAllowed):
        begin(world, "aanbod")
    with pytest.raises(MandateMissing):
        begin(world, "saldo-opgave-gemeente", who="noor")
    key = begin(world, "aanbod", who="noor")
    with world.open() as session:
        anna, dossier = world.people["anna"], world.dossier(session)
        with pytest.raises(NotAllowed):
            actions.save_letter(session, anna, world.now, dossier, key, WORDS, version=1)


def test_of_a_late_answer_it_is_told_once(world: World) -> None:
    key = begin(world)
    send(world, key)
    anna = world.people["anna"]
    late = world.now + timedelta(days=15)
    with world.open() as session:
        ours = world.municipalities["voorbeeldstad"]
        assert unanswered(session, ours, date(2026, 12, 4)) == []
        assert unanswered(session, ours, late.date()) == [key]
        assert unanswered(session, world.municipalities["lindewaard"], late.date()) == []
        session.close()
        assert actions.tell_unanswered(session, late, ours, key) is True
        assert actions.tell_unanswered(session, late, ours, key) is False
        assert unanswered(session, ours, late.date()) == []
        mails = session.scalars(select(OutboxMail).where(OutboxMail.template == "letter_unanswered")).all()
        assert [mail.person_id for mail in mails] == [anna.person_id]
        told = [
            event
            for event in events_of(session, anna, anna.dossier_id)
            if isinstance(event.event, LetterUnanswered)
        ]
        assert len(told) == 1
        assert session.scalar(text("SELECT count(*) FROM letter")) == 1
