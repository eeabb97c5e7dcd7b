"""One browser, several people or several roles: what one typed never comes out under another."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from schuldhulp.accounts.queries import hats_of
from schuldhulp.accounts.tables import LoginSession, Person
from schuldhulp.base import new_id
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Participation
from schuldhulp.messages.tables import Message
from schuldhulp.municipalities.tables import Membership
from schuldhulp.web.guard import COOKIE
from tests.web_client import WebClient, form_of
from tests.world import PASSWORD, World

HERE = "/mijn/berichten"
WORDS = "Alleen van mij"
ClientAs = Callable[[str | None], WebClient]


def sign_in(browser: WebClient, who: str, path: str = "/inloggen", kind: str = "client") -> str:
    given = {"email": f"{who}@{kind}.example", "password": PASSWORD}
    return str(browser.submit(path, given, action="/inloggen").location)


def bodies(world: World) -> list[tuple[str, str]]:
    """Whose dossier each message is in, and its words."""
    names = {actor.dossier_id: who for who, actor in world.people.items() if actor.dossier_id}
    with world.open() as session:
        rows = session.scalars(select(Message)).all()
        return [(names[row.dossier_id], keyring(session).open(row, "body_sealed") or "") for row in rows]


def gets_second_dossier(world: World, who: str, of: str) -> None:
    """Somebody is a client in a second dossier, in the other municipality."""
    other = world.people[of]
    with world.open() as session:
        session.add(
            Participation(
                municipality_id=other.municipality_id, id=new_id(), dossier_id=other.dossier_id, role="client",
                person_id=world.people[who].person_id, started_at=world.now,
            )
        )  # fmt: skip
        session.commit()


def hat(world: World, who: str, slug: str) -> str:
    """What the chooser posts for a person's role in a municipality."""
    with world.open() as session:
        hats = hats_of(session, world.people[who].person_id, world.now)
    found = next(h for h in hats if h.municipality_id == world.municipalities[slug])
    return f"{found.kind}:{found.id}"


def test_a_kept_form_waits_for_its_writer_whoever_signs_in_before(
    client_as: ClientAs, sqlite_world: World
) -> None:
    browser = client_as("anna")
    fields = form_of(browser.get(HERE), HERE)
    sqlite_world.now += timedelta(minutes=31)
    again = browser.post(HERE, {**fields, "body": WORDS}).location
    assert sign_in(browser, "berend", again) == HERE
    for page in (HERE, f"{HERE}?melding=hersteld", "/mijn", "/account"):
        assert WORDS not in browser.get(page).text
    assert "staat er weer" not in browser.get(f"{HERE}?melding=hersteld").text
    browser.submit("/account", {}, action="/uitloggen")
    back = sign_in(browser, "anna", "/inloggen?verder=/mijn/berichten")
    assert back == f"{HERE}?melding=hersteld"
    assert form_of(browser.get(back), HERE)["body"].strip() == WORDS


@pytest.mark.parametrize("leaving", ["/uitloggen", "/snel-weg", None])
def test_a_form_left_open_is_not_sent_by_who_signs_in_after(
    client_as: ClientAs, sqlite_world: World, leaving: str | None
) -> None:
    browser = client_as("anna")
    left_open = {**form_of(browser.get(HERE), HERE), "body": WORDS}
    if leaving:
        browser.post(leaving, {"csrf_token": left_open["csrf_token"]})
    sign_in(browser, "berend")
    page = browser.post(HERE, left_open, status=400)
    assert "U bent nu ingelogd als" in page.text and "Berend" in page.text
    assert bodies(sqlite_world) == []


