"""No way to a page of staff without the second step; setting it up; and what is said to who gets it wrong."""

import random
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete, select
from werkzeug.routing import Rule

from schuldhulp.accounts import limits, passwords
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.queries import hats_of
from schuldhulp.accounts.second_factor import recovery, totp
from schuldhulp.accounts.second_factor.queries import factors_of
from schuldhulp.accounts.second_factor.rows import add_seed, renew_codes
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.second_factor.tables import TotpSeed
from schuldhulp.base import new_id
from schuldhulp.demo import SECOND_STEP_SEED
from schuldhulp.dossier.tables import Participation
from schuldhulp.unit_of_work import open_write
from schuldhulp.web.guard import COOKIE
from tests.security.test_access_matrix import addresses, rules_of
from tests.web_client import WebClient, form_of, sign_in_staff
from tests.world import PASSWORD, SEED, World

ClientAs = Callable[[str | None], WebClient]
STAFF = {"noor": "/inbox", "tess": "/team", "gert": "/rapportage", "ada": "/beheer", "petra": "/beheer"}


def half(world: World, who: str) -> WebClient:
    """The browser of somebody who gave the right password, and nothing else."""
    person_id = world.people[who].person_id
    assert person_id is not None
    with world.open() as session:
        hats = hats_of(session, person_id, world.now)
        session.close()
        token = start_session(session, world.now, person_id, hats, "half", SecondStep.DUE)
    browser = WebClient(world, None)
    browser.http.set_cookie(COOKIE, token, domain="localhost", secure=True, httponly=True)
    return browser


def without_app(world: World, who: str) -> None:
    """Take somebody's app away, as before their first sign-in."""
    with world.open() as session:
        session.execute(delete(TotpSeed).where(TotpSeed.person_id == world.people[who].person_id))
        session.commit()


def marked(world: World, rule: Rule) -> str:
    return str(world.app.view_functions[rule.endpoint].guard_rule.kind)  # type: ignore[attr-defined]


def test_a_password_alone_opens_no_route_that_is_not_public(sqlite_world: World) -> None:
    sqlite_world.app.config["WTF_CSRF_ENABLED"] = False
    browser, asked = half(sqlite_world, "noor"), 0
    for rule in rules_of(sqlite_world):
        if marked(sqlite_world, rule) in ("public", "half_signed_in"):
            continue
        address = next(iter(addresses(sqlite_world, rule, "anna", {})))
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            with browser._clock():
                answer = browser.http.open(address, method=method, base_url="http://localhost")
            assert answer.status_code == 303 and answer.location.startswith("/inloggen/code"), address
            asked += 1
    assert asked > 300, f"{asked} requests"


class Walk:
    """Somebody of the staff at the door, and a model of what they have shown so far."""

    def __init__(self, world: World, client_as: ClientAs, who: str, codes: list[str]) -> None:
        self.world, self.who, self.codes = world, who, codes
        self.browser = client_as(None)
        self.inside = self.waits = False
        self.last_step = 0

    @property
    def person_id(self):  # type: ignore[no-untyped-def]
        return self.world.people[self.who].person_id

    def password(self, right: bool) -> None:
        email = f"{self.who}@{'platform' if self.who == 'petra' else 'staf'}.example"
        given = {"email": email, "password": PASSWORD if right else "niet dit"}
        there = self.browser.submit("/inloggen", given, status=303 if right else 422)
        if right:
            assert there.location.startswith("/inloggen/code")
            self.inside, self.waits = False, True

    def both_at_once(self, right: bool) -> None:
        email = f"{self.who}@{'platform' if self.who == 'petra' else 'staf'}.example"
        code = self.world.code(self.person_id) if right else "000000"
        page = self.browser.get("/inloggen?met=code")
        fields = form_of(page, "/inloggen")
        self.browser.post("/inloggen", {**fields, "email": email, "password": PASSWORD, "code": code})
        self.inside, self.waits = right, not right

    def code(self, kind: str) -> None:
        if not self.waits:
            self.browser.get("/inloggen/code", status=303)
            return
        typed = {
            "right": self.world.code(self.person_id),
            "wrong": "12345",
            "of another": totp.code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", totp.step_of(self.world.now)),
            "used": totp.code_at(SEED, self.last_step),
        }[kind]
        self.last_step = totp.step_of(self.world.now) if kind == "right" else self.last_step
        self.browser.submit("/inloggen/code", {"code": typed}, status=303 if kind == "right" else 422)
        if kind == "right":
            self.inside, self.waits = True, False

    def paper(self, right: bool) -> None:
        if not self.waits:
            self.browser.get("/inloggen/herstelcode", status=303)
            return
        typed = self.codes.pop() if right and self.codes else "abcd-efgh-jkmn-pqrs"
        fine = typed != "abcd-efgh-jkmn-pqrs"
        self.browser.submit("/inloggen/herstelcode", {"code": typed}, status=303 if fine else 422)
        if fine:
            self.inside, self.waits = True, False

    def set_up_again(self) -> None:
        self.browser.get("/inloggen/tweede-stap", status=303)

    def leave(self) -> None:
        self.browser.get("/snel-weg", status=303)
        self.inside = self.waits = False

    def dawdle(self) -> None:
        self.world.now += timedelta(minutes=16)
        self.waits = False

    def check(self) -> None:
        page = STAFF[self.who]
        answer = self.browser.get(page, status=200 if self.inside else 303)
        if not self.inside:
            assert answer.location.startswith("/inloggen/code" if self.waits else "/inloggen?")


