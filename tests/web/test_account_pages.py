"""The account: name, address, password, sessions; and what was typed when the time was over."""

from datetime import timedelta

from sqlalchemy import select

from schuldhulp.accounts.actions import verify_email
from schuldhulp.accounts.passwords import password_fits
from schuldhulp.accounts.queries import find_person, live_sessions, password_hash_of
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier, Event
from schuldhulp.messages.tables import Message
from schuldhulp.outbox.tables import OutboxMail
from tests.web_client import form_of
from tests.world import PASSWORD


def test_a_client_changes_how_they_are_called_everywhere(client_as, sqlite_world):
    anna = client_as("anna")
    assert anna.submit("/account/naam", {"called": "Mevrouw De Wit"}).location == "/account?melding=gewijzigd"
    assert "Mevrouw De Wit" in anna.get("/account").text
    who = sqlite_world.people["anna"]
    with sqlite_world.open() as session:
        row = session.get(Dossier, (who.municipality_id, who.dossier_id))
        assert keyring(session).open(row, "called_sealed") == "Mevrouw De Wit"
        assert session.scalars(select(Event).order_by(Event.seq.desc())).first().kind == "CardChanged"
    client_as("noor").submit("/account/naam", {"called": "Noortje"})
    anna.submit("/account/naam", {"called": " "}, status=422)


def test_a_new_address_asks_the_password_and_a_link(client_as, sqlite_world):
    anna, given = client_as("anna"), {"email": "anna@nieuw.example", "current_password": PASSWORD}
    assert (
        "Dit is niet uw wachtwoord"
        in anna.submit("/account/e-mail", {**given, "current_password": "x"}, status=422).text
    )
    anna.submit("/account/e-mail", given)
    assert "anna@nieuw.example" in anna.get("/account").text
    with sqlite_world.open() as session:
        hers = OutboxMail.person_id == sqlite_world.people["anna"].person_id
        mail = session.scalars(select(OutboxMail).where(hers).order_by(OutboxMail.id.desc())).first()
        token = keyring(session).open(mail, "params_sealed").split('"')[3]
        session.close()
        verify_email(session, sqlite_world.now, token)
        assert find_person(session, "anna@nieuw.example").id == sqlite_world.people["anna"].person_id
    assert "nog niet bevestigd" not in anna.get("/account").text


def test_a_new_password_ends_the_other_sessions(client_as, sqlite_world):
    here, there = client_as("noor"), client_as("noor")
    new = "een heel ander wachtwoord, langer dan vierenzestig tekens, met spaties en al"  # V6.2.9
    here.submit("/account/wachtwoord", {"current_password": PASSWORD, "new_password": "kort"}, status=422)
    here.submit("/account/wachtwoord", {"current_password": PASSWORD, "new_password": new})
    here.get("/account")
    there.get("/account", status=303)
    with sqlite_world.open() as session:
        assert password_fits(password_hash_of(session, sqlite_world.people["noor"].person_id), new)


def test_a_session_is_ended_from_another_and_never_somebody_elses(client_as, sqlite_world):
    here, there, other = client_as("noor"), client_as("noor"), client_as("bas")
    with sqlite_world.open() as session:
        noors = live_sessions(session, sqlite_world.people["noor"].person_id, sqlite_world.now)
        bas = live_sessions(session, sqlite_world.people["bas"].person_id, sqlite_world.now)[0]
    assert len(noors) == 2
    fields = form_of(here.get("/account"), "/account/sessies")
    here.post("/account/sessies", {**fields, "sessie": bas.token_hash.hex()})
    other.get("/account")
    here.post("/account/sessies", {**fields, "sessie": "onzin"})
    here.post("/account/sessies", fields)
    here.get("/account")
    there.get("/account", status=303)