def test_a_form_that_went_stale_is_shown_and_can_be_sent_from_there(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna = client_as("anna")
    fields = {**form_of(anna.get(HERE), HERE), "body": WORDS}
    page = anna.post(HERE, {**fields, "csrf_token": "oud"}, status=400)
    again = form_of(page, HERE)
    assert again["body"] == WORDS and again["token"] == fields["token"]
    anna.post(HERE, again)
    anna.post(HERE, again)
    assert bodies(sqlite_world) == [("anna", WORDS)]


def test_the_same_person_signs_in_again_and_open_forms_stay_good(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna = client_as("anna")
    left_open = {**form_of(anna.get(HERE), HERE), "body": WORDS}
    sqlite_world.now += timedelta(minutes=31)
    sign_in(anna, "anna")
    anna.post(HERE, left_open)
    assert bodies(sqlite_world) == [("anna", WORDS)]


def test_what_was_typed_in_one_dossier_never_lands_in_the_other_of_the_same_person(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world = sqlite_world
    gets_second_dossier(world, "anna", of="chris")
    browser = client_as(None)
    sign_in(browser, "anna")
    here, there = hat(world, "anna", "voorbeeldstad"), hat(world, "anna", "lindewaard")
    browser.submit("/kies", {"rol": here})
    left_open = {**form_of(browser.get(HERE), HERE), "body": WORDS}
    browser.submit("/kies", {"rol": there})
    page = browser.post(HERE, left_open, status=400)
    assert "Lindewaard" in page.text and world.kenmerken["chris"] in page.text
    assert bodies(world) == []

    # Nor after the session ran out: it is given back in the dossier it was typed in.
    browser.submit("/kies", {"rol": here})
    fields = form_of(browser.get(HERE), HERE)
    world.now += timedelta(minutes=31)
    again = browser.post(HERE, {**fields, "body": WORDS}).location
    chooser = sign_in(browser, "anna", again)
    wrong = browser.submit(chooser, {"rol": there}, action="/kies").location
    assert WORDS not in browser.get(wrong).text and "staat er weer" not in browser.get(wrong).text
    right = browser.submit("/kies", {"rol": here, "verder": wrong}).location
    assert form_of(browser.get(right), HERE)["body"].strip() == WORDS


def test_after_another_role_was_chosen_the_old_one_is_gone(client_as: ClientAs, sqlite_world: World) -> None:
    world, noor = sqlite_world, sqlite_world.people["noor"]
    gets_second_dossier(world, "noor", of="berend")
    browser = client_as("noor")
    old = browser.http.get_cookie(COOKIE)
    case = f"/dossiers/{world.kenmerken['anna']}"
    browser.get(case)
    left_open = form_of(browser.get(f"{case}/berichten"), f"{case}/berichten")
    with world.open() as session:
        mine = [h for h in hats_of(session, noor.person_id, world.now) if h.dossier_id]
    browser.submit("/kies", {"rol": f"{mine[0].kind}:{mine[0].id}"})
    for path in ("/inbox", case, "/zoeken", "/zorglijst"):
        browser.get(path, status=404)
    browser.post(f"{case}/berichten", {**left_open, "body": WORDS}, status=404)
    browser.get("/mijn")
    assert bodies(world) == []
    browser.http.set_cookie(COOKIE, old.value, domain="localhost", secure=True)
    browser.get("/inbox", status=303)


@pytest.mark.parametrize("ends", ["membership", "block", "participation"])
def test_what_ends_while_somebody_is_signed_in_ends_at_the_next_request(
    client_as: ClientAs, sqlite_world: World, ends: str
) -> None:
    world = sqlite_world
    who = "anna" if ends == "participation" else "noor"
    path = HERE if who == "anna" else f"/dossiers/{world.kenmerken['anna']}/berichten"
    browser = client_as(who)
    fields = {**form_of(browser.get(path), path), "body": WORDS}
    with world.open() as session:
        if ends == "membership":
            key = (world.people["noor"].municipality_id, world.people["noor"].membership_id)
            session.get_one(Membership, key).ended_on = world.now.date() - timedelta(days=1)
        elif ends == "block":
            session.get_one(Person, world.people["noor"].person_id).blocked_at = world.now
        else:
            mine = Participation.person_id == world.people["anna"].person_id
            session.scalars(select(Participation).where(mine)).one().ended_at = world.now
        session.commit()
    there = "/kies" if ends != "block" else "/inloggen"
    assert browser.get(path, status=303).location.startswith(there)
    assert browser.post(path, fields).location.startswith(there)
    assert bodies(world) == []
    if ends != "block":
        assert "geen enkel dossier" in browser.get("/kies").text
        with world.open() as session:
            assert session.scalar(select(func.count()).select_from(LoginSession)) == 1


@pytest.mark.parametrize("other", ["berend", "chris"])
def test_the_token_of_somebody_elses_form_neither_hides_an_act_nor_tells_a_thing(
    client_as: ClientAs, sqlite_world: World, other: str
) -> None:
    first, second = client_as("anna"), client_as(other)
    fields = {**form_of(first.get(HERE), HERE), "body": WORDS}
    first.post(HERE, fields)
    theirs = {**form_of(second.get(HERE), HERE), "body": "En dit is van mij", "token": fields["token"]}
    second.post(HERE, theirs)
    second.post(HERE, theirs)
    assert sorted(bodies(sqlite_world)) == sorted([("anna", WORDS), (other, "En dit is van mij")])


def test_the_token_of_a_counsellors_form_leads_nobody_to_her_dossier(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor, anna = client_as("noor"), client_as("anna")
    path = f"/dossiers/{sqlite_world.kenmerken['berend']}/berichten"
    used = {**form_of(noor.get(path), path), "body": "Dag Berend"}
    noor.post(path, used)
    sent = anna.submit(HERE, {"body": WORDS, "token": used["token"]})
    assert sqlite_world.kenmerken["berend"] not in sent.location
    assert ("anna", WORDS) in bodies(sqlite_world)
