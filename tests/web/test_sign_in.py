"""Signing in and choosing a role: to the page somebody came for, with a new id, and slowly when tried often."""

import re
from datetime import timedelta

from sqlalchemy import select

from schuldhulp.accounts.tables import LoginSession
from schuldhulp.base import new_id
from schuldhulp.demo.municipalities import MUNICIPALITIES
from schuldhulp.municipalities.tables import Membership
from schuldhulp.web.guard import COOKIE
from tests.web_client import sign_in_staff
from tests.world import PASSWORD

ANNA = {"email": "anna@client.example", "password": PASSWORD}
_PLACES = r"Postcode (\d+) hoort bij (\w+), (\d+) bij (\w+) en (\d+) bij (\w+)\."
NOOR = {"email": "Noor@staf.example ", "password": PASSWORD}


def test_signing_in_leads_to_the_page_somebody_came_for_and_nowhere_else(client_as):
    nobody = client_as(None)
    asked = nobody.get("/account/naam", status=303).location
    assert asked == "/inloggen?verder=%2Faccount%2Fnaam"
    assert sign_in_staff(nobody, "noor", asked) == "/account/naam"
    for trap in ("https://elders.example/", "//elders.example", "/\\elders.example"):
        other = client_as(None)
        assert other.submit(f"/inloggen?verder={trap}", ANNA, action="/inloggen").location == "/mijn"


def test_a_wrong_password_and_an_unknown_address_read_alike(client_as):
    nobody = client_as(None)
    one = nobody.submit("/inloggen", {**NOOR, "password": "niet dit woord"}, status=422).text
    two = nobody.submit("/inloggen", {**NOOR, "email": "niemand@staf.example"}, status=422).text
    assert "horen niet bij elkaar" in one and "horen niet bij elkaar" in two
    assert "niet dit woord" not in one


def test_trying_often_is_slowed_down_also_with_the_right_password(client_as, sqlite_world):
    nobody = client_as(None)
    for _ in range(5):
        nobody.submit("/inloggen", {**NOOR, "password": "fout"}, status=422)
    slow = nobody.submit("/inloggen", NOOR, status=429)
    assert int(slow.headers["Retry-After"]) > 0
    sqlite_world.now += timedelta(minutes=11)
    assert nobody.submit("/inloggen", NOOR).location == "/inloggen/code"


def test_each_sign_in_has_a_new_id_and_ends_the_one_before(client_as, sqlite_world):
    noor = client_as("noor")
    before = noor.http.get_cookie(COOKIE).value
    noor.submit("/inloggen", NOOR)
    half = noor.http.get_cookie(COOKIE).value
    code = sqlite_world.code(sqlite_world.people["noor"].person_id)
    noor.submit("/inloggen/code", {"code": code})
    cookie = noor.http.get_cookie(COOKIE)
    assert len({before, half, cookie.value}) == 3
    assert cookie.secure and cookie.http_only and cookie.same_site == "Lax"
    with sqlite_world.open() as session:
        ended = [
            row.ended_at is not None
            for row in session.scalars(select(LoginSession).order_by(LoginSession.created_at))
        ]
    assert sorted(ended) == [False, True, True]


def test_signing_out_ends_the_session_on_the_server(client_as, sqlite_world):
    noor = client_as("noor")
    token = noor.http.get_cookie(COOKIE).value
    assert noor.submit("/account", {}, action="/uitloggen").location == "/inloggen?melding=uitgelogd"
    noor.http.set_cookie(COOKIE, token, domain="localhost", secure=True)
    noor.get("/account", status=303)


def test_somebody_with_two_roles_chooses_one(client_as, sqlite_world):
    who = sqlite_world.people["noor"]
    with sqlite_world.open() as session:
        session.add(
            Membership(
                id=new_id(), municipality_id=who.municipality_id, person_id=who.person_id, role="team_lead"
            )
        )
        session.commit()
    nobody = client_as(None)
    chooser = sign_in_staff(nobody, "noor", "/inloggen?verder=/account")
    assert chooser == "/kies?verder=%2Faccount"
    page = nobody.get(chooser).text
    assert "Teamleider" in page and "Schuldhulpverlener" in page and "Voorbeeldstad" in page
    before = nobody.http.get_cookie(COOKIE).value
    chosen = nobody.submit(chooser, {"rol": f"membership:{who.membership_id}"}, action="/kies")
    assert chosen.location == "/account" and nobody.http.get_cookie(COOKIE).value != before
    nobody.submit("/kies", {"rol": "membership:onzin"}, status=404)


def test_the_demo_lists_its_accounts_and_others_do_not(client_as, sqlite_world):
    assert "demo.example" not in client_as(None).get("/inloggen").text
    sqlite_world.app.config["DEMO"] = True
    page = client_as(None).get("/inloggen").text
    assert page.count("@demo.example") == 8 and "Demo-schuldhulp-2026" in page
    for place in ("/", "/g/voorbeeldstad/aanmelden"):
        told = re.search(_PLACES, client_as(None).get(place).text)
        assert told is not None, "who tries the demo knows no postcode of a made-up place"
        served = dict(zip(told.groups()[1::2], map(int, told.groups()[::2]), strict=True))
        for one in MUNICIPALITIES:
            assert one.postcodes[0] <= served[one.name] <= one.postcodes[1]
