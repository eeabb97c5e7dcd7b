"""What is asked of a service over the network and what of its words counts: the rules, without a database."""

import ipaddress
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from schuldhulp.openid.asking import LARGEST, Reach, Unreachable, get_to_know, is_outside, redeem
from schuldhulp.openid.kinds import Kind, Provider
from schuldhulp.openid.protocol import (
    Metadata,
    NotTrusted,
    Question,
    is_address,
    new_question,
    read_id_token,
    read_metadata,
)

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
ISSUER = "https://inlog.voorbeeld.nl"
KEY = RSAKey.generate_key(2048, {"kid": "een"}, private=True)
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "twee"}, private=True)
PROVIDER = Provider(
    id=UUID(int=1), municipality_id=UUID(int=2), kind=Kind.STAFF, issuer=ISSUER, client_id="wij",
    client_secret="geheim", strong_amr=("mfa",), in_use=True,
)  # fmt: skip
TOLD = {
    "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/a", "token_endpoint": f"{ISSUER}/t",
    "jwks_uri": f"{ISSUER}/k", "response_types_supported": ["code"],
    "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
}  # fmt: skip
METADATA = read_metadata(TOLD, ISSUER, tls=True)


def why(call: Any, *given: Any, **named: Any) -> str:
    with pytest.raises((NotTrusted, Unreachable)) as refused:
        call(*given, **named)
    return str(refused.value.why)


def public(key: Any) -> Any:
    return key.as_dict(private=False)


def token(question: Question, header: dict[str, Any] | None = None, key: Any = KEY, **claims: Any) -> str:
    at = int(NOW.timestamp())
    own = {
        "iss": ISSUER, "aud": "wij", "sub": "s-1", "iat": at, "exp": at + 300, "nonce": question.nonce,
    }  # fmt: skip
    return jwt.encode({"alg": "RS256", "kid": key.kid} | (header or {}), own | claims, key)


def read(question: Question, given: str, provider: Provider = PROVIDER) -> Any:
    keys = KeySet.import_key_set({"keys": [public(KEY)]})
    return read_id_token(given, keys, provider, METADATA, question, NOW)


def test_what_a_service_says_of_itself_has_to_be_of_the_issuer_that_was_asked() -> None:
    def judged(**changed: Any) -> str:
        return why(read_metadata, TOLD | changed, ISSUER, tls=True)

    assert judged(issuer=ISSUER + "/") == "issuer"
    assert judged(token_endpoint="http://inlog.voorbeeld.nl/t") == "address"
    assert judged(jwks_uri="https://iemand@inlog.voorbeeld.nl/k") == "address"
    assert judged(response_types_supported=["token"]) == "flow"
    assert judged(code_challenge_methods_supported=["plain"]) == "pkce"
    assert judged(id_token_signing_alg_values_supported=["none", "HS256"]) == "algorithm"
    assert METADATA.signs_with == {"RS256"}
    for bad in (
        "",
        "https://",
        "http://a.nl",
        "https://a.nl/#x",
        "https://a.nl:x/",
        "https://a .nl",
        "ftp://a.nl",
    ):
        assert not is_address(bad, tls=True), bad


def test_a_token_of_another_type_is_no_id_token() -> None:
    question = new_question(NOW)
    assert read(question, token(question)).subject == "s-1"
    for other in ("at+jwt", "logout+jwt", "secevent+jwt"):
        assert why(read, question, token(question, {"typ": other})) == "type"
    assert why(read, question, "x" * 30_000) == "token"


def test_only_a_subject_that_is_a_name_counts() -> None:
    question = new_question(NOW)
    for subject in (12, "", None, ["s-1"], "x" * 256):
        assert why(read, question, token(question, sub=subject)) in ("subject", "claims")
    by_oid = Provider(**{**PROVIDER.__dict__, "subject_claim": "oid"})
    assert why(read, question, token(question), by_oid) == "subject"
    assert read(question, token(question, oid="o-1"), by_oid).subject == "o-1"


def test_a_second_step_counts_only_when_it_was_said_and_asked_for() -> None:
    question = new_question(NOW)
    said: list[tuple[dict[str, Any], bool]] = [
        ({}, False), ({"amr": ["pwd"]}, False), ({"amr": ["pwd", "mfa"]}, True), ({"acr": "mfa"}, False),
    ]  # fmt: skip
    for claims, strong in said:
        assert read(question, token(question, **claims)).strong is strong
    by_level = Provider(**{**PROVIDER.__dict__, "levels": ("midden", "hoog"), "strong_acr": ("hoog",)})
    assert why(read, question, token(question), by_level) == "level"
    assert why(read, question, token(question, acr="basis"), by_level) == "level"
    assert read(question, token(question, acr="midden"), by_level).strong is False
    assert read(question, token(question, acr="hoog"), by_level).strong is True


def test_a_fresh_question_asks_when_somebody_signed_in() -> None:
    question, at = new_question(NOW, fresh=True), int(NOW.timestamp())
    assert read(question, token(question, auth_time=at)).subject == "s-1"
    for moment in (None, at - 3600, at + 3600, True):
        claims = {} if moment is None else {"auth_time": moment}
        assert why(read, question, token(question, **claims)) in ("stale", "claims")