ACTS: tuple[tuple[Any, ...], ...] = (
    ("password", True), ("password", True), ("password", False), ("both_at_once", True), ("both_at_once", False),
    ("code", "right"), ("code", "right"), ("code", "right"), ("code", "wrong"), ("code", "of another"),
    ("code", "used"), ("paper", True), ("paper", False), ("set_up_again",), ("leave",), ("dawdle",),
)  # fmt: skip


def test_whatever_somebody_does_at_the_door_only_both_steps_let_them_in(
    client_as: ClientAs, sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(recovery, "_HASHER", quick)
    monkeypatch.setattr(passwords, "password_fits", lambda stored, typed: bool(stored) and typed == PASSWORD)
    monkeypatch.setattr("schuldhulp.web.public.signing_in.password_fits", passwords.password_fits)
    for each in (limits.SIGN_IN_PER_ACCOUNT, limits.SIGN_IN_ANYWHERE, limits.SIGN_IN_PER_ORIGIN, limits.CODE):
        monkeypatch.setitem(vars(each), "tries", 10_000)
    came_in = steps = 0
    for seed in range(16):
        dice = random.Random(seed)
        who = dice.choice(list(STAFF))
        codes = recovery.new_codes()[:3]
        with sqlite_world.open() as session:
            open_write(session, None)
            hashes = [recovery.hash_code(code) for code in codes]
            renew_codes(session, sqlite_world.now, sqlite_world.people[who].person_id, hashes)
            session.commit()
        walk = Walk(sqlite_world, client_as, who, codes)
        for _ in range(8):
            name, *given = dice.choice(ACTS)
            getattr(walk, name)(*given)
            walk.check()
            steps += 1
            came_in += walk.inside
            sqlite_world.now += timedelta(seconds=70)  # so that codes move on
        sqlite_world.now += timedelta(minutes=31)
    assert steps == 128 and came_in > 20, f"{came_in} of {steps}"


def test_a_client_who_takes_up_a_staff_role_meets_the_second_step(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world, noor = sqlite_world, sqlite_world.people["noor"]
    with world.open() as session:
        berend = world.people["berend"]
        session.add(
            Participation(
                municipality_id=berend.municipality_id, id=new_id(), dossier_id=berend.dossier_id, role="client",
                person_id=noor.person_id, started_at=world.now,
            )
        )  # fmt: skip
        session.commit()
        hats = [hat for hat in hats_of(session, noor.person_id, world.now) if hat.dossier_id]
        session.close()
        token = start_session(session, world.now, noor.person_id, hats, "van vroeger")
    browser = client_as(None)
    browser.http.set_cookie(COOKIE, token, domain="localhost", secure=True, httponly=True)
    browser.get("/mijn")
    browser.submit("/kies", {"rol": f"membership:{noor.membership_id}"})
    assert browser.get("/inbox", status=303).location == "/inloggen/code?verder=%2Finbox"
    assert browser.get("/kies", status=303).location.startswith("/inloggen/code")


def test_the_first_time_an_app_is_set_up_with_a_picture_and_codes_for_on_paper(
    client_as: ClientAs, sqlite_world: World
) -> None:
    without_app(sqlite_world, "noor")
    browser = half(sqlite_world, "noor")
    there = browser.get("/inloggen/code?verder=/zoeken", status=303).location
    assert there == "/inloggen/tweede-stap?verder=/zoeken"
    browser.submit(there, {}, action="/inloggen/tweede-stap")
    page = browser.get(there)
    assert '<svg viewBox="0 0 ' in page.text and "<path" in page.text
    seed = re.search(r'class="seed">([A-Z2-7 ]+)<', page.text)
    assert seed
    wrong = browser.submit(there, {"code": "000000"}, action="/inloggen/tweede-stap", status=422)
    assert "klopt niet" in wrong.text and seed[1] in wrong.text
    code = totp.code_at(seed[1].replace(" ", ""), totp.step_of(sqlite_world.now))
    done = browser.submit(there, {"code": code}, action="/inloggen/tweede-stap", status=200)
    codes = re.findall(r"<li><code>([a-z0-9-]{19})</code>", done.text)
    assert len(set(codes)) == 8 and 'href="/zoeken"' in done.text
    browser.get("/zoeken")
    with sqlite_world.open() as session:
        factors = factors_of(session, sqlite_world.people["noor"].person_id)
    assert (factors.app, factors.begun, factors.codes_left) == (True, False, 8)


def test_what_was_typed_before_the_session_ran_out_waits_behind_the_second_step(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor = client_as("noor")
    path = f"/dossiers/{sqlite_world.kenmerken['anna']}/berichten"
    fields = form_of(noor.get(path), path)
    sqlite_world.now += timedelta(minutes=31)
    asked = noor.post(path, {**fields, "body": "Dag Anna, ik las uw brief."}).location
    back = sign_in_staff(noor, "noor", asked)
    assert back == f"{path}?melding=hersteld"
    assert "ik las uw brief" in form_of(noor.get(back), path)["body"]


def test_a_wrong_code_says_nothing_more_than_a_wrong_password_and_five_are_looked_at(
    client_as: ClientAs, sqlite_world: World
) -> None:
    browser = half(sqlite_world, "noor")
    wrong = browser.submit("/inloggen/code", {"code": "000000"}, status=422).text
    used = totp.code_at(SEED, totp.step_of(sqlite_world.now) - 1)
    with sqlite_world.open() as session:
        session.scalars(select(TotpSeed).where(TotpSeed.person_id == sqlite_world.people["noor"].person_id)).one(
        ).last_step = totp.step_of(sqlite_world.now)  # fmt: skip
        session.commit()
    again = browser.submit("/inloggen/code", {"code": used}, status=422).text
    masked = [re.sub(r'value="[^"]*"', "", page) for page in (wrong, again)]
    assert masked[0] == masked[1] and "000000" not in masked[0]
    for _ in range(3):
        browser.submit("/inloggen/herstelcode", {"code": "abcd-efgh-jkmn-pqrs"}, status=422)
    right = sqlite_world.code(sqlite_world.people["noor"].person_id)
    slow = browser.submit("/inloggen/code", {"code": right}, status=429)
    assert int(slow.headers["Retry-After"]) > 0
    sqlite_world.now += timedelta(minutes=10)
    assert sign_in_staff(client_as(None), "noor") == "/inbox"


def test_only_the_demo_shows_a_code_and_only_of_its_own_seed(
    client_as: ClientAs, sqlite_world: World
) -> None:
    shown = re.compile(r"De code van nu is <code>(\d{6})</code>")
    browser = half(sqlite_world, "noor")
    sqlite_world.app.config["DEMO"] = True
    assert not shown.search(browser.get("/inloggen/code").text), (
        "a seed that is not the demo's is never shown"
    )
    with sqlite_world.open() as session:
        person_id = sqlite_world.people["noor"].person_id
        session.execute(delete(TotpSeed).where(TotpSeed.person_id == person_id))
        add_seed(session, sqlite_world.now, person_id, SECOND_STEP_SEED).confirmed_at = sqlite_world.now
        session.commit()
    for _ in range(2):  # twice in one step of 30 seconds: the code of the next is shown, and works
        found = shown.search(half_page := browser.get("/inloggen/code").text)
        assert found, half_page
        browser.submit("/inloggen/code", {"code": found[1]})
        browser = half(sqlite_world, "noor")
    sqlite_world.app.config["DEMO"] = False
    assert not shown.search(browser.get("/inloggen/code").text)
