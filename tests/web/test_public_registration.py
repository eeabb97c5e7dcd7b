"""Registering at the door: what is kept, who is told, and that nothing typed is lost."""

import json

import pytest
from sqlalchemy import func, select

from schuldhulp.accounts.actions import verify_email
from schuldhulp.accounts.passwords import password_fits
from schuldhulp.accounts.queries import find_person
from schuldhulp.accounts.second_factor.rows import add_seed
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.records import from_json, situation
from schuldhulp.dossier.tables import Dossier, Event, Threat
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.municipalities.tables import Team
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.unit_of_work import open_write
from schuldhulp.web.guard import COOKIE
from schuldhulp.web.public import signing_in
from schuldhulp.workbook.tables import StepAnswer
from tests.web_client import form_of
from tests.world import PASSWORD, SEED

HERE = "/g/voorbeeldstad/aanmelden"
TOLD = {
    "postcode": "1012 AB", "called": "Mevrouw Bos", "email": "bos@client.example", "password": "drie losse woorden",
    "phone": "06 12345678", "voicemail": "nee", "post_home": "nee", "reads_along": "ja", "call_when": "ochtend",
    "eviction": "ja", "eviction_on": "26-11-2026", "food": "nee", "question_for_help": "Ik durf de post niet open.",
    "has_read": "y",
}  # fmt: skip


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_registering_makes_a_dossier_starts_the_clocks_and_signs_in(client_as, sqlite_world):
    nobody = client_as(None)
    answer = nobody.submit(HERE, TOLD)
    assert answer.location == "/mijn/aangemeld"
    page = nobody.get("/mijn/aangemeld").text
    with sqlite_world.open() as session:
        ring = keyring(session)
        person = find_person(session, "bos@client.example")
        row = session.scalars(select(Dossier).order_by(Dossier.id.desc())).first()
        assert row.kenmerk in page and "uiterlijk dinsdag 24 november 16.30 uur" in page
        assert ring.open(row, "contact_sealed") == "06 12345678"
        assert ring.open(row, "question_for_help_sealed") == TOLD["question_for_help"]
        assert str(row.first_talk_due) == "2026-11-25"
        threats = {t.kind: t for t in session.scalars(select(Threat).where(Threat.dossier_id == row.id))}
        assert set(threats) == {"ontruiming", "geen_geld_voor_eten"}
        assert str(threats["ontruiming"].threatens_on) == "2026-11-26" and threats["ontruiming"].legal
        steps = {
            a.step: a for a in session.scalars(select(StepAnswer).where(StepAnswer.dossier_id == row.id))
        }
        assert set(steps) == {"dreigt-er-iets", "bereiken"}
        reach = from_json(situation.Reach, json.loads(ring.open(steps["bereiken"], "answer_sealed")))
        assert reach.called == "Mevrouw Bos" and reach.post_home.value == "nee"
        inbox = session.get(InboxRow, (row.municipality_id, row.id))
        assert inbox.waiting_on == "us" and inbox.threat == "ontruiming"
        team = session.scalars(select(Team).where(Team.municipality_id == row.municipality_id)).one()
        assert row.team_id == inbox.team_id == team.id
        mail = session.scalars(select(OutboxMail).where(OutboxMail.person_id == person.id)).one()
        assert mail.template == "verify_email"


WITHOUT_MAIL = [{"reads_along": "ja"}, {"reads_along": "nee", "no_mail": "y"}]


@pytest.mark.parametrize("told", WITHOUT_MAIL, ids=["somebody reads along", "asked for no mail"])
def test_no_page_speaks_of_a_mail_to_who_gets_none(client_as, told):
    nobody = client_as(None)
    nobody.submit(HERE, {**TOLD, **told})
    arrived = nobody.get("/mijn/aangemeld").text
    assert "Wij mailen u niet." in arrived and "Wij stuurden een mail" not in arrived
    assert "Open de link" not in nobody.get("/mijn").text
    account = nobody.get("/account").text
    assert "Wij mailen u niet" in account and "/account/bevestigen" not in account
    reached = nobody.get("/mijn/bereiken").text
    assert "Wij mailen u niet." in reached and "Leest iemand uw mail mee?" not in reached


def test_who_may_be_mailed_reads_that_a_link_waits(client_as):
    nobody = client_as(None)
    nobody.submit(HERE, {**TOLD, "reads_along": "nee"})
    assert "Wij stuurden een mail naar bos@client.example" in nobody.get("/mijn/aangemeld").text
    assert "Open de link in onze mail" in nobody.get("/mijn").text
    assert "/account/bevestigen" in nobody.get("/account").text


