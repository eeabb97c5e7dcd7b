"""Stopping: at once before the talk, after an answer later, never over a threat; and coming back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from schuldhulp.crypto import keyring
from schuldhulp.dossier.actions import ThreatTold
from schuldhulp.dossier.tables import Dossier, Event
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.stopping.actions import ClosedByUs, go_on, withdraw


def stop(world, who, words=""):
    with world.open() as session:
        dossier = world.dossier(session, who)
        return withdraw(session, world.people[who], world.now, dossier, words)


def return_(world, who):
    with world.open() as session:
        go_on(session, world.people[who], world.now, world.dossier(session, who))


def rows(world, who):
    key = (world.people[who].municipality_id, world.people[who].dossier_id)
    with world.open() as session:
        kinds = session.scalars(select(Event.kind).where(Event.dossier_id == key[1]).order_by(Event.seq)).all()
        return session.get(Dossier, key), session.get(InboxRow, key), list(kinds)


def test_before_the_talk_it_stops_at_once_and_keeps_the_words_sealed(world):
    assert stop(world, "anna", "Het is geregeld K-anna") is True
    dossier, inbox, kinds = rows(world, "anna")
    assert dossier.closed_at == world.now and dossier.closing_reason == "withdrawn"
    assert inbox.waiting_on == "nobody" and inbox.phase == "afgesloten"
    assert kinds[-2:] == ["DossierWithdrawn", "DossierClosed"]
    with world.open() as session:
        event = session.scalars(select(Event).where(Event.kind == "DossierWithdrawn")).one()
        assert "K-anna" in keyring(session).open(event, "detail_sealed")
        assert "K-anna" not in str(event.envelope)


def test_coming_back_opens_where_it_was_and_starts_the_clock_anew(world):
    stop(world, "anna")
    world.now += timedelta(days=20)
    return_(world, "anna")
    dossier, inbox, kinds = rows(world, "anna")
    assert dossier.closed_at is None and dossier.phase == "aanmelding"
    assert dossier.clock_started_on == date(2026, 12, 10) and dossier.first_talk_due == date(2027, 1, 7)
    assert (inbox.waiting_on, inbox.waiting_for, inbox.first_talk_due) == ("us", "weer_verder", date(2027, 1, 7))
    assert inbox.reply_due_at is not None and kinds[-1] == "DossierReopened"


def test_after_the_talk_staff_decide_and_the_client_has_a_date(world):
    key = world.people["anna"].dossier_id
    with world.open() as session:
        session.execute(update(Dossier).where(Dossier.id == key).values(first_talk_on=date(2026, 11, 19)))
        session.commit()
    assert stop(world, "anna") is False
    dossier, inbox, kinds = rows(world, "anna")
    assert dossier.closed_at is None and kinds[-1] == "DossierWithdrawn"
    assert (inbox.waiting_on, inbox.waiting_for) == ("us", "gestopt") and inbox.reply_due_at is not None
    return_(world, "anna")
    assert rows(world, "anna")[1].waiting_for == "weer_verder"


def test_nobody_stops_unseen_while_something_threatens(world):
    eviction = ThreatTold(kind="ontruiming", threatens_on=date(2026, 11, 26))
    with world.open() as session:
        world.add_client(session, "dina", "voorbeeldstad", (eviction,))
    assert stop(world, "dina") is False
    dossier, inbox, _ = rows(world, "dina")
    assert dossier.closed_at is None and inbox.threat == "ontruiming" and inbox.waiting_for == "gestopt"


def test_what_we_closed_a_client_does_not_open(world):
    stop(world, "anna")
    with world.open() as session:
        session.execute(update(Dossier).values(closing_reason="refused_fraud"))
        session.commit()
    with pytest.raises(ClosedByUs):
        return_(world, "anna")


def test_the_page_stops_and_goes_on(client_as, sqlite_world):
    anna = client_as("anna")
    assert "Niemand neemt nog contact" in anna.get("/mijn/stoppen").text
    assert anna.submit("/mijn/stoppen", {"words": ""}).location == "/mijn/stoppen"
    assert "De hulp is gestopt" in anna.get("/mijn/stoppen").text
    back = anna.submit("/mijn/stoppen", {}, action="/mijn/stoppen/toch-verder")
    assert back.location == "/mijn?melding=weer-verder"
    assert rows(sqlite_world, "anna")[0].closed_at is None
