"""A municipality's own sign-in for its staff, against a real server: configure, link, come in, prove, and leave."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, select

from schuldhulp.access import Role
from schuldhulp.accounts.forgotten.actions import ask_link, mail_links
from schuldhulp.accounts.links.rows import add_single_use_token
from schuldhulp.accounts.queries import hats_of
from schuldhulp.accounts.second_factor.tables import Passkey, TotpSeed
from schuldhulp.accounts.tables import Credential, LoginSession, Person, SingleUseToken
from schuldhulp.openid.kinds import Kind
from schuldhulp.openid.tables import IdentityProvider, LinkedIdentity
from schuldhulp.staff.actions import end_membership, invite_member
from schuldhulp.staff.rows import Invited
from schuldhulp.unit_of_work import open_write
from tests.conftest import postgres_world
from tests.databases import as_app
from tests.openid.service import CLIENT_ID, SECRET, Service, configured
from tests.web_client import WebClient, form_of, sign_in_staff
from tests.world import PASSWORD, World

ClientAs = Callable[[str | None], WebClient]
DOOR = "/g/voorbeeldstad/inloggen"
STAFF = f"{DOOR}/medewerkers"


def go(browser: WebClient, service: Service, subject: str, path: str = STAFF, page: str = DOOR) -> str:
    """From a page of ours to the service and back; where that leads."""
    asked = browser.submit(page, {}, action=path, status=200)
    back = service.signs_in(browser, asked, subject)
    assert back.startswith(f"{STAFF}/terug?"), back
    return str(browser.get(back, status=303).location)


def linked(client_as: ClientAs, service: Service, who: str, subject: str) -> WebClient:
    browser = client_as(who)
    there = go(
        browser, service, subject, "/account/inlogdiensten/medewerkers/koppelen", "/account/inlogdiensten"
    )
    assert there == "/account/inlogdiensten?melding=gekoppeld"
    return browser


def test_without_a_service_the_page_shows_none(client_as: ClientAs) -> None:
    nobody = client_as(None)
    assert "Log in via de gemeente" not in nobody.get("/inloggen").text
    assert nobody.get("/inloggen/gemeente", status=303).location == "/inloggen"
    assert nobody.get(DOOR, status=303).location == "/inloggen"
    nobody.get(f"{STAFF}/terug", status=404)


def test_an_administrator_configures_a_service_and_a_colleague_comes_in_by_it(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service, in_use=False)
    ada, form = client_as("ada"), "/beheer/inlogdiensten/medewerkers"
    told = {
        "issuer": service.issuer + "/ergens",
        "client_id": CLIENT_ID,
        "client_secret": "",
        "in_use": ["y"],
    }
    assert "geeft geen inlogdienst antwoord" in ada.submit(form, told, status=422).text
    told["issuer"] = service.issuer
    assert "een vast nummer" in ada.submit(form, told | {"subject_claim": "email"}, status=422).text
    ada.submit(form, told)
    assert service.issuer in ada.get("/beheer/inlogdiensten").text
    assert "inlogdiensten" in ada.get("/beheer/wijzigingen").text
    with sqlite_world.open() as session:
        row = session.scalars(select(IdentityProvider)).one()
        assert SECRET.encode() not in (row.client_secret_sealed or b"")

    service.knows("s-noor", amr=["pwd", "mfa"])
    linked(client_as, service, "noor", "s-noor")
    browser = client_as(None)
    assert DOOR in browser.get("/inloggen/gemeente").text
    assert go(browser, service, "s-noor") == "/inbox"
    browser.get("/inbox")
    asked = service.asked[-1]
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == (
        "code",
        "openid",
        "S256",
    )
    assert asked["redirect_uri"] == f"http://localhost{STAFF}/terug"
    with sqlite_world.open() as session:
        found = session.scalars(select(LoginSession).where(LoginSession.via_kind == Kind.STAFF)).one()
        assert found.via_municipality_id == sqlite_world.municipalities["voorbeeldstad"]
        assert b"s-noor" not in session.scalars(select(LinkedIdentity)).one().subject_token


def test_without_a_second_step_there_ours_follows(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service)
    linked(client_as, service, "noor", service.knows("s-noor", amr=["pwd"]))
    browser = client_as(None)
    half = go(browser, service, "s-noor")
    assert half == "/inloggen/code"
    assert browser.get("/inbox", status=303).location.startswith("/inloggen/code")
    code = sqlite_world.code(sqlite_world.people["noor"].person_id)
    assert browser.submit(half, {"code": code}).location == "/inbox"
    browser.get("/inbox")
    with sqlite_world.open() as session:
        live = session.scalars(select(LoginSession).where(LoginSession.via_kind == Kind.STAFF)).all()
        assert {row.second_step for row in live if row.ended_at is None} == {"done"}


def test_who_is_not_linked_is_turned_away_whatever_the_address(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    """An e-mail address at the service opens nobody's account: only a link does."""
    configured(sqlite_world, service)
    browser = client_as(None)
    service.knows("s-vreemd", email="noor@staf.example", email_verified=True, amr=["mfa"])
    assert go(browser, service, "s-vreemd") == f"{DOOR}?melding=niet-gekoppeld"
    browser.get("/inbox", status=303)
    with sqlite_world.open() as session:
        assert session.scalars(select(LinkedIdentity)).all() == []


