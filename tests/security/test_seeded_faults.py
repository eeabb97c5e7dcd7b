"""Faults put in on purpose, one at a time: the probes that keep dossiers apart must see each of them."""

import pickle
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.queries import hats_of
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.messages.actions import send_message
from schuldhulp.municipalities.tables import Membership
from schuldhulp.supporters.actions import end
from schuldhulp.supporters.parts import Part
from schuldhulp.teamwork.actions import Wish, assign
from schuldhulp.web.guard import COOKIE
from tests.conftest import _sqlite_world
from tests.security.estate import LATER, furnish, rows_by_kind, stand_beside
from tests.security.foreign_ids import state_of
from tests.security.header_score import faults_of
from tests.security.seeded_faults import FAULTS, Fault
from tests.web_client import WebClient
from tests.world import PASSWORD, World

HOSTILE = "<b id=ingevoegd>vet</b>"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A world with a row of every kind, people who may no longer come in, and the cookies they kept."""
    folder = tmp_path_factory.mktemp("prepared")
    world = _sqlite_world(folder)
    furnish(world)
    now, tess = world.now, world.people["tess"]
    with world.open() as session:
        row = stand_beside(session, world, "anna", "yara", frozenset({Part.PLAN}))
        stand_beside(session, world, "anna", "zoe", frozenset({Part.PLAN}))
    cookies = {who: world.session_for(who) for who in ("yara", "zoe", "bas", "ada")}
    with world.open() as session:
        end(session, world.people["anna"], now, world.dossier(session, "anna"), row)
        chosen = world.dossier(session, "berend", "tess").id
        assign(session, tess, now, [Wish(chosen, None, world.people["noor"].membership_id)])
        anna = world.dossier(session, "anna")
        send_message(session, world.people["anna"], now, anna, HOSTILE)
        noor = world.people["noor"].person_id
        assert noor is not None
        hats = hats_of(session, noor, now)
        session.close()
        cookies["half"] = start_session(session, now, noor, hats, "tests", SecondStep.DUE)
        bas = session.get(Membership, (tess.municipality_id, world.people["bas"].membership_id))
        assert bas is not None
        bas.ended_on = (now - timedelta(days=2)).date()
        session.commit()
    world.close()
    file = folder / "world.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return folder, pickle.dumps((world.built, cookies))


@pytest.fixture
def estate(prepared: tuple[Path, bytes], tmp_path: Path) -> Iterator[tuple[World, dict[str, str]]]:
    """A copy of that world, for one fault."""
    folder, kept = prepared
    built, cookies = pickle.loads(kept)
    shutil.copyfile(folder / "world.sqlite", tmp_path / "world.sqlite")
    if (folder / "data").exists():
        shutil.copytree(folder / "data", tmp_path / "data")
    world = World(f"sqlite:///{tmp_path / 'world.sqlite'}", tmp_path / "data", built)
    yield world, cookies
    world.close()


def ask(client: WebClient, method: str, address: str, **options: Any) -> Any:
    with client._clock():
        return client.http.open(address, method=method, base_url="http://localhost", **options)


def with_cookie(world: World, token: str) -> WebClient:
    """The browser of somebody who kept a cookie."""
    browser = WebClient(world, None)
    browser.http.set_cookie(COOKIE, token, domain="localhost", secure=True, httponly=True)
    return browser


def seen(world: World, cookies: dict[str, str]) -> list[str]:
    """What the probes see that may not be."""
    anna, noor = WebClient(world, "anna"), WebClient(world, "noor")
    rows = rows_by_kind(world, "berend")
    found = []
    for whose in ("chris", "deleted"):
        if ask(noor, "GET", f"/dossiers/{world.kenmerken[whose]}").status_code != 404:
            found.append(f"the dossier of {whose} opens")
    if ask(anna, "GET", f"/mijn/papieren/bestanden/{rows['paper_file'][0]}").status_code != 404:
        found.append("a file of another opens")
    if ask(WebClient(world, "gert"), "GET", "/beheer/medewerkers").status_code != 404:
        found.append("a reader of reports manages staff")
    if ask(noor, "GET", "/team").status_code != 404:
        found.append("a counsellor divides the work")
    found += _marks(world, noor) + _posts(world, anna) + _left(world)
    return found + _shown(world, anna) + _asked(world) + _kept(world, cookies)


def _shown(world: World, anna: WebClient) -> list[str]:
    """What a page says around what is on it."""
    page = ask(anna, "GET", "/mijn/berichten")
    found = ["hostile text is markup"] if HOSTILE in page.text else []
    return [*found, *faults_of(page)]


def _asked(world: World) -> list[str]:
    """What must be asked before something opens, and how often somebody may try."""
    found, tess_l = [], WebClient(world, "tess_l")
    with world.open() as session:
        chris = world.dossier(session, "chris", "tess_l").id
        wish = Wish(chris, None, world.people["noor_l"].membership_id)
        assign(session, world.people["tess_l"], world.now, [wish])
    if ask(WebClient(world, "bas_l"), "GET", f"/dossiers/{world.kenmerken['chris']}").status_code != 303:
        found.append("a colleague's dossier opens without a question")
    assert ask(tess_l, "GET", "/team").status_code == 200
    door, given = WebClient(world, None), {"email": "anna@client.example", "password": "dit is het niet"}
    right = given | {"password": PASSWORD, "verder": "//elders.example"}
    if "elders" in (unguarded(world, door, "/inloggen", **right).location or ""):
        found.append("a link leads elsewhere")
    codes = [unguarded(world, door, "/inloggen", **given).status_code for _ in range(6)]
    return found if codes[-1] == 429 else [*found, f"six tries: {codes}"]


def _kept(world: World, cookies: dict[str, str]) -> list[str]:
    """What opens for a cookie whose time is over."""
    asked = {
        "half": "/inbox", "yara": "/steun/plan", "bas": "/inbox",
    }  # fmt: skip
    found = [f"{who} still comes in" for who, page in asked.items() if opens(world, cookies[who], page)]
    if not opens(world, cookies["zoe"], "/steun/plan"):
        found.append("zoe does not come in")
    found += ["a part that was not given"] if opens(world, cookies["zoe"], "/steun/schulden") else []
    zoe = world.people["zoe"].person_id
    assert zoe is not None
    with world.open() as session:
        hats = hats_of(session, zoe, world.now)
    world.now += timedelta(minutes=20)
    again = unguarded(world, with_cookie(world, cookies["ada"]), "/beheer/medewerkers/nieuw")
    if again.status_code != 303 or "/opnieuw-bevestigen" not in again.location:
        found.append(f"no fresh sign-in: {again.status_code}")
    world.now += timedelta(days=1)
    found += ["a session of yesterday"] if opens(world, cookies["zoe"], "/steun/plan") else []
    world.now += LATER - world.now.date() + timedelta(days=1)
    with world.open() as session:
        late = start_session(session, world.now, zoe, hats, "tests", SecondStep.NOT_ASKED)
    return found + (["past the last day"] if opens(world, late, "/steun/plan") else [])


def unguarded(world: World, browser: WebClient, path: str, **given: str) -> Any:
    """Send a form without looking at its page, so without the token against forms of elsewhere."""
    on = world.app.config.get("WTF_CSRF_ENABLED", True)
    world.app.config["WTF_CSRF_ENABLED"] = False
    answer = ask(browser, "POST", path, data={**given, "token": uuid4().hex})
    world.app.config["WTF_CSRF_ENABLED"] = on
    return answer


def opens(world: World, token: str, page: str) -> bool:
    """Whether a page opens for who holds a cookie."""
    return int(ask(with_cookie(world, token), "GET", page).status_code) == 200


def _marks(world: World, noor: WebClient) -> list[str]:
    with world.open() as session:
        before = session.scalar(select(func.count()).select_from(AccessEntry)) or 0
    assert ask(noor, "GET", f"/dossiers/{world.kenmerken['anna']}").status_code == 200
    with world.open() as session:
        after = session.scalar(select(func.count()).select_from(AccessEntry)) or 0
    return [] if after > before else ["a dossier opens without a mark"]


def _posts(world: World, anna: WebClient) -> list[str]:
    before, found = state_of(world, "berend"), []
    fields = {"token": uuid4().hex, "called": "Zonder formulier"}
    if ask(anna, "POST", "/account/naam", data=fields).status_code != 400:
        found.append("a form without its token is taken")
    was, world.app.config["WTF_CSRF_ENABLED"] = world.app.config.get("WTF_CSRF_ENABLED", True), False
    for debt in rows_by_kind(world, "berend")["debt"]:
        ask(anna, "POST", f"/mijn/werkboek/een-schuld/{debt}/weghalen", data={"token": uuid4().hex})
    world.app.config["WTF_CSRF_ENABLED"] = was
    return found if state_of(world, "berend") == before else [*found, "a row of another changed"]


def _left(world: World) -> list[str]:
    tess = WebClient(world, "tess")
    kept = tess.http.get_cookie("__Host-sessie")
    assert kept is not None
    if world.app.config.get("WTF_CSRF_ENABLED", True):
        tess.submit("/account", {}, action="/uitloggen")
    else:
        ask(tess, "POST", "/uitloggen", data={"token": uuid4().hex})
    tess.http.set_cookie("__Host-sessie", kept.value, domain="localhost", secure=True, httponly=True)
    return ["an old cookie still opens"] if ask(tess, "GET", "/inbox").status_code == 200 else []


def test_without_a_fault_nothing_is_seen(estate: tuple[World, dict[str, str]]) -> None:
    assert seen(*estate) == []
    assert len(FAULTS) == len({fault.__name__ for fault in FAULTS}) >= 20


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_each_fault_is_seen(
    estate: tuple[World, dict[str, str]], monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    fault(monkeypatch, estate[0])
    assert seen(*estate) != []