def test_the_link_to_confirm_can_be_sent_again_a_few_times(client_as, sqlite_world):
    anna = client_as("anna")
    for _ in range(3):
        anna.submit("/account", {}, action="/account/bevestigen")
    anna.submit("/account", {}, action="/account/bevestigen", status=429)
    with sqlite_world.open() as session:
        sent = [
            m
            for m in session.scalars(select(OutboxMail))
            if m.person_id == sqlite_world.people["anna"].person_id
        ]
    assert [m.template for m in sent] == ["verify_email"] * 4


def test_going_on_gives_the_time_anew(client_as, sqlite_world):
    anna = client_as("anna")
    fields = form_of(anna.get("/account"), "/sessie/verlengen")
    sqlite_world.now += timedelta(minutes=29)
    asked = anna.post("/sessie/verlengen", fields, status=200, headers={"Accept": "application/json"})
    assert asked.json["ends_at"] == (sqlite_world.now + timedelta(minutes=30)).isoformat()
    assert (
        anna.post("/sessie/verlengen", fields, headers={"Accept": "text/html"}).location
        == "/mijn?melding=verlengd"
    )
    sqlite_world.now += timedelta(minutes=29)
    anna.get("/account")


def test_what_was_typed_when_the_time_was_over_is_there_after_signing_in(client_as, sqlite_world):
    anna, text = client_as("anna"), "Ik heb de brief eindelijk open.\nEr staat 26 november."
    fields = form_of(anna.get("/mijn/berichten"), "/mijn/berichten")
    sqlite_world.now += timedelta(minutes=31)
    sent = anna.post("/mijn/berichten", {**fields, "body": text})
    assert "melding=typte-bewaard" in sent.location
    assert "Wat u typte, staat er daarna nog" in anna.get(sent.location).text
    signed = {"email": "anna@client.example", "password": PASSWORD}
    back = anna.submit(sent.location, signed, action="/inloggen")
    assert back.location == "/mijn/berichten?melding=hersteld"
    page = anna.get(back.location)
    again = form_of(page, "/mijn/berichten")
    assert again["body"].replace("\r\n", "\n").strip() == text and "staat er weer" in page.text
    assert again["token"] == fields["token"]
    anna.post("/mijn/berichten", again)
    assert (
        text.splitlines()[0]
        not in form_of(anna.get("/mijn/berichten?melding=hersteld"), "/mijn/berichten")["body"]
    )
    with sqlite_world.open() as session:
        kept = [keyring(session).open(m, "body_sealed") for m in session.scalars(select(Message))]
    assert len([body for body in kept if body and body.startswith("Ik heb de brief")]) == 1


def test_nothing_is_promised_about_what_could_not_be_kept(client_as):
    nobody = client_as(None)
    sent = nobody.post("/mijn/berichten", {"body": "Niet te bewaren"})
    assert "melding=weer-inloggen" in sent.location
    page = nobody.get(sent.location).text
    assert "Log opnieuw in" in page and "Wat u typte" not in page


def test_a_form_of_somebody_else_is_never_given_back(client_as, sqlite_world):
    anna = client_as("anna")
    fields = form_of(anna.get("/mijn/berichten"), "/mijn/berichten")
    sqlite_world.now += timedelta(minutes=31)
    sent = anna.post("/mijn/berichten", {**fields, "body": "Alleen van mij"})
    back = anna.submit(
        sent.location, {"email": "berend@client.example", "password": PASSWORD}, action="/inloggen"
    )
    assert back.location == "/mijn/berichten"
    assert "Alleen van mij" not in anna.get("/mijn/berichten?melding=hersteld").text


def test_a_form_that_posts_elsewhere_leads_back_to_its_page(client_as, sqlite_world):
    anna = client_as("anna")
    fields = form_of(anna.get("/mijn/berichten"), "/mijn/berichten")
    sqlite_world.now += timedelta(minutes=31)
    sent = anna.post("/mijn/berichten/concept", {**fields, "body": "Half"})
    assert "verder=%2Fmijn%2Fberichten&" in sent.location
