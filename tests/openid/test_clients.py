"""Residents who come in by a broker, against a real server: link, register, levels, no number kept."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from schuldhulp.accounts.tables import Credential, Person
from schuldhulp.dossier.tables import Participation
from schuldhulp.openid.kinds import USUAL_LEVELS, Kind
from schuldhulp.openid.tables import LinkedIdentity
from schuldhulp.retention.rows import erase_rows
from schuldhulp.unit_of_work import open_write
from tests.openid.service import Service, configured
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
DOOR = "/g/voorbeeldstad/inloggen"
DIGID = f"{DOOR}/digid"
HIGH = USUAL_LEVELS[Kind.DIGID][1]
LOW = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
BSN = "999990019"  # a test number of the register; it passes the eleven test
NEEDED = {"postcode": "1012", "called": "Nieuw", "email": "nieuw@client.example", "has_read": ["y"]}


def with_digid(world: World, service: Service) -> None:
    configured(world, service, Kind.DIGID, levels=USUAL_LEVELS[Kind.DIGID], strong_acr=(), strong_amr=())


def go(browser: WebClient, service: Service, path: str = DIGID, page: str = DOOR) -> str:
    asked = browser.submit(page, {}, action=path, status=200)
    return str(browser.get(service.signs_in(browser, asked, BSN), status=303).location)


def test_a_newcomer_registers_without_a_password_and_comes_back_by_digid(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    with_digid(sqlite_world, service)
    service.knows(BSN, acr=HIGH)
    browser, form = client_as(None), "/g/voorbeeldstad/aanmelden"
    assert "Inloggen met DigiD" in browser.get(DOOR).text
    there = go(browser, service)
    assert there == f"{DIGID}/nieuw"
    assert service.asked[-1]["acr_values"].split() == list(USUAL_LEVELS[Kind.DIGID])
    assert f"{form}?via=digid" in browser.get(there).text
    page = browser.get(f"{form}?via=digid")
    assert 'name="password"' not in page.text
    fields = form_of(page, form) | NEEDED
    assert browser.post(form, fields | {"called": ""}, status=422)
    assert browser.post(form, fields).location == "/mijn/aangemeld"
    browser.get("/mijn")
    again = client_as(None)
    assert go(again, service) == "/mijn"
    assert "Nieuw" in again.get("/account").text
    with sqlite_world.open() as session:
        row = session.scalars(select(LinkedIdentity)).one()
        assert session.scalars(select(Credential).where(Credential.person_id == row.person_id)).all() == []
    stored = b"".join(file.read_bytes() for file in sqlite_world.data.parent.glob("world.sqlite*"))
    assert BSN.encode() not in stored


def test_a_newcomer_who_waited_too_long_or_left_is_no_longer_known(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    """Who sits down at the same computer after them registers under nobody's DigiD."""
    with_digid(sqlite_world, service)
    service.knows(BSN, acr=HIGH)
    browser, form = client_as(None), "/g/voorbeeldstad/aanmelden"
    go(browser, service)
    assert 'name="password"' in browser.get(form).text  # only by the press on the page after DigiD
    fields = form_of(browser.get(f"{form}?via=digid"), form) | NEEDED
    sqlite_world.now += timedelta(minutes=31)
    assert "te lang geleden" in browser.post(form, fields, status=422).text
    go(browser, service)
    browser.post("/snel-weg", {})
    assert 'name="password"' in browser.get(f"{form}?via=digid").text
    with sqlite_world.open() as session:
        assert session.scalars(select(LinkedIdentity)).all() == []


def test_a_client_links_the_dossier_they_have_and_it_goes_with_the_dossier(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    with_digid(sqlite_world, service)
    service.knows(BSN, acr=HIGH)
    anna, account = client_as("anna"), "/account/inlogdiensten"
    assert go(anna, service, f"{account}/digid/koppelen", account) == f"{account}?melding=gekoppeld"
    browser = client_as(None)
    assert go(browser, service) == "/mijn"
    assert "K-anna" in browser.get("/account").text
    berend = client_as("berend")  # one DigiD, one account
    assert go(berend, service, f"{account}/digid/koppelen", account) == f"{account}?melding=ander-account"
    assert client_as("chris").get(account, status=303).location == "/account"  # no such service there
    who = sqlite_world.people["anna"]
    assert who.municipality_id is not None and who.dossier_id is not None
    with sqlite_world.open() as session:
        open_write(session, who.municipality_id)
        erase_rows(session, who.municipality_id, who.dossier_id)
        session.commit()
        assert session.scalars(select(LinkedIdentity)).all() == []
        assert session.get(Person, who.person_id) is None
        assert (
            session.scalars(select(Participation).where(Participation.person_id == who.person_id)).all() == []
        )
    assert go(client_as(None), service) == f"{DIGID}/nieuw"


def test_a_level_that_is_too_low_opens_nothing(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    with_digid(sqlite_world, service)
    for claims in ({"acr": LOW}, {}, {"acr": [HIGH]}, {"acr": HIGH + "x"}):
        service.knows(BSN, **claims)
        browser = client_as(None)
        assert go(browser, service) == f"{DOOR}?melding=dienst-niveau"
        assert browser.get(f"{DIGID}/nieuw", status=303).location == DOOR
    service.knows(BSN, acr=HIGH)
    assert go(client_as(None), service) == f"{DIGID}/nieuw"


def test_a_service_for_residents_opens_no_work_and_the_other_way_round(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    with_digid(sqlite_world, service)
    configured(sqlite_world, service)
    service.knows(BSN, acr=HIGH)
    noor = client_as("noor")
    page = noor.get("/account/inlogdiensten")
    assert "DigiD" not in page.text
    fields = form_of(page, "/account/inlogdiensten/medewerkers/koppelen")
    noor.post("/account/inlogdiensten/digid/koppelen", fields, status=404)
    assert "Voorbeeldstad" not in client_as("anna").get("/account/inlogdiensten").text.split("<main")[1]


def test_an_administrator_says_which_levels_are_enough(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service)
    ada, form = client_as("ada"), "/beheer/inlogdiensten/digid"
    told = {"issuer": service.issuer, "client_id": "digid-proef", "client_secret": "geheim", "in_use": ["y"]}
    assert "minstens één niveau" in ada.submit(form, told | {"levels": ""}, status=422).text
    assert "https://" in ada.submit(form, told | {"issuer": "inlog.voorbeeld.nl"}, status=422).text
    ada.submit(form, told)
    assert "Inloggen met DigiD" in client_as(None).get(DOOR).text
    ada.submit(form, told | {"in_use": []})
    assert "DigiD" not in client_as(None).get(DOOR).text