def test_a_double_post_makes_one_dossier_and_opens_it_twice(client_as, sqlite_world):
    first, again = client_as(None), client_as(None)
    fields = {**form_of(first.get(HERE), HERE), **TOLD}
    again.http.set_cookie(
        "__Host-vorm", first.http.get_cookie("__Host-vorm").value, domain="localhost", secure=True
    )
    first.post(HERE, fields)
    with sqlite_world.open() as session:
        before = count(session, Dossier), count(session, Event), count(session, OutboxMail)
    assert again.post(HERE, fields).location == "/mijn/aangemeld"
    again.get("/mijn/aangemeld")
    with sqlite_world.open() as session:
        assert before == (count(session, Dossier), count(session, Event), count(session, OutboxMail))


def test_an_address_with_an_account_gets_the_same_answer(client_as, sqlite_world):
    fresh, taken = client_as(None), client_as(None)
    one = fresh.submit(HERE, TOLD)
    two = taken.submit(HERE, {**TOLD, "email": "anna@client.example"})
    assert (one.status_code, one.location) == (two.status_code, two.location)
    assert [h for h, _ in one.headers] == [h for h, _ in two.headers]
    assert fresh.http.get_cookie(COOKIE) and taken.http.get_cookie(COOKIE)
    pages = [who.get("/mijn/aangemeld").text for who in (fresh, taken)]
    with sqlite_world.open() as session:
        numbers = list(session.scalars(select(Dossier.kenmerk).order_by(Dossier.id.desc()).limit(2)))
        owner = find_person(session, "anna@client.example")
        assert owner.id == sqlite_world.people["anna"].person_id
        told = session.scalars(select(OutboxMail).where(OutboxMail.template == "already_registered")).one()
        assert told.person_id == owner.id
    same = [p.replace(n, "").replace(m, "") for p, n, m in zip(
        pages, reversed(numbers), ("bos@client.example", "anna@client.example"), strict=True)]  # fmt: skip
    assert _without_tokens(same[0]) == _without_tokens(same[1])


def sign_in(client, email, password, status=303):
    return client.submit("/inloggen", {"email": email, "password": password}, status=status)


def test_who_registered_signs_in_again_whether_the_address_was_free_or_taken(
    client_as, sqlite_world, monkeypatch
):
    show_address(sqlite_world, "anna")
    checks = []
    monkeypatch.setattr(signing_in, "password_fits", lambda *a: checks.append(a) or password_fits(*a))
    for email in (TOLD["email"], "anna@client.example"):
        client_as(None).submit(HERE, {**TOLD, "email": email})
        again = client_as(None)
        assert sign_in(again, email, TOLD["password"]).location == "/mijn"
        assert "Mevrouw Bos" in again.get("/mijn").text
        assert "horen niet bij elkaar" in sign_in(client_as(None), email, "een ander wachtwoord", 422).text
    owner = client_as(None)
    assert sign_in(owner, "anna@client.example", PASSWORD).location == "/mijn"
    assert "Anna" in owner.get("/mijn").text and "Mevrouw Bos" not in owner.get("/mijn").text
    sign_in(client_as(None), "niemand@client.example", "een ander wachtwoord", 422)
    assert len(checks) == 2 * 6, "as many checks for everybody"


def show_address(world, who):
    with world.open() as session:
        session.get(Person, world.people[who].person_id).email_verified_at = world.now
        session.commit()


@pytest.mark.parametrize("proven", [True, False])
def test_registering_three_times_gives_the_same_answers_at_a_free_and_at_a_taken_address(
    client_as, sqlite_world, proven
):
    """Which of the three passwords opens something must not say whether the address had an account before."""
    if proven:
        show_address(sqlite_world, "anna")
    outcomes = []
    for email in (TOLD["email"], "anna@client.example"):
        words = [f"{TOLD['password']} {number}" for number in (1, 2, 3)]
        for password in words:
            client_as(None).submit(HERE, {**TOLD, "email": email, "password": password})
        told = [422, 422, 303]
        answers = [sign_in(client_as(None), email, p, status) for p, status in zip(words, told, strict=True)]
        outcomes.append([(answer.status_code, answer.location) for answer in answers])
    assert outcomes[0] == outcomes[1] and outcomes[0][2] == (303, "/mijn")
    owner = sign_in(client_as(None), "anna@client.example", PASSWORD, 303 if proven else 422)
    assert not proven or owner.location == "/mijn", "who showed that the address is theirs keeps the way in"


