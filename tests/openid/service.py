"""A real OpenID Connect server for tests, on this computer; it can be told to lie, and it holds to PKCE."""

import hashlib
import json
import os
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import oidc_provider_mock
import pytest
import requests
from flask import g, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from schuldhulp.openid.actions import Told, configure
from schuldhulp.openid.kinds import Kind
from schuldhulp.openid.protocol import LOGOUT_EVENT
from tests.web_client import WebClient
from tests.world import World

os.environ.setdefault("AUTHLIB_INSECURE_TRANSPORT", "1")  # the server of the tests speaks http
CLIENT_ID, SECRET = "schuldhulp-proef", "geheim-van-de-dienst"


@dataclass
class Service:
    """The server. `users` are the claims of who signs in there; `says_issuer`: it keeps to RFC 9207.

    `bend` changes what the token endpoint says before it leaves.
    """

    app: Any
    issuer: str = ""
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    says_issuer: bool = False
    bend: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    challenges: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def fresh(self) -> "Service":
        """Forget what the test before wanted of it."""
        self.users, self.says_issuer, self.bend, self.asked = {}, False, None, []
        return self

    def knows(self, subject: str, **claims: Any) -> str:
        """Let somebody be there, with these claims; gives who."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=10).raise_for_status()
        return subject

    def signs_in(self, browser: WebClient, page: TestResponse, subject: str, **bent: str) -> str:
        """Sign in there as somebody, from the page that leads there; gives where the browser is sent back to."""
        there = address_on(page)
        self.asked.append({name: values[0] for name, values in parse_qs(urlsplit(there).query).items()})
        if bent:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()} | bent
            there = there.split("?")[0] + "?" + urlencode(asked)
        with browser._clock():
            answer = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=10)
        assert answer.status_code in (302, 303), answer.text[:500]
        return answer.headers["Location"].removeprefix("http://localhost")

    def says_signed_out(self, now: datetime, subject: str, **bent: Any) -> str:
        """Its word that somebody signed out there, signed by its own key; `bent` claims of None are left out."""
        at = int(now.timestamp())
        claims: dict[str, Any] = {
            "iss": self.issuer, "aud": CLIENT_ID, "iat": at, "exp": at + 120, "jti": "een", "sub": subject,
            "events": {LOGOUT_EVENT: {}},
        }  # fmt: skip
        told = {name: value for name, value in (claims | bent).items() if value is not None}
        answer = requests.post(f"{self.issuer}/teken", json=told, timeout=10)
        answer.raise_for_status()
        return answer.text


def address_on(page: TestResponse) -> str:
    """Where the page in between leads; the link and the refresh say the same."""
    assert page.mimetype == "text/html"
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert found is not None, page.text[:1500]
    assert f'href="{found[1]}"' in page.text
    return unescape(found[1])


def configured(world: World, service: Service, kind: Kind = Kind.STAFF, **more: Any) -> None:
    """Let voorbeeldstad use the server, and the program ask a server on this computer, as the demo may."""
    world.app.config["SETTINGS"] = replace(world.app.config["SETTINGS"], demo=True)
    told = {
        "issuer": service.issuer, "client_id": CLIENT_ID, "client_secret": SECRET, "subject_claim": "sub",
        "in_use": True, "strong_amr": ("mfa",), **more,
    }  # fmt: skip
    with world.open() as session:
        configure(session, world.people["ada"], world.now, Told(kind=kind, **told), None)


def _bent(service: Service) -> None:
    """Add to the server what it does not do itself: PKCE, RFC 9207, and lying."""
    app = service.app

    @app.post("/teken")
    def sign() -> str:
        """What it sends by itself is signed as its other words are; the library has no signing out by this way."""
        key = g.oidc_provider_mock_storage.jwk
        own = RSAKey.import_key(key.as_dict(is_private=True))
        return jwt.encode(
            {"alg": "RS256", "typ": "logout+jwt", "kid": key.as_dict().get("kid")}, request.json, own
        )

    @app.before_request
    def hold_to_pkce() -> Any:
        if request.path != "/oauth2/token":
            return None
        verifier = request.form.get("code_verifier", "")
        digest = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if service.challenges.pop(request.form.get("code", ""), None) != digest:
            return {"error": "invalid_grant"}, 400
        return None

    @app.after_request
    def bend(response: Any) -> Any:
        if request.path == "/oauth2/authorize" and response.status_code in (302, 303):
            code = parse_qs(urlsplit(response.location).query).get("code", [""])[0]
            assert request.args.get("code_challenge_method") == "S256"
            service.challenges[code] = request.args["code_challenge"]
            if service.says_issuer:
                response.location += "&" + urlencode({"iss": service.issuer})
        if request.path == "/.well-known/openid-configuration" and service.says_issuer:
            told = json.loads(response.get_data()) | {"authorization_response_iss_parameter_supported": True}
            response.set_data(json.dumps(told))
        if response.mimetype == "text/html":  # its own page asks for a style sheet on the internet
            response.set_data(re.sub(r"<link[^>]+stylesheet[^>]*>", "", response.get_data(as_text=True)))
        if request.path == "/oauth2/token" and response.status_code == 200 and service.bend is not None:
            response.set_data(json.dumps(service.bend(json.loads(response.get_data()))))
        return response


@pytest.fixture(scope="session")
def running() -> Iterator[Service]:
    service = Service(oidc_provider_mock.app(issue_refresh_token=False))
    _bent(service)
    server = make_server("127.0.0.1", 0, service.app, threaded=True)
    service.issuer = f"http://localhost:{server.port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield service
    server.shutdown()
    server.server_close()


@pytest.fixture
def service(running: Service) -> Service:
    """The server, as if nobody had asked it anything yet."""
    return running.fresh()