def test_no_address_of_a_private_network_is_asked() -> None:
    inside = (
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
        "fd00::1", "fe80::1%eth0", "::ffff:10.0.0.1", "224.0.0.1",
    )  # fmt: skip
    assert [one for one in inside if is_outside(one)] == []
    assert is_outside("193.176.48.1") and is_outside("2a00:1450:4009::1")


@pytest.mark.parametrize(
    "carrying",
    [
        "::ffff:{0}", "::{0}", "::ffff:0:{0}", "64:ff9b::{0}", "2002:{1}::1",
        "2001:0:{1}::f7f7:f7f7", "2001:0:808:808:0:0:{2}",
    ],
)  # fmt: skip
def test_an_address_inside_another_is_the_one_that_counts(carrying: str) -> None:
    """As {0}, as two groups of hexadecimals, and turned over as Teredo writes the client's."""

    def judged(v4: str) -> bool:
        number = int(ipaddress.IPv4Address(v4))
        groups = [f"{n >> 16:x}:{n & 0xFFFF:x}" for n in (number, number ^ 0xFFFFFFFF)]
        return is_outside(carrying.format(v4, *groups))

    inside = ("127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.9", "0.0.0.0", "100.64.0.1", "224.0.0.1")
    assert [v4 for v4 in inside if judged(v4)] == []
    assert judged("193.176.48.1")


def test_a_translator_of_the_own_network_is_never_outside() -> None:
    assert [
        one
        for one in ("64:ff9b:1::8.8.8.8", "64:ff9b:1:808:8:800::", "fec0::1", "5f00::1")
        if is_outside(one)
    ] == []


@dataclass
class Talker:
    """A server that says what a test tells it to, and notes what it was asked."""

    address: str = ""
    says: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def talker() -> Iterator[Talker]:
    made = Talker()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            made.asked.append(self.path)
            said = made.says.get(self.path)
            if isinstance(said, str):
                self.send_response(302)
                self.send_header("Location", said)
                self.end_headers()
                return
            self.send_response(200 if said is not None else 404)
            self.end_headers()
            self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

        do_POST = do_GET

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def test_an_answer_is_small_an_object_and_from_where_it_was_asked(talker: Talker) -> None:
    demo, here = Reach(anything=True), talker.address
    talker.says = {
        "/goed": {"a": 1}, "/lijst": [1], "/elders": f"{here}/goed", "/tekst": b"<html>",
        "/groot": b'{"a": "' + b"x" * LARGEST + b'"}',
    }  # fmt: skip
    assert demo.fetch(f"{here}/goed") == {"a": 1}
    talker.asked.clear()
    assert why(demo.fetch, f"{here}/elders") == "status 302"
    assert talker.asked == ["/elders"]  # the way it was sent is not gone
    assert why(demo.fetch, f"{here}/lijst") == "no object"
    assert why(demo.fetch, f"{here}/groot") == "too large or too slow"
    assert why(demo.fetch, f"{here}/tekst") == "JSONDecodeError"
    assert why(demo.fetch, f"{here}/weg") == "status 404"
    talker.asked.clear()
    assert why(Reach().fetch, f"{here}/goed") == "address"
    assert why(Reach().fetch, here.replace("http:", "https:") + "/goed") == "inside"
    assert talker.asked == []


def test_keys_come_from_where_the_service_says_and_a_new_one_is_asked_for(talker: Talker) -> None:
    """A key that is not known may be a new one: asked for once more, and not again within a minute."""
    here, demo = talker.address, Reach(anything=True)
    provider = Provider(**{**PROVIDER.__dict__, "issuer": here})
    question = new_question(NOW)
    talker.says = {
        "/.well-known/openid-configuration": {
            "issuer": here, "authorization_endpoint": f"{here}/a", "token_endpoint": f"{here}/t",
            "jwks_uri": f"{here}/k",
        },
        "/k": {"keys": [public(KEY)]},
        "/t": {"id_token": token(question, iss=here), "access_token": "x"},
    }  # fmt: skip
    known = get_to_know(here, NOW, demo)
    assert redeem(provider, known, question, "c", "https://wij/terug", NOW, demo).subject == "s-1"
    talker.says["/t"] = {"id_token": token(question, key=OTHER_KEY, iss=here)}
    talker.asked.clear()
    assert why(redeem, provider, known, question, "c", "https://wij/terug", NOW, demo) == "signature"
    assert talker.asked == ["/t"]
    later = NOW + timedelta(seconds=61)
    talker.says["/k"] = {"keys": [public(KEY), public(OTHER_KEY)]}
    talker.asked.clear()
    assert redeem(provider, known, question, "c", "https://wij/terug", later, demo).subject == "s-1"
    assert talker.asked == ["/t", "/.well-known/openid-configuration", "/k"]
    talker.says["/k"] = {"keys": ["geen sleutel"]}
    assert why(get_to_know, here, later + timedelta(hours=2), demo) == "keys"
    assert isinstance(known.metadata, Metadata)
