"""Pages to read, links in mails, leaving, and health for machines."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from schuldhulp.accounts.forgotten.actions import mail_links
from schuldhulp.accounts.links.rows import add_single_use_token
from schuldhulp.accounts.passwords import password_fits
from schuldhulp.accounts.queries import find_token, password_hash_of
from schuldhulp.accounts.tables import LoginSession, Person
from schuldhulp.claims.actions import claim, note_mark
from schuldhulp.claims.marks import Mark
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.unit_of_work import open_write
from schuldhulp.web.guard import COOKIE
from schuldhulp.web.public import machines
from tests.web_client import form_of

PAGES = ("/hulp-nu", "/toegankelijkheid", "/privacy", "/wachtwoord-vergeten", "/even-iets-anders", "/inloggen",
         "/g/voorbeeldstad/vraag", "/g/voorbeeldstad/kijken", "/privacy?gemeente=lindewaard")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_pages_for_anybody(client_as, path):
    client_as(None).get(path)
    client_as("anna").get(path)


def make_link(world, who, purpose):
    with world.open() as session:
        open_write(session, None)
        token = add_single_use_token(session, world.now, world.people[who].person_id, purpose)
        session.commit()
    return token


@pytest.mark.parametrize(("purpose", "path"), [("reset", "/wachtwoord/"), ("invite", "/uitnodiging/")])
def test_a_link_sets_a_password_once_and_ends_all_sessions(client_as, sqlite_world, purpose, path):
    token, signed_in, nobody = make_link(sqlite_world, "noor", purpose), client_as("noor"), client_as(None)
    assert "Tien tekens" in nobody.submit(path + token, {"new_password": "kort"}, status=422).text
    assert (
        nobody.submit(path + token, {"new_password": "vier heel losse woorden"}).location
        == "/inloggen?melding=wachtwoord"
    )
    signed_in.get("/account", status=303)
    with sqlite_world.open() as session:
        stored = password_hash_of(session, sqlite_world.people["noor"].person_id)
    assert password_fits(stored, "vier heel losse woorden")
    assert "werkt niet meer" in nobody.get(path + token, status=410).text
    nobody.get(path + "onzin", status=410)


def test_a_link_for_one_thing_opens_nothing_else(client_as, sqlite_world):
    token = make_link(sqlite_world, "noor", "verify")
    client_as(None).get("/wachtwoord/" + token, status=410)


def test_forgetting_a_password_tells_nothing_of_accounts(client_as, sqlite_world):
    nobody = client_as(None)
    answers = [
        nobody.submit("/wachtwoord-vergeten", {"email": e})
        for e in ("anna@client.example", "x@niemand.example")
    ]
    assert answers[0].location == answers[1].location
    with sqlite_world.open() as session:
        assert session.scalars(select(OutboxMail).where(OutboxMail.template == "reset_password")).all() == []
        session.close()
        assert [mail_links(session, sqlite_world.now) for _ in range(2)] == [1, 0]
        mails = list(session.scalars(select(OutboxMail).where(OutboxMail.template == "reset_password")))
    assert [m.person_id for m in mails] == [sqlite_world.people["anna"].person_id]
    for _ in range(2):
        nobody.submit("/wachtwoord-vergeten", {"email": "anna@client.example"})
    nobody.submit("/wachtwoord-vergeten", {"email": "anna@client.example"}, status=429)


def test_opening_a_link_does_not_confirm_but_the_button_does(client_as, sqlite_world):
    token, nobody = make_link(sqlite_world, "anna", "verify"), client_as(None)
    nobody.get("/bevestigen/" + token)
    with sqlite_world.open() as session:
        assert find_token(session, token, "verify", sqlite_world.now)
    assert nobody.submit("/bevestigen/" + token, {}).location == "/inloggen?melding=bevestigd"
    nobody.post(
        "/bevestigen/" + token,
        form_of(nobody.get("/wachtwoord-vergeten"), "/wachtwoord-vergeten"),
        status=410,
    )
    with sqlite_world.open() as session:
        assert session.get(Person, sqlite_world.people["anna"].person_id).email_verified_at


def test_who_confirms_while_signed_in_goes_on_at_the_own_page(client_as, sqlite_world):
    for who, way_on in (("anna", "/mijn?melding=bevestigd"), ("berend", "/inloggen?melding=bevestigd")):
        token = make_link(sqlite_world, "anna", "verify")
        assert client_as(who).submit("/bevestigen/" + token, {}).location == way_on
    assert "Uw e-mailadres is bevestigd." in client_as("anna").get("/mijn?melding=bevestigd").text


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_quickly_ends_the_session_and_says_nothing(client_as, sqlite_world, method):
    anna = client_as("anna")
    left = anna.get("/snel-weg", status=303) if method == "get" else anna.post("/snel-weg", {})
    assert left.location == "/even-iets-anders"
    assert left.headers["Clear-Site-Data"] and not anna.http.get_cookie(COOKIE)
    with sqlite_world.open() as session:
        assert all(s.ended_at for s in session.scalars(select(LoginSession)))
    page = anna.get("/even-iets-anders").text.lower()
    assert not [word for word in ("schuld", "geldhulp", "geldzorg", "voorbeeldstad") if word in page]


def test_looking_counts_and_keeps_nothing(client_as):
    told = {"income": "1.400", "period": "4weken", "home": "600", "fixed": "400", "week": "80", "debts": "50"}
    page = client_as(None).submit("/g/voorbeeldstad/kijken", told, status=200).text
    assert "Er blijft ongeveer €\xa0120 per maand over" in page
    assert (
        "U komt ongeveer"
        in client_as(None).submit("/g/voorbeeldstad/kijken", {**told, "home": "900"}, status=200).text
    )
    assert (
        'value="600"'
        in client_as(None).submit("/g/voorbeeldstad/kijken", {**told, "debts": ""}, status=422).text
    )


def test_help_is_one_tap_away_for_a_client(client_as):
    page = client_as("anna").get("/mijn/hulp-nu").text
    assert 'href="tel:112"' in page
    tell_at = re.search(r'Geen geld voor eten\? <a[^>]*href="([^"]+)"', page)
    assert tell_at and "Heeft u geld voor eten" in client_as("anna").get(tell_at[1]).text
    assert all(
        number in page for number in ("113", "0800-0113", "112", "0800-2000", "010\xa0000\xa000\xa000")
    )


def test_machines_hear_yes_or_no(client_as, sqlite_world, monkeypatch):
    nobody = client_as(None)
    assert nobody.get("/gezond").text == "gezond\n"
    assert nobody.get("/klaar").text == "klaar, taken staan stil, kopie te oud, oefening te lang geleden\n"
    with sqlite_world.open() as session:
        claim(session, sqlite_world.now, "watch", "1")
        note_mark(session, sqlite_world.now, Mark.COPY)
        note_mark(session, sqlite_world.now, Mark.DRILL)
    assert nobody.get("/klaar").text == "klaar\n"
    with sqlite_world.open() as session:
        session.execute(update(OutboxMail).values(state="waiting"))
        session.commit()
    sqlite_world.now += timedelta(minutes=31)
    assert nobody.get("/klaar").text == "klaar, taken staan stil, mail wacht\n"
    assert nobody.get("/klaar", headers={"X-Forwarded-For": "10.0.0.1"}).text == "klaar\n", (
        "outsiders hear no details"
    )
    assert nobody.get("/klaar", environ_overrides={"REMOTE_ADDR": "10.0.0.1"}).text == "klaar\n"
    monkeypatch.setattr(machines, "DISK_LEFT", 2**70)
    assert nobody.get("/klaar").text == "klaar, taken staan stil, mail wacht, schijf bijna vol\n"
    monkeypatch.undo()
    sqlite_world.now += timedelta(days=2)
    assert nobody.get("/klaar").text == "klaar, taken staan stil, mail wacht, kopie te oud\n"
    assert nobody.get("/klaar", headers={"X-Forwarded-For": "10.0.0.1"}).text == "klaar\n"
    assert 'schuldhulp_answers_total{status="200",view="public.alive"}' in nobody.get("/metrics").text
    nobody.get("/metrics", status=404, headers={"X-Forwarded-For": "10.0.0.1"})
    nobody.get("/metrics", status=404, environ_overrides={"REMOTE_ADDR": "10.0.0.1"})
    nobody.get("/metrics", status=404, headers={"Accept": "text/html,*/*"})
    assert "Contact: mailto:" in nobody.get("/.well-known/security.txt").text
    with sqlite_world.open() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        session.commit()
    assert nobody.get("/klaar", status=503).text == "niet klaar\n"
