"""A service says by itself that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from schuldhulp.accounts.tables import LoginSession
from schuldhulp.openid.protocol import LOGOUT_EVENT
from tests.openid.service import Service, configured
from tests.openid.test_staff import STAFF, go, linked
from tests.web_client import WebClient
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
HERE = f"{STAFF}/uitgelogd"


def test_who_signs_out_at_the_service_is_out_here_and_nobody_else(
    client_as: ClientAs, sqlite_world: World, service: Service
) -> None:
    world = sqlite_world
    configured(world, service)
    service.knows("s-noor", amr=["mfa"])
    by_password = linked(client_as, service, "noor", "s-noor")
    phone, desk, itself = client_as(None), client_as(None), client_as(None)
    for browser in (phone, desk):
        assert go(browser, service, "s-noor") == "/inbox"

    said = service.says_signed_out(world.now, "s-vreemd", jti="vreemd")
    itself.post(HERE, {"logout_token": said}, status=200)
    desk.get("/inbox")

    wrong = {
        "audience": {"aud": "een-ander"}, "issuer": {"iss": "https://ander.example"}, "nonce": {"nonce": "n"},
        "event": {"events": {"http://schemas.openid.net/event/anders": {}}}, "no event": {"events": None},
        "no number": {"jti": None}, "nobody": {"sub": None, "sid": "s1"}, "no end": {"exp": None},
        "old": {"iat": int((world.now - timedelta(minutes=20)).timestamp())},
        "over": {"exp": int((world.now - timedelta(minutes=2)).timestamp())},
        "coming": {"iat": int((world.now + timedelta(minutes=5)).timestamp())},
        "long": {"exp": int((world.now + timedelta(days=1)).timestamp())},
        "odd event": {"events": {LOGOUT_EVENT: "ja"}},
    }  # fmt: skip
    for bent in wrong.values():
        token = service.says_signed_out(world.now, "s-noor", **bent)
        answer = itself.post(HERE, {"logout_token": token}, status=400)
        assert answer.json == {"error": "invalid_request"} and answer.headers["Cache-Control"] == "no-store"
    body, head = service.says_signed_out(world.now, "s-noor").rsplit(".", 1)
    for token in ("", "x.y.z", f"{body}.{head[::-1]}"):
        itself.post(HERE, {"logout_token": token}, status=400)
    desk.get("/inbox")

    said = service.says_signed_out(world.now, "s-noor")
    assert itself.post(HERE, {"logout_token": said}, status=200).headers["Cache-Control"] == "no-store"
    for browser in (phone, desk):
        assert "/inloggen" in browser.get("/inbox", status=303).location
    by_password.get("/inbox")
    with world.open() as session:
        ended = select(LoginSession).where(
            LoginSession.via_kind.is_not(None), LoginSession.ended_at.is_not(None)
        )
        assert len(session.scalars(ended).all()) == 2

    assert go(phone, service, "s-noor") == "/inbox"
    itself.post(HERE, {"logout_token": said}, status=400)  # the same word a second time ends nothing
    phone.get("/inbox")
    itself.post("/g/lindewaard/inloggen/medewerkers/uitgelogd", {"logout_token": said}, status=404)
