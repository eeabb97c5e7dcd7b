"""The eerste gesprek, contacts and appointments: clocks, turns, rows and mails."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from schuldhulp.appointments.actions import (
    AppointmentInThePast,
    AppointmentOver,
    Planned,
    answer_appointment,
    make_appointment,
    move_appointment,
    record_result,
)
from schuldhulp.appointments.queries import agenda, appointments_of
from schuldhulp.contacts.actions import (
    Talk,
    TalkAlreadyHeld,
    TalkBeforeStart,
    WrittenDoesNotCount,
    hold_first_talk,
    log_contact,
)
from schuldhulp.contacts.kinds import Answer, Purpose, Result
from schuldhulp.contacts.queries import contacts_of
from schuldhulp.contacts.rows import NothingNoted, NotYetHeld
from schuldhulp.contacts.tables import Contact
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.queries import events_of
from schuldhulp.dossier.tables import Dossier
from schuldhulp.messages.queries import conversation
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import DossierClosedForWriting
from tests.world import World


def talk(**changes: object) -> Talk:
    told = {
        "held_on": date(2026, 11, 20), "channel": Channel.PHONE, "who": "Anna en haar zus K-wie",
        "question_for_help": "Rust met de huur K-vraag", "wants_to_continue": True, "minutes": 40,
    }  # fmt: skip
    return Talk(**(told | changes))  # type: ignore[arg-type]


def kinds(world: World, who: str = "anna") -> list[str]:
    with world.open() as session:
        found = events_of(session, world.people["noor"], world.people[who].dossier_id)  # type: ignore[arg-type]
    return [type(event.event).__name__ for event in found]


def test_the_first_talk_stops_one_clock_and_starts_the_next(world: World) -> None:
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        assert dossier.first_talk_due is not None
        hold_first_talk(session, world.people["noor"], world.now, dossier, talk())
        after = world.dossier(session, "anna", "noor")
    assert (after.first_talk_due, after.first_talk_on) == (None, date(2026, 11, 20))
    assert after.decision_due == date(2027, 1, 15)
    assert (after.phase, after.waiting_on) == ("eerste_gesprek", "client")
    assert kinds(world)[-2:] == ["PhaseChanged", "FirstTalkHeld"]
    with world.open() as session:
        row = session.scalars(select(Contact)).one()
        assert row.first_talk and b"K-wie" not in (row.who_sealed or b"")
        with pytest.raises(TalkAlreadyHeld):
            session.close()
            hold_first_talk(session, world.people["noor"], world.now, after, talk())


def test_who_does_not_want_to_go_on_leaves_without_a_besluit(world: World) -> None:
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        hold_first_talk(session, world.people["noor"], world.now, dossier, talk(wants_to_continue=False))
        after = world.dossier(session, "anna", "noor")
        assert (after.phase, after.closing_reason) == ("afgesloten", "withdrawn_first_talk")
        assert (after.waiting_on, after.decision_due) == ("nobody", None)
        with pytest.raises(DossierClosedForWriting):
            log_contact(session, world.people["noor"], world.now, after, channel=Channel.PHONE,
                        held_at=world.now, summary="Nog een keer")  # fmt: skip


def test_a_talk_is_refused_in_writing_in_the_future_and_before_the_start(world: World) -> None:
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        for changes, refusal in (
            ({"channel": Channel.WRITTEN}, WrittenDoesNotCount),
            ({"held_on": date(2026, 11, 1)}, TalkBeforeStart),
        ):
            with pytest.raises(refusal):
                hold_first_talk(session, world.people["noor"], world.now, dossier, talk(**changes))
    assert "FirstTalkHeld" not in kinds(world)


def test_a_contact_gives_the_turn_away_only_when_somebody_was_reached(world: World) -> None:
    noor = world.people["noor"]
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        log_contact(session, noor, world.now, dossier, channel=Channel.PHONE, held_at=world.now, summary="",
                    reached=False)  # fmt: skip
        assert world.dossier(session, "anna", "noor").waiting_on == "us"
        log_contact(session, noor, world.now, dossier, channel=Channel.PHONE, held_at=world.now, minutes=10,
                    summary="Huur besproken")  # fmt: skip
        assert world.dossier(session, "anna", "noor").waiting_on == "client"
        seen = contacts_of(session, world.people["anna"], dossier.id)
        assert {c.summary for c in seen} == {"Niet bereikt.", "Huur besproken"}
        session.close()
        with pytest.raises(NotYetHeld):
            log_contact(session, noor, world.now, dossier, channel=Channel.PHONE, summary="Straks",
                        held_at=world.now + timedelta(hours=1))  # fmt: skip
        with pytest.raises(NothingNoted):
            log_contact(
                session, noor, world.now, dossier, channel=Channel.HOME, held_at=world.now, summary=" "
            )


def offer(world: World, *, agreed: bool = False, days: int = 3) -> Planned:
    return Planned(
        channel=Channel.PHONE, starts_at=world.now + timedelta(days=days), purpose=Purpose.FIRST_TALK,
        place="06 K-nummer", agreed=agreed,
    )  # fmt: skip


def turn(world: World) -> tuple[str, str, bool]:
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
    return dossier.waiting_on, dossier.waiting_for, dossier.reply_due_at is not None


def test_an_offer_waits_for_a_yes_and_another_wish_is_our_turn(world: World) -> None:
    noor, anna = world.people["noor"], world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        log_contact(
            session, noor, world.now, dossier, channel=Channel.PHONE, held_at=world.now, summary="Gebeld"
        )
        made = make_appointment(session, noor, world.now, dossier, offer(world))
        assert turn(world)[:2] == ("client", "afspraak")
        mails = session.scalars(select(OutboxMail).where(OutboxMail.template == "new_appointment")).all()
        assert [m.person_id for m in mails] == [anna.person_id] and mails[0].params_sealed is None
        session.close()
        own = world.dossier(session, "anna")
        answer_appointment(session, anna, world.now, own, made, Answer.OTHER_MOMENT, "Liever dinsdag")
        assert turn(world) == ("us", "afspraak", True)
        assert conversation(session, anna, own.id)[-1].body == "Liever dinsdag"
        session.close()
        moved = move_appointment(session, noor, world.now, dossier, made, offer(world, days=4, agreed=True))
        assert turn(world)[0] == "client"
        found = {a.id: a for a in appointments_of(session, noor, dossier.id)}
        assert (found[made].result, found[moved].answer) == (Result.MOVED, Answer.YES)
        session.close()
        with pytest.raises(AppointmentOver):
            answer_appointment(session, anna, world.now, own, made, Answer.YES)
        with pytest.raises(AppointmentInThePast):
            make_appointment(session, noor, world.now, dossier, offer(world, days=-1))


def test_a_missed_one_asks_for_a_new_moment_and_has_no_consequence(world: World) -> None:
    noor = world.people["noor"]
    world.welcome("anna")
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        made = make_appointment(session, noor, world.now, dossier, offer(world, agreed=True))
        later = world.now + timedelta(days=3, hours=1)
        _mine(session, dossier.id, noor.membership_id)
        assert [a.kenmerk for a in agenda(session, noor, [noor.membership_id], later)] == [dossier.kenmerk]  # type: ignore[list-item]
        session.close()
        record_result(
            session,
            noor,
            later,
            dossier,
            made,
            Result.MISSED,
            "Past een nieuw moment, of liever schriftelijk?",
        )
        assert agenda(session, noor, [noor.membership_id], later) == []  # type: ignore[list-item]
        session.close()
        after = world.dossier(session, "anna", "noor")
        assert (after.phase, after.waiting_on, after.closed) == ("online_gestart", "client", False)


def _mine(session: object, dossier_id: object, membership_id: object) -> None:
    row = session.scalars(select(Dossier).where(Dossier.id == dossier_id)).one()  # type: ignore[attr-defined]
    row.counsellor_id = membership_id
    session.commit()  # type: ignore[attr-defined]
