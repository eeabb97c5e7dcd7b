"""What somebody may try at the way back from a sign-in service, against a real server. None of it lets anybody in."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import structlog
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import select

from schuldhulp.accounts import limits
from schuldhulp.accounts.second_factor.tables import SignInChallenge
from schuldhulp.accounts.tables import LoginSession
from tests.openid.service import CLIENT_ID, Service, configured
from tests.openid.test_staff import DOOR, STAFF, ClientAs, linked
from tests.web_client import WebClient, form_of
from tests.world import World

AGAIN = f"{DOOR}?melding=dienst-opnieuw"


@pytest.fixture
def target(client_as: ClientAs, sqlite_world: World, service: Service) -> WebClient:
    """A browser of nobody; noor is linked, and the service says that she made a second step."""
    configured(sqlite_world, service)
    linked(client_as, service, "noor", service.knows("s-noor", amr=["mfa"]))
    return client_as(None)


def way_back(browser: WebClient, service: Service, **bent: str) -> str:
    """Go to the service and sign in there; the address that it sends the browser back to."""
    page = browser.submit(DOOR, {}, action=STAFF, status=200)
    return service.signs_in(browser, page, "s-noor", **bent)


def refused(browser: WebClient, back: str, why: str, notice: str = AGAIN) -> None:
    """The way back opens nothing, for this one reason."""
    with structlog.testing.capture_logs() as said:
        assert browser.get(back, status=303).location == notice
    assert [line["code"] for line in said if line["event"] == "openid_refused"] == [why]
    assert browser.get("/inbox", status=303).location.startswith("/inloggen")
    with browser.world.open() as session:
        assert session.scalars(select(LoginSession).where(LoginSession.via_kind.is_not(None))).all() == []


def with_state(back: str, **changed: str) -> str:
    path, _, query = back.partition("?")
    given = {name: values[0] for name, values in parse_qs(query).items()} | changed
    return f"{path}?{urlencode({k: v for k, v in given.items() if v})}"


def test_the_way_back_of_another_browser_opens_nothing(
    target: WebClient, service: Service, client_as: ClientAs
) -> None:
    """Somebody else's answer in my browser (login CSRF), with a question of its own open and without one."""
    theirs = way_back(target, service)
    mine = client_as(None)
    refused(mine, theirs, "no question")
    way_back(mine, service)
    refused(mine, theirs, "state")