def test_a_double_post_at_a_taken_address_opens_it_twice_too(client_as, sqlite_world):
    first, again = client_as(None), client_as(None)
    fields = {**form_of(first.get(HERE), HERE), **TOLD, "email": "anna@client.example"}
    fields["csrf_token"] = form_of(first.get(HERE), HERE)["csrf_token"]
    first.post(HERE, fields)
    answer = again.post(HERE, {**fields, "csrf_token": form_of(again.get(HERE), HERE)["csrf_token"]})
    assert answer.location == "/mijn/aangemeld" and again.http.get_cookie(COOKIE)


def test_a_form_that_comes_back_with_another_address_does_not_pass_by_the_second_step(
    client_as, sqlite_world
):
    with sqlite_world.open() as session:
        anna = sqlite_world.people["anna"].person_id
        open_write(session, None)
        add_seed(session, sqlite_world.now, anna, SEED).confirmed_at = sqlite_world.now
        session.commit()
    thief = client_as(None)
    fields = {**form_of(thief.get(HERE), HERE), **TOLD}
    thief.post(HERE, fields)
    thief.http.delete_cookie(COOKIE, domain="localhost")
    fields |= {"email": "anna@client.example", "password": PASSWORD}
    answer = thief.post(HERE, {**fields, "csrf_token": form_of(thief.get(HERE), HERE)["csrf_token"]})
    assert answer.location.startswith("/inloggen/code"), "her password alone opens nothing"
    assert thief.get("/mijn", status=303).location.startswith("/inloggen/code")


def test_the_password_of_the_second_account_ends_once_the_mail_was_read(client_as, sqlite_world):
    client_as(None).submit(HERE, {**TOLD, "email": "anna@client.example"})
    with sqlite_world.open() as session:
        mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "already_registered")).one()
        token = json.loads(keyring(session).open(mail, "params_sealed"))["token"]
        session.close()
        verify_email(session, sqlite_world.now, token)
    assert (
        "horen niet bij elkaar" in sign_in(client_as(None), "anna@client.example", TOLD["password"], 422).text
    )


def _without_tokens(page):
    return [line for line in page.splitlines() if "csrf_token" not in line]


def test_what_was_typed_stays_and_nothing_is_saved(client_as, sqlite_world):
    nobody = client_as(None)
    bad = {**TOLD, "password": "kort", "eviction_on": "eergisteren", "phone": "geen nummer"}
    page = nobody.submit(HERE, {k: v for k, v in bad.items() if k != "has_read"}, status=422).text
    assert "Ik durf de post niet open." in page and 'value="eergisteren"' in page and "kort" not in page
    assert "tien tekens" in page.lower() and "Het is geen toestemming" in page
    with sqlite_world.open() as session:
        assert find_person(session, "bos@client.example") is None


def test_another_municipality_is_one_button_away(client_as, sqlite_world):
    nobody = client_as(None)
    page = nobody.submit(HERE, {**TOLD, "postcode": "2050"}, status=422).text
    assert "Deze postcode hoort bij Lindewaard" in page and 'formaction="/g/lindewaard/aanmelden"' in page
    assert (
        "hoort niet bij Voorbeeldstad" in nobody.submit(HERE, {**TOLD, "postcode": "9999"}, status=422).text
    )


def test_trying_often_is_slowed_down_and_keeps_the_text(client_as, sqlite_world):
    nobody = client_as(None)
    for _ in range(3):
        nobody.submit(HERE, TOLD)
        nobody.http.delete_cookie(COOKIE, domain="localhost")
    page = nobody.submit(HERE, TOLD, status=429).text
    assert "te vaak geprobeerd" in page and "Ik durf de post niet open." in page
    with sqlite_world.open() as session:
        assert count(session, Person) == 14 + 3


def test_outside_the_municipality_other_help_stands_directly_under_the_answer(client_as, sqlite_world):
    page = client_as(None).submit(HERE, {**TOLD, "postcode": "9999"}, status=422).text
    answer, help_at, form = (
        page.index(w) for w in ("Kijkt u hier nog even naar", "0800-8115", "1. Wie bent u?")
    )
    assert answer < help_at < form and 'value="bos@client.example"' in page
    elsewhere = client_as(None).submit(HERE, {**TOLD, "postcode": "2000"}, status=422).text
    assert elsewhere.index("Kijkt u hier") < elsewhere.index("0800-8115") < elsewhere.index("1. Wie bent u?")
    both = client_as(None).submit(HERE, {**TOLD, "postcode": "9999", "called": ""}, status=422).text
    assert "hoort niet bij" in both and "Schrijf hoe wij u mogen noemen" in both, (
        "one round for all that is asked anew"
    )
    fine = client_as(None).submit(HERE, {**TOLD, "called": ""}, status=422).text
    assert "0800-8115" not in fine.split("1. Wie bent u?")[0]
    assert "010\xa0000\xa000\xa000" in fine, "a telephone number stays on one line"
