"""What asks a fresh sign-in, that nothing typed is lost by it, and losing one's telephone."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select

from schuldhulp.access import Role
from schuldhulp.accounts.second_factor import totp
from schuldhulp.accounts.second_factor.queries import factors_of, seed_of
from schuldhulp.municipalities.tables import Membership, SettingChange
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.staff.actions import invite_member
from schuldhulp.staff.queries import members
from schuldhulp.staff.rows import Invited
from schuldhulp.web.guard import COOKIE
from tests.web_client import WebClient, form_in, form_of
from tests.world import PASSWORD, World

ClientAs = Callable[[str | None], WebClient]
NEW = "/beheer/medewerkers/nieuw"
ASKS = """
    account.link_service account.unlink_service admin.provider
    account.new_codes account.new_passkey account.remove_app account.remove_passkey account.set_up_app
    account.remove_way account.ways
    admin.invite_again admin.member_stops admin.new_member admin.new_municipality admin.reset_administrator
    admin.reset_factor admin.retention
    client.sign_with_partner client.take_out
    counsellor.colleague counsellor.proposal_csv counsellor.proposal_json counsellor.team
"""


def test_these_routes_ask_a_fresh_sign_in_and_an_export_or_a_role_without_it_is_found(
    sqlite_world: World,
) -> None:
    views = sqlite_world.app.view_functions.items()
    fresh = {name for name, view in views if getattr(getattr(view, "guard_rule", None), "fresh", False)}
    assert fresh == set(ASKS.split())


def test_an_act_after_ten_minutes_asks_a_code_and_sends_on_what_was_typed(
    client_as: ClientAs, sqlite_world: World
) -> None:
    ada, told = (
        client_as("ada"),
        {"name": "Nieuwe collega", "email": "nieuw@staf.example", "role": "counsellor"},
    )
    fields = form_of(ada.get(NEW), NEW)
    before = ada.http.get_cookie(COOKIE).value
    sqlite_world.now += timedelta(minutes=10)
    ada.get(NEW)  # looking asks nothing
    asked = ada.post(NEW, {**fields, **told}).location
    assert asked == f"/opnieuw-bevestigen?verder={NEW}&actie={NEW}".replace("/beheer", "%2Fbeheer").replace(
        "/medewerkers", "%2Fmedewerkers").replace("/nieuw", "%2Fnieuw")  # fmt: skip
    assert "Wat u invulde, is bewaard" in ada.get(asked).text
    wrong = ada.submit(asked, {"code": "000000"}, action="/opnieuw-bevestigen", status=422)
    assert "klopt niet" in wrong.text
    code = sqlite_world.code(sqlite_world.people["ada"].person_id)
    page = ada.submit(asked, {"code": code}, action="/opnieuw-bevestigen", status=200)
    assert ada.http.get_cookie(COOKIE).value != before
    again = form_in(page.text, "/opnieuw-bevestigen", NEW)
    assert again["email"] == "nieuw@staf.example" and again["token"] == fields["token"]
    assert ada.post(NEW, again).location.startswith("/beheer/medewerkers?")
    with sqlite_world.open() as session:
        found = [one.name for one in members(session, sqlite_world.people["ada"])]
    assert found.count("Nieuwe collega") == 1
    # One proof is enough for ten minutes, and a form of elsewhere is not kept for after it.
    sqlite_world.now += timedelta(minutes=9)
    ada.submit(NEW, {**told, "email": "derde@staf.example"})
    sqlite_world.now += timedelta(minutes=2)
    ada.post(NEW, {**fields, **told, "csrf_token": "vals"}, status=400)


def test_who_has_no_app_gives_the_password_again(client_as: ClientAs, sqlite_world: World) -> None:
    anna, page = client_as("anna"), "/account/tweede-stap"
    fields = form_of(anna.get(page), f"{page}/app")
    sqlite_world.now += timedelta(minutes=11)
    asked = anna.post(f"{page}/app", fields).location
    wrong = anna.submit(asked, {"current_password": "x"}, action="/opnieuw-bevestigen", status=422)
    assert "niet uw wachtwoord" in wrong.text
    go_on = anna.submit(asked, {"current_password": PASSWORD}, action="/opnieuw-bevestigen", status=200)
    again = form_in(go_on.text, "/opnieuw-bevestigen", f"{page}/app")
    assert anna.post(f"{page}/app", again).location == f"{page}/app"


def test_a_client_takes_an_app_is_asked_for_it_and_goes_without_again(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna, elsewhere, page = client_as("anna"), client_as("anna"), "/account/tweede-stap"
    anna.submit(page, {}, action=f"{page}/app")
    person_id = sqlite_world.people["anna"].person_id
    with sqlite_world.open() as session:
        begun = seed_of(session, person_id, confirmed=False)
    assert begun
    code = totp.code_at(begun[1], totp.step_of(sqlite_world.now))
    shown = anna.submit(f"{page}/app", {"code": code}, status=200)
    assert shown.text.count("<li><code>") == 8
    anna.get(page)
    elsewhere.get("/mijn", status=303)
    other = client_as(None)
    given = {"email": "anna@client.example", "password": PASSWORD}
    half = other.submit("/inloggen", given).location
    assert half == "/inloggen/code"
    other.get("/mijn", status=303)
    other.submit(half, {"code": sqlite_world.code(person_id)})
    other.get("/mijn")
    other.submit(page, {}, action=f"{page}/weg")
    assert client_as(None).submit("/inloggen", given).location == "/mijn"
    with sqlite_world.open() as session:
        assert not factors_of(session, person_id).any
        mails = session.scalars(select(OutboxMail.template).where(OutboxMail.person_id == person_id)).all()
    assert "second_step_changed" not in mails, "somebody may read a client's mail"
    noor = client_as("noor")
    noor.post(f"{page}/weg", form_of(noor.get("/account"), "/uitloggen"), status=404)


def test_an_administrator_resets_a_colleague_and_only_the_platform_an_administrator(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world = sqlite_world
    noor, ada, petra = client_as("noor"), client_as("ada"), client_as("petra")
    of_noor, of_ada = (world.people[who].membership_id for who in ("noor", "ada"))
    page = f"/beheer/medewerkers/{of_noor}/tweede-stap"
    assert page in ada.get(f"/beheer/medewerkers/{of_noor}").text
    ada.submit(page, {}, status=422)
    assert "melding=tweede-stap-gewist" in ada.submit(page, {"proof": "in_person"}).location
    noor.get("/inbox", status=303)
    given = {"email": "noor@staf.example", "password": PASSWORD}
    half = client_as(None)
    assert half.submit("/inloggen", given).location == "/inloggen/code"
    assert half.get("/inloggen/code", status=303).location == "/inloggen/tweede-stap"
    with world.open() as session:
        change = session.scalars(select(SettingChange)).one()
        assert (change.change, change.fields, change.subject_id) == (
            "second_step_reset",
            ["in_person"],
            of_noor,
        )
        assert session.scalars(select(OutboxMail.person_id).where(OutboxMail.template == "second_step_changed")).all(
        ) == [world.people["noor"].person_id]  # fmt: skip
    assert "tweede stap weggehaald" in ada.get("/beheer/wijzigingen").text
    # An administrator: neither by a colleague, nor by themselves; the platform does.
    ada.get(f"/beheer/medewerkers/{of_ada}/tweede-stap", status=404)
    place = world.people["ada"].municipality_id
    listed = petra.get(f"/beheer/gemeenten/{place}/beheerders").text
    assert "ada@staf.example" in listed and "noor@staf.example" not in listed
    petra.get(f"/beheer/gemeenten/{place}/beheerders/{of_noor}", status=404)
    petra.submit(f"/beheer/gemeenten/{place}/beheerders/{of_ada}", {"proof": "video"})
    ada.get("/beheer", status=303)


def test_no_municipality_takes_away_the_second_step_that_guards_the_dossiers_of_another(
    client_as: ClientAs, sqlite_world: World
) -> None:
    """Noor works in both; neither administrator resets it, the platform does, and both municipalities read so."""
    world, noor = sqlite_world, sqlite_world.people["noor"]
    there = world.municipalities["lindewaard"]
    with world.open() as session:
        told = Invited(name="Noor", email="noor@staf.example", role=Role.COUNSELLOR)
        role_id = invite_member(session, world.people["ada_l"], world.now, told)
    ada, petra = client_as("ada"), client_as("petra")
    own, page = f"/beheer/medewerkers/{noor.membership_id}/tweede-stap", "/beheer/gemeenten/{}/beheerders"
    # Only invited in the other: nothing of that shows, and her own administrator goes on.
    assert "noor@staf" not in petra.get(page.format(there)).text
    with world.open() as session:
        session.get_one(Membership, (there, role_id)).taken_up_on = date(2026, 11, 1)
        session.commit()
    for who, path in ((ada, own), (client_as("ada_l"), f"/beheer/medewerkers/{role_id}/tweede-stap")):
        refused = who.submit(path, {"proof": "in_person"}, status=422).text
        assert "werkt ook bij een andere gemeente" in refused and "beheerder van het platform" in refused
    with world.open() as session:
        assert factors_of(session, noor.person_id).any
        assert (
            session.scalars(select(SettingChange).where(SettingChange.change == "second_step_reset")).all()
            == []
        )
    assert "noor@staf.example" in petra.get(page.format(there)).text
    petra.submit(f"{page.format(there)}/{role_id}", {"proof": "video"})
    with world.open() as session:
        assert not factors_of(session, noor.person_id).any
        query = select(SettingChange).where(SettingChange.change == "second_step_reset")
        written = {(row.municipality_id, row.subject_id) for row in session.scalars(query)}
        assert written == {(there, role_id), (noor.municipality_id, noor.membership_id)}
    assert "tweede stap weggehaald" in ada.get("/beheer/wijzigingen").text


def test_who_lost_the_telephone_comes_in_on_paper_and_sets_another_up(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor, page = client_as("noor"), "/account/tweede-stap"
    codes = re.findall(
        r"<li><code>([a-z0-9-]{19})</code>", noor.submit(page, {}, action=f"{page}/codes", status=200).text
    )
    browser = client_as(None)
    browser.submit("/inloggen", {"email": "noor@staf.example", "password": PASSWORD})
    there = browser.submit("/inloggen/herstelcode", {"code": codes[5].upper()}).location
    assert there == f"{page}?melding=herstelcode"
    noor.get("/inbox", status=303)
    assert "U heeft nog 7 herstelcodes" in browser.get(there).text
    browser.submit(page, {}, action=f"{page}/app")
    with sqlite_world.open() as session:
        begun = seed_of(session, sqlite_world.people["noor"].person_id, confirmed=False)
    assert begun
    code = totp.code_at(begun[1], totp.step_of(sqlite_world.now))
    fresh = browser.submit(f"{page}/app", {"code": code}, status=200).text
    assert not set(codes) & set(re.findall(r"<li><code>([a-z0-9-]{19})</code>", fresh))
    browser.get("/inbox")