def test_an_invitation_is_taken_up_at_the_service_once(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service)
    with sqlite_world.open() as session:
        told = Invited(name="Nieuwe Collega", email="nieuw@staf.example", role=Role.COUNSELLOR)
        invite_member(session, sqlite_world.people["ada"], sqlite_world.now, told)
    with sqlite_world.open() as session:
        person = (
            session.scalars(select(SingleUseToken).where(SingleUseToken.purpose == "invite")).one().person_id
        )
        session.close()
        open_write(session, None)
        token = add_single_use_token(session, sqlite_world.now, person, "invite")
        session.commit()
    service.knows("s-nieuw", amr=["mfa"])
    browser, link = client_as(None), f"/uitnodiging/{token}"
    assert go(browser, service, "s-nieuw", STAFF, link) == "/inbox"
    browser.get("/inbox")
    assert go(client_as(None), service, "s-nieuw") == "/inbox"
    client_as(None).get(link, status=410)
    ada = client_as("ada").get("/beheer/medewerkers").text
    assert ada.split("Nieuwe Collega")[1].split("</tr>")[0].count("uitgenodigd") == 0
    with sqlite_world.open() as session:
        assert session.scalars(select(Person.email_verified_at).where(Person.id == person)).one() is not None


def test_who_comes_in_by_the_service_alone_gets_no_link_for_a_first_password(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service)
    linked(client_as, service, "noor", "s-noor")
    mailed = []
    for own in (True, False):
        with sqlite_world.open() as session:
            if not own:
                for table in (Credential, TotpSeed, Passkey):
                    session.execute(
                        delete(table).where(table.person_id == sqlite_world.people["noor"].person_id)
                    )
                session.commit()
            ask_link(session, sqlite_world.now, "noor@staf.example")
            mailed.append(mail_links(session, sqlite_world.now))
    assert mailed == [1, 0]


def test_a_fresh_act_asks_the_service_to_let_sign_in_anew(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service)
    linked(client_as, service, "ada", service.knows("s-ada", amr=["mfa"]))
    browser = client_as(None)
    assert go(browser, service, "s-ada") == "/beheer"
    later = sqlite_world.now + timedelta(minutes=20)
    sqlite_world.now = later
    page = browser.submit("/beheer/medewerkers/nieuw", {"name": "Iemand", "email": "iemand@staf.example"})
    assert page.location.startswith("/opnieuw-bevestigen?"), page.location
    ask = "/opnieuw-bevestigen/inlogdienst"
    for signed_in_at, where in (
        (later - timedelta(minutes=5), "niet-vers"),
        (None, "opnieuw"),
        (later, ""),
    ):
        claims = {"auth_time": int(signed_in_at.timestamp()) if signed_in_at else "net"}
        service.knows("s-ada", amr=["mfa"], **claims)
        asked = browser.submit(page.location, {}, action=ask, status=200)
        back = service.signs_in(browser, asked, "s-ada")
        assert (service.asked[-1]["prompt"], service.asked[-1]["max_age"]) == ("login", "0")
        if where:
            assert where in browser.get(back, status=303).location
    sent_on = browser.get(back)  # what was typed before the question, behind one button
    assert "iemand@staf.example" in sent_on.text
    typed = form_of(sent_on, "/beheer/medewerkers/nieuw")
    assert "uitgenodigd" in browser.post("/beheer/medewerkers/nieuw", typed).location
    assert "dienst-opnieuw" in browser.get(back, status=303).location


def test_a_colleague_of_another_account_proves_nothing(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service)
    linked(client_as, service, "ada", service.knows("s-ada", amr=["mfa"]))
    linked(client_as, service, "noor", service.knows("s-noor", amr=["mfa"]))
    browser = client_as(None)
    go(browser, service, "s-ada")
    service.knows("s-noor", amr=["mfa"], auth_time=int(sqlite_world.now.timestamp()))
    asked = browser.submit("/opnieuw-bevestigen", {}, action="/opnieuw-bevestigen/inlogdienst", status=200)
    assert "dienst-ander" in browser.get(service.signs_in(browser, asked, "s-noor"), status=303).location
    service.knows("s-ada", amr=["mfa"], auth_time=int(sqlite_world.now.timestamp()))
    asked = browser.submit("/opnieuw-bevestigen", {}, action="/opnieuw-bevestigen/inlogdienst", status=200)
    assert browser.get(service.signs_in(browser, asked, "s-ada"), status=303).location == "/"


