"""Dividing dossiers and being away, on both databases."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from schuldhulp.absences.queries import absences
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier, Event
from schuldhulp.inbox.queries import find_desk, inbox_page
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.tables import Message
from schuldhulp.municipalities.tables import Absence, Team
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import NotAllowed, NotYours
from schuldhulp.teamwork import queries
from schuldhulp.teamwork.actions import (
    AlreadyDivided,
    AwayAlready,
    DaysReversed,
    Divided,
    NothingChosen,
    StandInAway,
    Wish,
    add_absence,
    assign,
    end_absence,
    hand_over_to_team,
)
from schuldhulp.teamwork.rows import NoSuchTeam, NotOnStaff
from schuldhulp.unit_of_work import AlreadyHandled, FormToken
from tests.world import World

TODAY = date(2026, 11, 20)


def ids(world: World, *clients: str) -> list[UUID]:
    found = [world.people[c].dossier_id for c in clients]
    assert all(found)
    return [i for i in found if i]


def member(world: World, who: str) -> UUID:
    found = world.people[who].membership_id
    assert found
    return found


def give(world: World, who: str, *clients: str, now_with: str | None = None, by: str = "tess") -> Divided:
    before = member(world, now_with) if now_with else None
    with world.open() as session:
        wishes = [Wish(i, before, member(world, who)) for i in ids(world, *clients)]
        return assign(session, world.people[by], world.now, wishes)


def told(world: World, client: str) -> list[str]:
    with world.open() as session:
        query = (
            select(Message)
            .where(Message.dossier_id == world.people[client].dossier_id)
            .order_by(Message.sent_at)
        )
        return [keyring(session).open(m, "body_sealed") or "" for m in session.scalars(query)]


def test_assigning_moves_the_dossier_tells_the_client_and_keeps_the_promise(world: World) -> None:
    with world.open() as session:
        before = world.dossier(session, "anna", "tess")
    assert give(world, "noor", "anna") == Divided(1, 0)
    with world.open() as session:
        after = world.dossier(session, "anna", "noor")
        assert after.counsellor is not None and after.counsellor.name == "Noor"
        assert (after.waiting_on, after.waiting_for, after.reply_due_at) == (
            before.waiting_on, before.waiting_for, before.reply_due_at,
        )  # fmt: skip
        assert after.last_staff_at is None, "dividing is no contact"
        assert after.version == before.version + 1
        desk = find_desk(session, world.people["noor"], world.now)
        assert [x.called for x in inbox_page(session, world.people["noor"], desk, "mij").lines] == [
            "Anna K-anna"
        ]
        mails = session.scalars(select(OutboxMail).where(OutboxMail.template == "new_message")).all()
        assert [m.person_id for m in mails] == [world.people["anna"].person_id]
        authors = session.scalars(select(Message.author)).all()
        assert authors == ["system"]
    [body] = told(world, "anna")
    assert body.startswith("Noor is vanaf nu uw vaste schuldhulpverlener.")


def test_many_go_at_once_and_what_changed_meanwhile_is_left(world: World) -> None:
    give(world, "noor", "anna")
    assert give(world, "bas", "anna", "berend") == Divided(1, 1)
    with world.open() as session:
        rows = {r[0]: r[1] for r in session.execute(select(InboxRow.dossier_id, InboxRow.counsellor_id))}
    assert [rows[i] for i in ids(world, "anna", "berend")] == [member(world, "noor"), member(world, "bas")]
    with pytest.raises(AlreadyDivided):
        give(world, "bas", "anna")
    assert give(world, "bas", "anna", now_with="noor") == Divided(1, 0)
    assert "U had eerst contact met Noor." in told(world, "anna")[-1]


def test_back_to_the_queue_and_to_another_team_without_loss(world: World) -> None:
    give(world, "noor", "anna")
    tess, municipality_id = world.people["tess"], world.municipalities["voorbeeldstad"]
    with world.open() as session:
        session.add(Team(municipality_id=municipality_id, name="Team Zuid"))
        session.commit()
        south = session.scalars(select(Team.id).where(Team.name == "Team Zuid")).one()
        session.close()
        [anna] = ids(world, "anna")
        hand_over_to_team(session, tess, world.now, anna, south)
        row = session.get(Dossier, (municipality_id, anna))
        assert row is not None and (row.counsellor_id, row.team_id) == (None, south)
        page = queries.queue_page(session, tess, world.municipality(session), queries.NEW)
        card = next(c for c in page.cards if c.dossier_id == anna)
        assert (card.route.team_id, card.route.reason) == (south, "zo gezet")
        assert card.first_talk_due is not None, "the legal clock runs on"
        session.close()
        with pytest.raises(NoSuchTeam):
            hand_over_to_team(session, tess, world.now, anna, world.people["anna"].dossier_id or anna)
    assert told(world, "anna")[-1].startswith("Noor werkt niet meer aan uw dossier.")


def test_only_a_team_lead_of_the_municipality_divides(world: World) -> None:
    for who in ("noor", "ada", "gert", "anna"):
        with pytest.raises((NotAllowed, NotYours)):
            give(world, "noor", "anna", by=who)
    with pytest.raises(NotYours):
        give(world, "noor_l", "anna", by="tess_l")
    with pytest.raises(NotOnStaff):
        give(world, "noor_l", "anna")
    with pytest.raises(NotOnStaff):
        give(world, "gert", "anna")
    with world.open() as session, pytest.raises(NothingChosen):
        assign(session, world.people["tess"], world.now, [])
    with world.open() as session:
        assert (
            session.scalar(select(func.count()).select_from(Event).where(Event.kind == "DossierAssigned"))
            == 0
        )


def test_one_form_divides_once(world: World) -> None:
    [anna] = ids(world, "anna")
    form = FormToken("d" * 32, "/team")
    with world.open() as session:
        assign(session, world.people["tess"], world.now, [Wish(anna, None, member(world, "noor"))], form=form)
        with pytest.raises(AlreadyHandled):
            assign(
                session, world.people["tess"], world.now, [Wish(anna, None, member(world, "bas"))], form=form
            )


def test_work_is_counted_per_person(world: World) -> None:
    give(world, "noor", "anna", "berend")
    with world.open() as session:
        municipality = world.municipality(session)
        later = world.now + timedelta(days=10)
        loads = queries.workloads(session, world.people["tess"], later, municipality)
        noor = next(w for w in loads if w.candidate.name == "Noor")
        assert (noor.candidate.open_cases, noor.waiting, noor.overdue, noor.near) == (2, 2, 2, 0)
        due = world.dossier(session, "anna", "tess").reply_due_at
        assert due is not None
        loads = queries.workloads(session, world.people["tess"], due - timedelta(hours=1), municipality)
        noor = next(w for w in loads if w.candidate.name == "Noor")
        assert (noor.overdue, noor.near) == (0, 2)
        assert {c.name for c in queries.candidates(loads)} == {"Noor", "Bas"}


def away(world: World, who: str, stand_in: str, first: date, last: date, by: str | None = None) -> None:
    with world.open() as session:
        add_absence(
            session,
            world.people[by or who],
            world.now,
            member(world, who),
            first,
            last,
            member(world, stand_in),
        )


def test_a_stand_in_gets_the_work_and_the_card_says_so(world: World) -> None:
    give(world, "noor", "anna")
    away(world, "noor", "bas", TODAY, TODAY + timedelta(days=7))
    with world.open() as session:
        desk = find_desk(session, world.people["bas"], world.now)
        assert [x.called for x in inbox_page(session, world.people["bas"], desk, "mij").lines] == [
            "Anna K-anna"
        ]
        noor = member(world, "noor")
        card = world.dossier(session, "anna").counsellor
        assert card is not None
        assert (card.stand_in, card.stand_in_until) == ("Bas", TODAY + timedelta(days=7))
        [line] = absences(session, world.people["noor"], TODAY)
        promised = queries.promised_cases(
            session, world.people["noor"], world.municipality(session), noor, TODAY
        )
        assert [c.called for c in promised] == ["Anna K-anna"]
        session.close()
        end_absence(session, world.people["noor"], world.now, line.id)
        desk = find_desk(session, world.people["bas"], world.now)
        assert desk.memberships == (member(world, "bas"),)


def test_an_absence_that_cannot_be_is_refused(world: World) -> None:
    week = TODAY + timedelta(days=7)
    with pytest.raises(DaysReversed):
        away(world, "noor", "bas", week, TODAY)
    with pytest.raises(DaysReversed):
        away(world, "noor", "bas", TODAY - timedelta(days=9), TODAY - timedelta(days=1))
    with pytest.raises(StandInAway):
        away(world, "noor", "noor", TODAY, week)
    with pytest.raises(NotOnStaff):
        away(world, "noor", "noor_l", TODAY, week)
    with pytest.raises(NotAllowed):
        away(world, "noor", "bas", TODAY, week, by="bas")
    with pytest.raises(NotAllowed):
        away(world, "noor", "bas", TODAY, week, by="ada")
    away(world, "noor", "bas", TODAY, week, by="tess")
    with pytest.raises(AwayAlready):
        away(world, "noor", "bas", week, week + timedelta(days=1))
    with pytest.raises(StandInAway):
        away(world, "bas", "noor", week, week)
    with world.open() as session:
        assert session.scalar(select(func.count()).select_from(Absence)) == 1
