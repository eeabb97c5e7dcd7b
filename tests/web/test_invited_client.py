"""A client who is invited to work somewhere: signing in stays as it was, and the work asks the second step first."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from schuldhulp.access import Role
from schuldhulp.accounts.actions import choose_hat, start_session
from schuldhulp.accounts.queries import find_session, hats_of, token_hash
from schuldhulp.accounts.second_factor import totp
from schuldhulp.accounts.second_factor.queries import step_for
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.tables import Person
from schuldhulp.municipalities.tables import Membership
from schuldhulp.staff.actions import invite_member
from schuldhulp.staff.rows import Invited
from tests.web_client import WebClient
from tests.world import PASSWORD, World

ClientAs = Callable[[str | None], WebClient]
ANNA = {"email": "anna@client.example", "password": PASSWORD}


@pytest.fixture
def role(sqlite_world: World) -> str:
    """Anna, whose address is hers, was invited as a counsellor: what the chooser of roles calls that."""
    with sqlite_world.open() as session:
        session.get_one(Person, sqlite_world.people["anna"].person_id).email_verified_at = sqlite_world.now
        session.commit()
        told = Invited(name="Anna de Wit", email=ANNA["email"], role=Role.COUNSELLOR)
        return f"membership:{invite_member(session, sqlite_world.people['ada'], sqlite_world.now, told)}"


def taken_up(world: World, role: str) -> Any:
    with world.open() as session:
        return next(row.taken_up_on for row in session.query(Membership) if str(row.id) in role)


def test_an_invitation_changes_nothing_about_signing_in_as_a_client(
    client_as: ClientAs, sqlite_world: World, role: str
) -> None:
    browser, person_id = client_as(None), sqlite_world.people["anna"].person_id
    assert person_id is not None
    assert browser.submit("/inloggen", ANNA).location == "/mijn"
    browser.get("/mijn")
    assert "u bent uitgenodigd als schuldhulpverlener" in browser.get("/account").text.lower()
    with sqlite_world.open() as session:
        hats = hats_of(session, person_id, sqlite_world.now)
        assert step_for(session, person_id, hats) is SecondStep.NOT_ASKED
        # Who has nothing else to come in for meets the step at once.
        assert step_for(session, person_id, [h for h in hats if not h.taken_up]) is SecondStep.DUE
    assert taken_up(sqlite_world, role) is None


def test_who_chooses_the_role_makes_the_second_step_before_any_page_of_it(
    client_as: ClientAs, sqlite_world: World, role: str
) -> None:
    browser = client_as(None)
    browser.submit("/inloggen", ANNA)
    for no_way in ("/inbox", "/zoeken", f"/dossiers/{sqlite_world.kenmerken['berend']}"):
        browser.get(no_way, status=404)
    assert "Hierna vragen wij een code van een app" in browser.get("/kies").text
    assert browser.submit("/kies", {"rol": role}).location == "/inbox"
    for shut in ("/inbox", "/kies", "/account", "/mijn", "/account/tweede-stap"):
        assert browser.get(shut, status=303).location.startswith("/inloggen/code"), shut
    assert taken_up(sqlite_world, role) is None
    there = browser.get("/inloggen/code?verder=/inbox", status=303).location
    browser.submit(there, {}, action="/inloggen/tweede-stap")
    seed = re.search(r'class="seed">([A-Z2-7 ]+)<', browser.get(there).text)
    assert seed is not None
    code = totp.code_at(seed[1].replace(" ", ""), totp.step_of(sqlite_world.now))
    browser.submit(there, {"code": code}, action="/inloggen/tweede-stap", status=200)
    browser.get("/inbox")
    assert taken_up(sqlite_world, role) is not None
    # From now on it is asked at every sign-in, whatever they come for.
    again = client_as(None)
    assert again.submit("/inloggen", ANNA).location.startswith("/inloggen/code")


def test_in_a_browser_that_was_left_open_nobody_sets_an_app_up_by_choosing_the_role(
    client_as: ClientAs, sqlite_world: World, role: str
) -> None:
    browser = client_as(None)
    browser.submit("/inloggen", ANNA)
    sqlite_world.now += timedelta(minutes=11)
    asked = browser.submit("/kies", {"rol": role}).location
    assert asked == "/opnieuw-bevestigen?verder=/kies"
    browser.get("/mijn")
    browser.submit(asked, {"current_password": PASSWORD}, action="/opnieuw-bevestigen")
    assert browser.submit("/kies", {"rol": role}).location == "/inbox"
    assert browser.get("/inbox", status=303).location.startswith("/inloggen/code")


def test_a_step_that_was_made_and_taken_away_again_opens_no_role(sqlite_world: World, role: str) -> None:
    """The session says that a step was made; its person has none any more."""
    world, person_id = sqlite_world, sqlite_world.people["anna"].person_id
    assert person_id is not None
    with world.open() as session:
        hats = hats_of(session, person_id, world.now)
        session.close()
        token = start_session(session, world.now, person_id, hats, "proef", SecondStep.DONE)
        wanted = next(hat for hat in hats if not hat.taken_up)
        token = choose_hat(session, world.now, token_hash(token), person_id, wanted, "proef")
        found = find_session(session, token, world.now)
        assert found is not None and found.half
    assert taken_up(world, role) is None
