"""Threats, homework, facts, reach and the desk: what stands beside the client's own work."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Role
from schuldhulp.accounts.tables import SingleUseToken
from schuldhulp.appointments.actions import Planned, answer_appointment, make_appointment, record_result
from schuldhulp.appointments.queries import appointments_of
from schuldhulp.calendar import local_date
from schuldhulp.contacts.actions import Talk, hold_first_talk, log_contact
from schuldhulp.contacts.kinds import Answer, Purpose, Result
from schuldhulp.dossier.actions import ThreatTold, create_at_desk
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.envelopes import from_envelope
from schuldhulp.dossier.queries import DossierView, events_of, find_dossier, threats_of
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.situation import Reach
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.tables import Dossier, Event, Participation
from schuldhulp.facts.actions import AlreadyDisputed, dispute_fact, establish_fact
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.queries import established_of
from schuldhulp.facts.rows import SourceMissing, Told
from schuldhulp.homework.actions import (
    AnotherWay,
    DayBehindUs,
    NotAsked,
    assign_homework,
    replace_step,
    withdraw_homework,
)
from schuldhulp.identity.queries import identity_of
from schuldhulp.inbox.projection import fold
from schuldhulp.inbox.state import Happened, InboxState
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.actions import send_message
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.reach.actions import AlreadyOnline, Card, change_card, change_safety_note, invite_online
from schuldhulp.reach.queries import reach_of
from schuldhulp.refusals import Conflict, NotAllowed
from schuldhulp.replies.actions import answer_online
from schuldhulp.threats.actions import (
    NotSaidHow,
    ThreatAlreadyStands,
    report_threat,
    resolve_threat,
    take_on_threat,
)
from schuldhulp.workbook.actions import report_stuck
from schuldhulp.workbook.queries import homework
from schuldhulp.workbook.tables import StepAnswer
from tests.world import World

THURSDAY = date(2026, 11, 26)


def view(world: World, who: str = "anna") -> DossierView:
    with world.open() as session:
        return world.dossier(session, who, "noor")


def test_a_threat_shortens_the_term_is_taken_on_and_resolved(world: World) -> None:
    noor, anna = world.people["noor"], world.people["anna"]
    with world.open() as session:
        own = world.dossier(session, "anna")
        eviction = report_threat(session, anna, world.now, own, ThreatKind.ONTRUIMING, threatens_on=THURSDAY)
        with pytest.raises(ThreatAlreadyStands):
            report_threat(session, anna, world.now, own, ThreatKind.ONTRUIMING, threatens_on=THURSDAY)
        assert view(world).first_talk_due == date(2026, 11, 25)
        bank = report_threat(session, noor, world.now, view(world), ThreatKind.BANKBESLAG)
        # Staff saw their own; the client's still rings.
        assert view(world).threat_unseen and view(world).threat == "ontruiming"
        take_on_threat(session, noor, world.now, view(world), eviction)
        assert not view(world).threat_unseen
        with pytest.raises(NotSaidHow):
            resolve_threat(session, noor, world.now, view(world), eviction, " ")
        resolve_threat(session, noor, world.now, view(world), eviction, "Uitstel tot 1 februari K-hoe")
        assert (view(world).threat, view(world).urgency) == ("bankbeslag", 1)
        resolve_threat(session, noor, world.now, view(world), bank, "Geld is vrij")
        assert (view(world).threat, view(world).urgency) == (None, 2)
        over = threats_of(session, anna, own.id, open_only=False)
        assert {t.resolution for t in over} == {"Uitstel tot 1 februari K-hoe", "Geld is vrij"}
        session.close()
        with pytest.raises(NotAllowed):
            take_on_threat(session, anna, world.now, own, eviction)


def test_homework_is_asked_taken_back_and_done_another_way(world: World) -> None:
    noor, anna = world.people["noor"], world.people["anna"]
    world.welcome("anna")
    with world.open() as session:
        assign_homework(session, noor, world.now, view(world), "wonen", THURSDAY, "Neem uw huurbrief K-noot")
        assert (view(world).waiting_for, view(world).client_due_on) == ("huiswerk", THURSDAY)
        assert session.scalar(select(func.count()).where(OutboxMail.template == "homework")) == 1
        assert [(h.step, h.note) for h in homework(session, anna, view(world).id)] == [
            ("wonen", "Neem uw huurbrief K-noot")
        ]
        session.close()
        withdraw_homework(session, noor, world.now, view(world), "wonen")
        with pytest.raises(NotAsked):
            withdraw_homework(session, noor, world.now, view(world), "wonen")
        with pytest.raises(DayBehindUs):
            assign_homework(session, noor, world.now, view(world), "wonen", date(2026, 11, 1))
        assign_homework(session, noor, world.now, view(world), "wonen", THURSDAY)
        replace_step(session, noor, world.now, view(world), "wonen", AnotherWay.VISIT, "Wij komen langs",
                     starts_at=world.now + timedelta(days=4), agreed=True)  # fmt: skip
        assert homework(session, anna, view(world).id) == []
        kinds = [type(e.event).__name__ for e in events_of(session, noor, view(world).id)][-3:]
        assert kinds == ["HomeworkEnded", "AppointmentMade", "MessageSent"]


def test_facts_stand_beside_the_words_and_can_be_disputed(world: World) -> None:
    noor, anna = world.people["noor"], world.people["anna"]
    told = Told(
        subject=Subject.FREE,
        author=Author.CREDITOR,
        on=date(2026, 11, 3),
        source="saldo-opgave",
        cents=1_140_00,
    )
    with world.open() as session:
        own = world.dossier(session, "anna")
        with pytest.raises(SourceMissing):
            bare = Told(subject=Subject.FREE, author=Author.STAFF, on=THURSDAY, source="", value="x")
            establish_fact(session, noor, world.now, view(world), bare)
        fact = establish_fact(session, noor, world.now, view(world), told)
        dispute_fact(session, anna, world.now, own, fact, "Ik betaalde al K-reden")
        assert (view(world).waiting_on, view(world).waiting_for) == ("us", "aanmelding")
        [kept] = established_of(session, anna, own.id)
        assert (kept.cents, kept.dispute, kept.disputed) == (1_140_00, "Ik betaalde al K-reden", True)
        session.close()
        with pytest.raises(AlreadyDisputed):
            dispute_fact(session, anna, world.now, own, fact, "Nog eens")
        with pytest.raises(NotAllowed):
            establish_fact(session, anna, world.now, own, told)


def test_the_card_and_the_note_keep_both_versions(world: World) -> None:
    noor = world.people["noor"]
    with world.open() as session:
        before = reach_of(session, noor, view(world).id, world.now)
        session.close()
        card = Card(called="Mevrouw K-anna", contact="06 11", mail_allowed=False)
        change_card(session, noor, world.now, view(world), card, version=before.version)
        with pytest.raises(Conflict):
            change_card(session, noor, world.now, view(world), Card(called="Anders"), version=before.version)
        change_safety_note(session, noor, world.now, view(world), "Partner leest mee K-let-op")
        after = reach_of(session, noor, view(world).id, world.now)
        assert (after.called, after.contact, after.safety_note) == (
            "Mevrouw K-anna",
            "06 11",
            "Partner leest mee K-let-op",
        )
        assert after.mind == ("Geen mail.",)
        session.close()
        send_message(session, noor, world.now, view(world), "Dag")
        assert session.scalar(select(func.count()).where(OutboxMail.template == "new_message")) == 0


def test_a_dossier_of_the_desk_goes_on_online_with_nothing_lost(world: World) -> None:
    noor = world.people["noor"]
    with world.open() as session:
        municipality = world.municipality(session)
        session.close()
        kenmerk = create_at_desk(
            session, noor, world.now, municipality, called="Meneer K-terhorst", legal_name="Terhorst", source="balie",
            channel="balie", clock_started_on=date(2026, 11, 16), contact="via dochter Mirjam",
            threats=(ThreatTold(kind="bankbeslag", threatens_on=date(2026, 11, 20)),),
            answers={"bereiken": Reach(called="Meneer K-terhorst", post_home=YesNo.NO)},
            counsellor_id=noor.membership_id,
        )  # fmt: skip
        found = find_dossier(session, noor, world.now, kenmerk)
        session.close()
        assert found is not None and found.counsellor is not None
        assert (found.phase, found.offline, found.waiting_on) == ("gewone_route", True, "us")
        assert found.first_talk_due == date(2026, 12, 14) and found.urgency == 1
        assert not found.threat_unseen, "who reports it at the desk and takes the dossier has seen it"
        assert "Geen post naar huis." in reach_of(session, noor, found.id, world.now).mind
        known = identity_of(session, noor, found.id)
        assert (known.legal_name, known.version) == ("Terhorst", 1), (
            "what was typed at the desk is not asked again"
        )
        session.close()
        invite_online(session, noor, world.now, found, "terhorst@client.example")
        with pytest.raises(AlreadyOnline):
            invite_online(session, noor, world.now, found, "ander@client.example")
        person = session.scalars(select(Participation).where(Participation.dossier_id == found.id)).one()
        assert person.role == Role.CLIENT
        assert session.scalar(select(func.count()).where(SingleUseToken.purpose == "invite")) == 1
        assert session.scalar(select(func.count()).where(OutboxMail.template == "invite")) == 1
        marked = session.scalars(
            select(Event).where(Event.kind == "StepAnswered", Event.dossier_id == found.id)
        ).one()
        assert (
            marked.acting_for == "client"
            and not session.get(Dossier, (found.municipality_id, found.id)).offline
        )  # type: ignore[union-attr]
        beside = select(Event.kind).where(Event.acting_for == "client", Event.dossier_id == found.id)
        assert set(session.scalars(beside)) == {"StepAnswered"}  # decisions of staff stay theirs


def _inbox(session: Session, world: World, dossier_id: UUID) -> InboxRow:
    row = session.get(InboxRow, (world.municipalities["voorbeeldstad"], dossier_id))
    assert row is not None
    session.refresh(row)
    session.expunge(row)
    session.close()
    return row


def test_planning_the_first_talk_stays_ours_until_a_day_is_offered(world: World) -> None:
    noor, moment = world.people["noor"], world.now
    with world.open() as session:
        municipality = world.municipality(session)
        session.close()
        kenmerk = create_at_desk(
            session, noor, moment, municipality, called="Meneer K-plan", source="balie", channel="balie",
            clock_started_on=date(2026, 11, 16), counsellor_id=noor.membership_id,
        )  # fmt: skip
        found = find_dossier(session, noor, moment, kenmerk)
        session.close()
        assert found is not None

        def turn() -> tuple[str, str, bool]:
            row = _inbox(session, world, found.id)
            return row.waiting_on, row.waiting_for, row.plan_talk

        first = _inbox(session, world, found.id)
        assert turn() == ("us", "eerste_gesprek", True)
        assert (first.reply_due_at, first.sort_key[:9]) == (
            None,
            "220261214",
        )  # ordered by the term of the law
        # A friendly word, homework and a call without a day do not hand it over.
        send_message(session, noor, moment, found, "Ik bel u morgen.")
        log_contact(
            session, noor, moment, found, channel=Channel.PHONE, held_at=moment, summary="Kort gebeld"
        )
        assign_homework(session, noor, moment, found, "wonen", THURSDAY)
        assert turn() == ("us", "eerste_gesprek", True)
        planned = Planned(
            channel=Channel.OFFICE, starts_at=moment + timedelta(days=3), purpose=Purpose.FIRST_TALK
        )
        meeting = make_appointment(session, noor, moment, found, planned)
        assert turn() == ("client", "afspraak", False)
        record_result(session, noor, moment, found, meeting, Result.CANCELLED)
        assert turn() == ("us", "eerste_gesprek", True)
        agreed = replace(planned, agreed=True)
        make_appointment(session, noor, moment, found, agreed)
        assert turn() == ("client", "antwoord", False)
        make_appointment(session, noor, moment, found, replace(planned, starts_at=moment + timedelta(days=9)))
        assert turn() == ("client", "afspraak", False)
        talk = Talk(held_on=date(2026, 11, 18), channel=Channel.PHONE, who="cliënt", question_for_help="Rust",
                    wants_to_continue=True)  # fmt: skip
        later = moment + timedelta(days=6)
        hold_first_talk(session, noor, later, found, replace(talk, held_on=local_date(later)))
        assert turn() == ("client", "antwoord", False), "nobody waits for a yes to a talk that was held"
        assert {each.result for each in appointments_of(session, noor, found.id)} == {"cancelled", "held"}


def test_an_agreed_day_ends_what_does_not_work(world: World) -> None:
    noor, anna, moment = world.people["noor"], world.people["anna"], world.now
    world.welcome("anna")
    with world.open() as session:
        report_stuck(session, anna, moment, world.dossier(session, "anna"), "wonen", why="Ik snap het niet")
        state = select(StepAnswer.state).where(StepAnswer.step == "wonen")
        assert session.scalar(state) == "stuck" and view(world).client_clock_paused
        session.close()
        planned = Planned(channel=Channel.PHONE, starts_at=moment + timedelta(days=3), purpose=Purpose.PAPERS)
        meeting = make_appointment(session, noor, moment, view(world), planned)
        assert session.scalar(state) == "stuck", "an offer is no answer yet"
        session.close()
        answer_appointment(session, anna, moment, world.dossier(session, "anna"), meeting, Answer.YES)
        assert session.scalar(state) == "later" and not view(world).client_clock_paused


def test_a_no_to_help_online_leaves_the_talk_with_us(world: World) -> None:
    noor, anna = world.people["noor"], world.people["anna"]
    with world.open() as session:
        answer_online(session, noor, world.now, view(world), False, "Een gesprek past beter.")
        assert (view(world).waiting_on, view(world).waiting_for) == ("us", "eerste_gesprek")
        send_message(session, anna, world.now, world.dossier(session, "anna"), "Kan het op dinsdag?")
        assert view(world).waiting_for == "bericht"
        send_message(session, noor, world.now, view(world), "Ja, ik kijk wanneer.")
        assert (view(world).waiting_on, view(world).waiting_for) == ("us", "eerste_gesprek")


@pytest.mark.parametrize("agreed", [False, True])
def test_a_day_that_stands_already_is_not_planned_again(world: World, agreed: bool) -> None:
    noor = world.people["noor"]
    day = Planned(
        channel=Channel.PHONE,
        starts_at=world.now + timedelta(days=3),
        purpose=Purpose.FIRST_TALK,
        agreed=agreed,
    )
    with world.open() as session:
        make_appointment(session, noor, world.now, view(world), day)
        answer_online(session, noor, world.now, view(world), False, "Tot donderdag.")
    assert view(world).waiting_on == "client"


def test_a_day_for_something_else_leaves_the_first_talk_to_plan(world: World) -> None:
    noor = world.people["noor"]
    day = Planned(channel=Channel.PHONE, starts_at=world.now + timedelta(days=3), purpose=Purpose.PAPERS)
    with world.open() as session:
        make_appointment(session, noor, world.now, view(world), day)
        answer_online(session, noor, world.now, view(world), False, "Tot donderdag.")
    assert (view(world).waiting_on, view(world).waiting_for) == ("us", "eerste_gesprek")


def test_the_inbox_equals_the_fold_after_all_of_these(world: World) -> None:
    noor, anna = world.people["noor"], world.people["anna"]
    with world.open() as session:
        own = world.dossier(session, "anna")
        threat = report_threat(session, anna, world.now, own, ThreatKind.GAS)
        take_on_threat(session, noor, world.now, view(world), threat)
        replace_step(session, noor, world.now, view(world), "wonen", AnotherWay.PHONE, "Wij bellen",
                     starts_at=world.now + timedelta(days=2))  # fmt: skip
        assign_homework(session, noor, world.now, view(world), "wonen", THURSDAY)
        row = session.get(InboxRow, (own.municipality_id, own.id))
        assert row is not None
        state = InboxState()
        for event in session.scalars(select(Event).where(Event.dossier_id == own.id).order_by(Event.seq)):
            state = fold(state, Happened(event=from_envelope(event.kind, event.envelope), at=event.at, role=event.role,
                                         seq=event.seq, acting_for=event.acting_for))  # fmt: skip
        assert {k: getattr(row, k) for k in InboxState.__dataclass_fields__} == {
            k: getattr(state, k) for k in InboxState.__dataclass_fields__
        }
