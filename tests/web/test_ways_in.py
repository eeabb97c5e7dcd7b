"""Whoever was attacked sees by what ways their account is entered, and throws out what is not theirs."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update

from schuldhulp.accounts.addresses.actions import let_address_count
from schuldhulp.accounts.second_factor.actions import keep_passkey
from schuldhulp.accounts.second_factor.passkeys import Made
from schuldhulp.accounts.second_factor.queries import passkeys_of
from schuldhulp.accounts.tables import Credential, LoginSession, Person
from schuldhulp.accounts.ways.actions import Owner, remove_since, remove_way
from schuldhulp.accounts.ways.queries import Sort, new_ways, ways_of
from schuldhulp.accounts.ways.rows import NoWayLeft
from schuldhulp.base import new_id
from schuldhulp.crypto import keyring
from schuldhulp.openid.tables import IdentityProvider, LinkedIdentity
from schuldhulp.refusals import NotYours
from schuldhulp.unit_of_work import open_write
from tests.web_client import WebClient, form_of
from tests.world import PASSWORD, World

ClientAs = Callable[[str | None], WebClient]
TOLD, MINE = "Er kwam iets bij om in te loggen", "Ja, dat was ik"
PAGE = "/account/manieren"


def plant_passkey(world: World, name: str, at: datetime) -> None:
    made = Made(credential_id=name.encode(), public_key=b"publiek", sign_count=0)
    with world.open() as session:
        keep_passkey(session, at, world.people["anna"].person_id, made, name, place=None)


def plant_link(world: World, at: datetime) -> None:
    anna = world.people["anna"]
    service = IdentityProvider(
        municipality_id=anna.municipality_id, id=new_id(), kind="digid", issuer="https://broker.example",
        client_id="wij", subject_claim="sub", levels=[], strong_acr=[], strong_amr=[], in_use=True,
        passwords_off=False, changed_at=at, version=1,
    )  # fmt: skip
    with world.open() as session:
        open_write(session, anna.municipality_id)
        session.add(service)
        session.flush()
        session.add(
            LinkedIdentity(
                municipality_id=anna.municipality_id, id=new_id(), provider_id=service.id,
                person_id=anna.person_id, subject_token=b"afdruk van een ander", linked_at=at, used_at=at,
            )
        )  # fmt: skip
        session.commit()


def come_in(browser: WebClient) -> None:
    browser.submit("/inloggen", {"email": "anna@client.example", "password": PASSWORD})


def owner(world: World) -> Owner:
    return Owner(world.people["anna"].person_id, b"", False, None)


def test_an_attacker_is_thrown_out_with_all_they_made(client_as: ClientAs, sqlite_world: World) -> None:
    world, anna = sqlite_world, client_as("anna")
    plant_passkey(world, "eigen telefoon", world.now)
    world.now += timedelta(days=3)
    stranger = WebClient(world, None)
    come_in(stranger)
    world.now += timedelta(minutes=1)
    plant_passkey(world, "vreemde sleutel", world.now)
    plant_link(world, world.now)
    world.now += timedelta(days=1)
    anna = WebClient(world, "anna")
    told = anna.get("/mijn")
    assert TOLD in told.text and "vreemde sleutel" in told.text and "DigiD bij Voorbeeldstad" in told.text
    fields = form_of(told, "/mijn/apparaat")
    there = anna.post("/mijn/apparaat", {**fields, "was": "niet"}).location
    assert there.startswith(f"{PAGE}?")
    page = anna.get(there)
    assert "Daar is nu uitgelogd" in page.text and "eigen telefoon" in page.text
    assert form_of(page, PAGE)["since"] == f"{world.now - timedelta(days=1):%d-%m-%Y}"
    assert anna.post(PAGE, form_of(page, PAGE)).location.startswith("/account/wachtwoord?")
    with world.open() as session:
        person = world.people["anna"].person_id
        assert [key.name for key in passkeys_of(session, person)] == ["eigen telefoon"]
        assert session.scalar(select(func.count()).select_from(LinkedIdentity)) == 0
        live = select(func.count()).where(LoginSession.person_id == person, LoginSession.ended_at.is_(None))
        assert session.scalar(live) == 1
    assert "/inloggen" in stranger.get("/mijn", status=303).location


def test_the_browser_in_which_it_was_made_does_not_answer_for_the_owner(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world, stranger = sqlite_world, WebClient(sqlite_world, None)
    come_in(stranger)
    world.now += timedelta(minutes=11)
    plant_passkey(world, "sleutel", world.now)
    asked = stranger.post(PAGE, form_of(stranger.get(PAGE), PAGE) | {"since": "01-01-2020"}).location
    stranger.submit(asked, {"current_password": PASSWORD}, action="/opnieuw-bevestigen", status=200)
    page = stranger.get("/mijn")
    assert TOLD in page.text and MINE not in page.text and "Er is ook ergens anders ingelogd" not in page.text
    stranger.post(f"{PAGE}/bekend", form_of(stranger.get(PAGE), PAGE))
    world.now += timedelta(minutes=1)
    anna = client_as("anna")
    page = anna.get("/mijn")
    assert MINE in page.text and "Er is ook ergens anders ingelogd" in page.text
    anna.post(f"{PAGE}/bekend", form_of(page, f"{PAGE}/bekend"))
    assert TOLD not in anna.get("/mijn").text


def test_a_changed_address_is_told_when_it_counts(world: World) -> None:
    anna = world.people["anna"].person_id
    later = world.now + timedelta(days=2)
    with world.open() as session:
        open_write(session, None)
        person = session.get_one(Person, anna)
        person.ways_known_at, person.email_new_from = world.now, later
        keyring(session).seal(person, "email_new_sealed", "ander@client.example")
        session.commit()
        assert let_address_count(session, later, anna)
        told = [(way.sort, way.name, way.since) for way in new_ways(session, anna)]
    assert told == [(Sort.EMAIL, "Mail naar ander@client.example", later)]


def test_somebody_elses_way_and_the_last_one_stay(world: World) -> None:
    anna = world.people["anna"].person_id
    plant_passkey(world, "enige", world.now)
    plant_link(world, world.now)
    with world.open() as session:
        (link,) = [way for way in ways_of(session, anna) if way.sort is Sort.LINK]
        session.close()
        remove_way(session, world.now, owner(world), link.key)
        open_write(session, None)
        session.execute(delete(Credential).where(Credential.person_id == anna))
        session.execute(update(Person).where(Person.id == anna).values(email_sealed=None, email_token=None))
        session.commit()
        (way,) = ways_of(session, anna)
        session.close()
        with pytest.raises(NoWayLeft):
            remove_since(session, world.now, owner(world), world.now)
        stranger = Owner(world.people["berend"].person_id, b"", False, None)
        with pytest.raises(NotYours):
            remove_way(session, world.now, stranger, way.key)
        assert [left.key for left in ways_of(session, anna)] == [way.key]
