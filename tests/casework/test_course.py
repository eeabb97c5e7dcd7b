"""Phases, besluiten, closing, reopening, services: each act refuses with its sentence, or does all of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from schuldhulp.contacts.actions import Talk, hold_first_talk
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.closing import (
    BesluitBeforeTalk,
    BesluitKind,
    BesluitMissing,
    BesluitNotMotivated,
    ClosingReason,
    EndingNotDecided,
    NothingToEnd,
)
from schuldhulp.dossier.phases import (
    DeficitNotMotivated,
    IdentityNotEstablished,
    MotivationMissing,
    Phase,
)
from schuldhulp.dossier.queries import DossierView, events_of
from schuldhulp.dossier.services import Service, ServiceAlreadyRuns, ServiceNotRunning
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.tables import Identity
from schuldhulp.identity.actions import Particulars, SeenHow, record_identity
from schuldhulp.identity.queries import bsn_of, identity_of
from schuldhulp.inbox.queries import find_desk
from schuldhulp.inbox.search.queries import search
from schuldhulp.phases.actions import (
    BeforeLetter,
    DayToCome,
    Decided,
    NoReasonGiven,
    NoTermRuns,
    SuspensionReversed,
    change_phase,
    close_dossier,
    complete_request,
    end_service,
    record_decision,
    reopen_dossier,
    start_service,
    suspend_term,
)
from schuldhulp.phases.queries import course_of, suspensions_of
from schuldhulp.refusals import Conflict, NotAllowed
from schuldhulp.threats.actions import report_threat
from tests.world import World

TODAY = date(2026, 11, 20)
PLAN = Decided(
    kind=BesluitKind.PLAN_VAN_AANPAK, decided_on=TODAY, elsewhere=True, document="zaak K-2026-1187"
)


def view(world: World) -> DossierView:
    with world.open() as session:
        return world.dossier(session, "anna", "noor")


def test_a_hersteltermijn_holds_the_term_and_is_ended_by_what_came_in(world: World) -> None:
    noor, later = world.people["noor"], world.now + timedelta(days=7)
    with world.open() as session:
        with pytest.raises(NoTermRuns):
            suspend_term(
                session, noor, world.now, view(world), TODAY, TODAY + timedelta(days=14), "Loonstrook"
            )
        held(world)
        due = view(world).decision_due
        assert due == date(2027, 1, 15)
        for letter, until, why, refusal in (
            (TODAY + timedelta(days=1), TODAY + timedelta(days=9), "Loonstrook", DayToCome),
            (TODAY, TODAY, "Loonstrook", SuspensionReversed),
            (TODAY, TODAY + timedelta(days=14), " ", NoReasonGiven),
        ):
            with pytest.raises(refusal):
                suspend_term(session, noor, world.now, view(world), letter, until, why)
        given = suspend_term(
            session, noor, world.now, view(world), TODAY, TODAY + timedelta(days=14), "Loonstrook K-mist"
        )
        assert (view(world).decision_due, view(world).suspended_until) == (
            date(2027, 1, 29),
            date(2026, 12, 4),
        )
        with pytest.raises(BeforeLetter):
            complete_request(session, noor, later, view(world), given, TODAY - timedelta(days=1))
        complete_request(session, noor, later, view(world), given, TODAY + timedelta(days=7))
        # Six whole days stood still; 21 January is a Thursday.
        assert (view(world).decision_due, view(world).suspended_until) == (date(2027, 1, 21), None)
        [kept] = suspensions_of(session, noor, view(world).id)
        assert kept.reason == "Loonstrook K-mist" and kept.suspension.supplied_on == TODAY + timedelta(days=7)
        session.close()
        with pytest.raises(NoTermRuns):
            complete_request(session, noor, later, view(world), given, TODAY + timedelta(days=7))
        with pytest.raises(NotAllowed):
            suspend_term(
                session, world.people["anna"], later, view(world), TODAY, TODAY + timedelta(days=3), "x"
            )
        close_dossier(session, noor, later, view(world), ClosingReason.DECEASED)
        reopen_dossier(session, noor, later, view(world))
        assert view(world).decision_due == date(2027, 1, 21)


def held(world: World) -> None:
    talk = Talk(
        held_on=TODAY, channel=Channel.OFFICE, who="", question_for_help="Rust", wants_to_continue=True
    )
    with world.open() as session:
        hold_first_talk(session, world.people["noor"], world.now, view(world), talk)


def test_a_plan_starts_after_talk_identity_and_besluit(world: World) -> None:
    noor = world.people["noor"]
    held(world)
    with world.open() as session:
        change_phase(session, noor, world.now, view(world), Phase.BESLUIT_EN_PLAN)
        with pytest.raises(IdentityNotEstablished):
            change_phase(session, noor, world.now, view(world), Phase.STABILISATIE)
        seen = Particulars(legal_name="Anna de Boer", bsn="123456782", seen_on=TODAY, seen_how=SeenHow.DESK)
        record_identity(session, noor, world.now, view(world), seen, version=0)
        record_decision(session, noor, world.now, view(world), PLAN)
        assert view(world).decision_due is None
        change_phase(session, noor, world.now, view(world), Phase.STABILISATIE)
        with pytest.raises(MotivationMissing):
            change_phase(session, noor, world.now, view(world), Phase.BESLUIT_EN_PLAN)
        change_phase(
            session, noor, world.now, view(world), Phase.BESLUIT_EN_PLAN, "Inkomen viel weg K-waarom"
        )
        moved = events_of(session, noor, view(world).id, kinds=("PhaseChanged",))
        assert moved[-1].detail == {"note": "Inkomen viel weg K-waarom"}
        session.close()
        with pytest.raises(EndingNotDecided):
            close_dossier(session, noor, world.now, view(world), ClosingReason.NO_CONTACT)
        record_decision(
            session, noor, world.now, view(world),
            Decided(kind=BesluitKind.BEEINDIGING, decided_on=TODAY, reason="werkt_niet_mee"),
        )  # fmt: skip
        close_dossier(session, noor, world.now, view(world), ClosingReason.NO_CONTACT)
        closed = view(world)
        assert (closed.phase, closed.waiting_on) == ("afgesloten", "nobody")
        reopen_dossier(session, noor, world.now, closed)
    # After an ending it begins anew, with a new eerste gesprek within four weeks (Wgs 4(1)).
    again = view(world)
    assert (again.phase, again.closed) == ("aanmelding", False)
    assert (again.first_talk_on, again.first_talk_due) == (None, date(2026, 12, 18))
    with world.open() as session, pytest.raises(BesluitBeforeTalk):
        ours = Decided(kind=BesluitKind.PLAN_VAN_AANPAK, decided_on=TODAY)
        record_decision(session, noor, world.now, again, ours)


def test_besluiten_come_in_order_and_a_shortage_is_motivated(world: World) -> None:
    noor = world.people["noor"]
    with world.open() as session:
        with pytest.raises(BesluitBeforeTalk):
            record_decision(
                session, noor, world.now, view(world),
                Decided(kind=BesluitKind.WEIGERING, decided_on=TODAY, reason="eerder_hulp"),
            )  # fmt: skip
        with pytest.raises(NothingToEnd):
            record_decision(
                session, noor, world.now, view(world),
                Decided(kind=BesluitKind.BEEINDIGING, decided_on=TODAY, reason="afgerond"),
            )  # fmt: skip
        held(world)
        with pytest.raises(BesluitBeforeTalk, match="Het eerste gesprek was op .* Klopt de datum"):
            record_decision(
                session, noor, world.now, view(world),
                Decided(kind=BesluitKind.PLAN_VAN_AANPAK, decided_on=TODAY - timedelta(days=300)),
            )  # fmt: skip
        with pytest.raises(BesluitMissing):
            close_dossier(session, noor, world.now, view(world), ClosingReason.SOLVED_SELF)
        record_decision(session, noor, world.now, view(world), PLAN)
        with pytest.raises(DeficitNotMotivated):
            close_dossier(session, noor, world.now, view(world), ClosingReason.COMPLETED_STABILISED)
        course = course_of(session, noor, view(world).id, "besluit_en_plan")
        session.close()
    ways = {way.code: way for way in course.ways}
    assert ways["stabilisatie"].blocked == str(IdentityNotEstablished())
    assert ways["eerste_gesprek"].motivation and not ways["eerste_gesprek"].blocked
    assert course.decisions[0].document == "zaak K-2026-1187"


def test_reopening_goes_on_where_it_stopped(world: World) -> None:
    noor = world.people["noor"]
    with world.open() as session:
        change_phase(session, noor, world.now, view(world), Phase.EERSTE_GESPREK)
        close_dossier(session, noor, world.now, view(world), ClosingReason.MOVED)
        reopen_dossier(session, noor, world.now, view(world))
    assert (view(world).phase, view(world).waiting_on) == ("eerste_gesprek", "client")
    # Closed by mistake: the term of the first registration runs on (Wgs 4(1)).
    assert view(world).first_talk_due == date(2026, 12, 18)


def test_a_refusal_has_its_reason_and_is_not_dated_before_the_talk(world: World) -> None:
    """Awb 3:46 (motivering) and Wgs 4a(1): after the eerste gesprek."""
    noor = world.people["noor"]
    held(world)
    with world.open() as session:
        with pytest.raises(BesluitNotMotivated):
            record_decision(
                session, noor, world.now, view(world), Decided(kind=BesluitKind.WEIGERING, decided_on=TODAY)
            )
        before = Decided(kind=BesluitKind.WEIGERING, decided_on=date(2026, 11, 19), reason="eerder_hulp")
        with pytest.raises(BesluitBeforeTalk):
            record_decision(session, noor, world.now, view(world), before)


def test_who_left_in_the_talk_and_comes_back_gets_a_new_talk(world: World) -> None:
    """Wgs 4a(2) ended the first request; coming back is turning to the municipality anew (Wgs 4(1), 4(2))."""
    noor = world.people["noor"]
    stops = Talk(
        held_on=TODAY, channel=Channel.PHONE, who="", question_for_help="Nee", wants_to_continue=False
    )
    with world.open() as session:
        report_threat(session, noor, world.now, view(world), ThreatKind.WATER, threatens_on=date(2027, 1, 4))
        hold_first_talk(session, noor, world.now, view(world), stops)
        world.now += timedelta(days=20)  # Thursday 10 December
        reopen_dossier(session, noor, world.now, view(world))
    again = view(world)
    assert (again.phase, again.first_talk_on) == ("eerste_gesprek", None)
    # The water is still to be cut off: three working days, and on top of the inbox again.
    assert (again.first_talk_due, again.threat) == (date(2026, 12, 15), "water")
    goes_on = replace(stops, held_on=date(2026, 12, 10), wants_to_continue=True)
    with world.open() as session:
        hold_first_talk(session, noor, world.now, again, goes_on)
        change_phase(session, noor, world.now, view(world), Phase.BESLUIT_EN_PLAN)
    assert view(world).decision_due == date(2027, 2, 4)


def test_services_run_beside_the_phases(world: World) -> None:
    noor = world.people["noor"]
    with world.open() as session:
        start_service(session, noor, world.now, view(world), Service.BUDGETBEHEER, TODAY)
        start_service(session, noor, world.now, view(world), Service.BEWIND, TODAY)
        with pytest.raises(ServiceAlreadyRuns):
            start_service(session, noor, world.now, view(world), Service.BEWIND, TODAY)
        with pytest.raises(ServiceNotRunning):
            end_service(session, noor, world.now, view(world), Service.WSNP, TODAY)
        end_service(session, noor, world.now, view(world), Service.BUDGETBEHEER, TODAY)
        assert course_of(session, noor, view(world).id, "aanmelding").running == {Service.BEWIND}


def test_identity_is_sealed_found_and_guarded_against_two_at_once(world: World) -> None:
    noor, bas = world.people["noor"], world.people["bas"]
    with world.open() as session:
        record_identity(session, noor, world.now, view(world), Particulars(legal_name="Zwaluw", bsn="111222333"),
                        version=0)  # fmt: skip
        with pytest.raises(Conflict):
            record_identity(
                session, bas, world.now, view(world), Particulars(legal_name="Bas zijn versie"), version=0
            )
        record_identity(session, bas, world.now, view(world), Particulars(legal_name="Zwaluw", address="K-straat 1"),
                        version=1)  # fmt: skip
        kept = identity_of(session, noor, view(world).id)
        assert (kept.legal_name, kept.bsn_masked, kept.version) == ("Zwaluw", "••••••333", 2)
        assert bsn_of(session, noor, view(world).id) == "111222333"
        row = session.scalars(select(Identity)).one()
        assert b"111222333" not in (row.bsn_sealed or b"") and not kept.established
        found = search(session, noor, find_desk(session, noor, world.now), "zwaluw")
        assert [line.kenmerk for line in found] == [world.kenmerken["anna"]]
        session.close()
        with pytest.raises(NotAllowed):
            record_identity(session, world.people["anna"], world.now, view(world), Particulars(), version=2)