def test_a_municipality_that_asks_its_own_service_takes_no_password(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service)
    linked(client_as, service, "noor", service.knows("s-noor", amr=["mfa"]))
    linked(client_as, service, "ada", service.knows("s-ada", amr=["mfa"]))
    at_work = client_as("noor")
    at_work.get("/inbox")
    configured(sqlite_world, service, passwords_off=True)
    assert at_work.get("/inbox", status=303).location.startswith("/inloggen")  # who came by a password is out
    browser = client_as(None)
    given = {"email": "noor@staf.example", "password": PASSWORD}
    assert browser.submit("/inloggen", given).location == f"{DOOR}?melding=via-gemeente"
    browser.get("/inbox", status=303)
    assert sign_in_staff(client_as(None), "bas") == "/inbox"  # not linked: comes in as before
    assert sign_in_staff(client_as(None), "ada") == "/beheer"  # somebody has to mend a service that fails
    assert go(client_as(None), service, "s-noor") == "/inbox"


def test_who_left_is_refused_though_the_service_says_yes(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service)
    linked(client_as, service, "noor", service.knows("s-noor", amr=["mfa"]))
    browser = client_as(None)
    assert go(browser, service, "s-noor") == "/inbox"
    noor = sqlite_world.people["noor"]
    with sqlite_world.open() as session:
        last_day = sqlite_world.now.date()
        end_membership(session, sqlite_world.people["ada"], sqlite_world.now, noor.membership_id, last_day)
    browser.get("/inbox")
    sqlite_world.now += timedelta(days=1)
    assert go(client_as(None), service, "s-noor") == f"{DOOR}?melding=geen-toegang"
    sqlite_world.now -= timedelta(days=1)
    with sqlite_world.open() as session:
        end_membership(session, sqlite_world.people["ada"], sqlite_world.now, noor.membership_id)
    assert browser.get("/inbox", status=303).location.startswith("/inloggen")
    assert go(client_as(None), service, "s-noor") == f"{DOOR}?melding=niet-gekoppeld"


def test_a_service_opens_its_own_municipality_and_adds_no_way_in_elsewhere(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    """Who runs a service can say that anybody is anybody: that opens nothing of another municipality."""
    configured(sqlite_world, service)
    noor = sqlite_world.people["noor"]
    with sqlite_world.open() as session:
        told = Invited(name="Noor", email="noor@staf.example", role=Role.COUNSELLOR)
        invite_member(session, sqlite_world.people["ada_l"], sqlite_world.now, told)
        assert len(hats_of(session, noor.person_id, sqlite_world.now)) == 2
    linked(client_as, service, "noor", service.knows("s-noor", amr=["mfa"]))
    browser = client_as(None)
    assert go(browser, service, "s-noor") == "/inbox"
    assert "Lindewaard" not in browser.get("/kies").text
    page = browser.get("/account/tweede-stap")
    fields = form_of(page, "/account/tweede-stap/app")
    answer = browser.post("/account/tweede-stap/app", fields)
    assert answer.location == "/account/tweede-stap?melding=eigen-inlog"


def test_a_link_taken_away_ends_what_began_there(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    configured(sqlite_world, service)
    own = linked(client_as, service, "noor", service.knows("s-noor", amr=["mfa"]))
    browser = client_as(None)
    go(browser, service, "s-noor")
    with sqlite_world.open() as session:
        link_id = session.scalars(select(LinkedIdentity.id)).one()
    path = f"/account/inlogdiensten/{link_id}/weg"
    other = client_as("bas")
    fields = form_of(own.get("/account/inlogdiensten"), path)
    token = form_of(other.get("/account/inlogdiensten"), "/account/inlogdiensten/medewerkers/koppelen")
    other.post(path, token, status=404)
    own.post(path, fields)
    assert browser.get("/inbox", status=303).location.startswith("/inloggen")
    assert go(client_as(None), service, "s-noor") == f"{DOOR}?melding=niet-gekoppeld"


def test_linking_and_coming_in_need_no_more_than_the_role_of_the_application(
    tmp_path: Path, service: Service
) -> None:
    """On PostgreSQL, where a transaction sees the rows of its own municipality only."""
    with postgres_world(tmp_path) as world:
        world.config_url = as_app(world.url)
        configured(world, service)

        def client(who: str | None) -> WebClient:
            return WebClient(world, who)

        linked(client, service, "noor", service.knows("s-noor", amr=["mfa"]))
        browser = client(None)
        assert go(browser, service, "s-noor") == "/inbox"
        browser.get("/inbox")
        configured(world, service, passwords_off=True)
        given = {"email": "noor@staf.example", "password": PASSWORD}
        assert client(None).submit("/inloggen", given).location == f"{DOOR}?melding=via-gemeente"
        assert go(client(None), service, "s-vreemd") == f"{DOOR}?melding=niet-gekoppeld"