def test_pictures_on_a_page_elsewhere_shut_nobody_of_an_office_out(
    target: WebClient, service: Service, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come from the same address, without a question of that browser; three that were asked and answered: six."""
    monkeypatch.setitem(vars(limits.SIGN_IN_PER_ORIGIN), "tries", 6)
    reader = client_as(None)
    for _ in range(6):
        reader.get(f"{STAFF}/terug?state=verzonnen&code=verzonnen", status=303)
    back = way_back(target, service)
    assert target.get(back, status=303).location == "/inbox"
    other = client_as(None)
    other.get(way_back(other, service), status=303)
    fields = form_of(other.get("/inloggen"), "/inloggen")
    other.post("/inloggen", {**fields, "email": "noor@staf.example", "password": "niet dit"}, status=429)


def test_an_answer_counts_once(target: WebClient, service: Service, client_as: ClientAs) -> None:
    back = way_back(target, service)
    assert target.get(back, status=303).location == "/inbox"
    other = client_as(None)
    own = way_back(other, service)
    code = parse_qs(urlsplit(back).query)["code"][0]
    with structlog.testing.capture_logs() as said:
        assert other.get(with_state(own, code=code), status=303).location == AGAIN
    assert [line["code"] for line in said if line["event"] == "openid_refused"] == ["status 400"]
    assert target.get(back, status=303).location == AGAIN
    with target.world.open() as session:
        assert session.scalars(select(SignInChallenge)).all() == []


def test_a_code_that_was_stolen_from_another_browser_fails_by_its_verifier(
    target: WebClient, service: Service, client_as: ClientAs
) -> None:
    """Right state, right service, somebody else's unused code: only PKCE and the nonce stand in the way."""
    stolen = parse_qs(urlsplit(way_back(client_as(None), service)).query)["code"][0]
    refused(target, with_state(way_back(target, service), code=stolen), "status 400")


def test_an_id_token_of_another_sign_in_fails_by_its_nonce(
    target: WebClient, service: Service, client_as: ClientAs
) -> None:
    kept: list[Any] = []

    def keep(told: dict[str, Any]) -> dict[str, Any]:
        kept.append(told["id_token"])
        return told

    def replay(told: dict[str, Any]) -> dict[str, Any]:
        return told | {"id_token": kept[0], "access_token": None}

    service.bend = keep
    first = client_as(None)
    first.get(way_back(first, service), status=303)
    with (
        target.world.open() as session
    ):  # the session of the first is right; it may not hide one of the second
        session.query(LoginSession).filter(LoginSession.via_kind.is_not(None)).delete()
        session.commit()
    service.bend = replay
    refused(target, way_back(target, service), "claims")


CLAIMS: dict[str, tuple[Callable[[World], dict[str, Any]], str, str]] = {
    "another issuer": (lambda _: {"iss": "https://elders.example"}, "claims", AGAIN),
    "another audience": (lambda _: {"aud": ["iemand-anders"]}, "claims", AGAIN),
    "one audience more": (
        lambda _: {"aud": [CLIENT_ID, "iemand-anders"], "azp": CLIENT_ID},
        "audience",
        AGAIN,
    ),
    "another party": (lambda _: {"azp": "iemand-anders"}, "claims", AGAIN),
    "run out": (lambda w: {"exp": int(w.now.timestamp()) - 61}, "claims", AGAIN),
    "not yet": (lambda w: {"nbf": int(w.now.timestamp()) + 120}, "claims", AGAIN),
    "of before the question": (lambda w: {"iat": int(w.now.timestamp()) - 120}, "issued", AGAIN),
    "another nonce": (lambda _: {"nonce": "een-andere"}, "claims", AGAIN),
    "a wrong way": (lambda _: {"amr": "mfa"}, "claims", AGAIN),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_token_with_one_claim_wrong_is_refused(
    name: str, target: WebClient, sqlite_world: World, service: Service
) -> None:
    claims, why, notice = CLAIMS[name]
    service.knows("s-noor", **({"amr": ["mfa"]} | claims(sqlite_world)))
    refused(target, way_back(target, service), why, notice)


def test_a_token_that_the_service_did_not_sign_is_refused(target: WebClient, service: Service) -> None:
    """None, a shared secret, a key of somebody else, a changed name: each real but for its signature."""

    def claims_of(told: dict[str, Any]) -> dict[str, Any]:
        body = told["id_token"].split(".")[1]
        found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return found

    def in_parts(header: dict[str, Any], claims: dict[str, Any], signature: str) -> str:
        parts = (
            base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
            for part in (header, claims)
        )
        return ".".join([*parts, signature])

    own = RSAKey.generate_key(2048, private=True)
    forged: dict[str, Callable[[dict[str, Any]], str]] = {
        "none": lambda told: in_parts({"alg": "none"}, claims_of(told), ""),
        "secret": lambda told: in_parts({"alg": "HS256"}, claims_of(told), "AAAA"),
        "own key": lambda told: jwt.encode({"alg": "RS256"}, claims_of(told), own),
        "changed": lambda told: ".".join(
            [
                told["id_token"].split(".")[0],
                in_parts({}, claims_of(told) | {"sub": "s-ada"}, "").split(".")[1],
                told["id_token"].split(".")[2],
            ]
        ),
    }
    for forge in forged.values():
        service.bend = lambda told, forge=forge: told | {"id_token": forge(told)}  # type: ignore[misc]
        refused(target, way_back(target, service), "signature")
    service.bend = lambda told: {"access_token": told["access_token"]}
    refused(target, way_back(target, service), "token")


def test_a_service_that_names_itself_has_to_be_the_one_that_was_asked(
    target: WebClient, service: Service
) -> None:
    """Mix-up (RFC 9207): an issuer that does not fit is refused, and a missing one where it was promised."""
    refused(target, with_state(way_back(target, service), iss="https://elders.example"), "issuer")
    service.says_issuer = True
    target.world.now = target.world.now.replace(hour=17)  # what is known of the service is asked anew
    back = way_back(target, service)
    refused(target, with_state(back, iss=""), "issuer")
    back = way_back(target, service)
    assert target.get(back, status=303).location == "/inbox"


def test_nobody_is_sent_elsewhere(target: WebClient, service: Service) -> None:
    """Neither the address to return to nor the page to go on to comes from outside."""
    page = target.submit(
        f"{DOOR}?verder=https://elders.example/", {"verder": "//elders.example"}, action=STAFF, status=200,
    )  # fmt: skip
    back = service.signs_in(target, page, "s-noor")
    assert target.get(back, status=303).location == "/inbox"
    other = target.world.app.test_client()
    answer = other.get(DOOR, base_url="http://aanvaller.example")
    assert "aanvaller.example" not in answer.text
    asked = service.asked[-1]["redirect_uri"]
    assert asked == f"http://localhost{STAFF}/terug"


def test_who_says_no_at_the_service_comes_back_to_the_door(target: WebClient, service: Service) -> None:
    back = way_back(target, service)
    state = parse_qs(urlsplit(back).query)["state"][0]
    refused(target, f"{STAFF}/terug?{urlencode({'error': 'access_denied', 'state': state})}", "refused",
            f"{DOOR}?melding=dienst-gestopt")  # fmt: skip


def test_the_log_and_the_database_keep_no_token(
    target: WebClient, service: Service, sqlite_world: World
) -> None:
    kept: list[str] = []

    def keep(told: dict[str, Any]) -> dict[str, Any]:
        kept.extend([told["id_token"], told["access_token"]])
        return told

    service.bend = keep
    with structlog.testing.capture_logs() as said:
        back = way_back(target, service)
        assert target.get(back, status=303).location == "/inbox"
    kept += [parse_qs(urlsplit(back).query)["code"][0], "s-noor"]
    stored = b"".join(file.read_bytes() for file in sqlite_world.data.parent.glob("world.sqlite*"))
    assert len(kept) == 4
    for secret in kept:
        assert secret.encode() not in stored
        assert secret not in repr(said)
