"""What is asked of a sign-in service, and whether its answer holds (OpenID Connect Core 1.0, RFC 7636, 9207). Pure.

Authorization code with PKCE. Nothing of an answer counts before all of it was checked, and of all of it only who it is
and how surely goes on; no token is kept.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from schuldhulp.openid.kinds import Provider

# Signatures that only the service can make; none, and those with a secret that we have too, are not among them.
SIGNED_WITH = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
SKEW = timedelta(seconds=60)
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_COUNTS = timedelta(minutes=10)  # a logout token is made to be used at once
LONGEST_TOKEN = 20_000
LONGEST_SUBJECT = 255


class NotTrusted(Exception):
    """An answer that does not hold; `why` is one word for the log and names nobody."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Question:
    """What an answer is held against; kept on our side, and of it the browser carries only `state` and `nonce` away."""

    state: str
    nonce: str
    verifier: str
    asked_at: str
    fresh: bool = False

    def stored(self) -> dict[str, Any]:
        """As it goes into JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Shown:
    """Who came in at the service, and whether it asked them a second step."""

    subject: str
    strong: bool


@dataclass(frozen=True)
class Metadata:
    """Where a service is asked what, as it says itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    says_issuer: bool
    posts_secret: bool
    signs_with: frozenset[str]


def new_question(now: datetime, *, fresh: bool = False) -> Question:
    """Draw what makes one question ours."""
    drawn = [secrets.token_urlsafe(32) for _ in range(2)]
    return Question(drawn[0], drawn[1], secrets.token_urlsafe(64), now.isoformat(), fresh)


def is_address(url: Any, *, tls: bool) -> bool:
    """Whether this can be an address of a service: https (without `tls` http too), a host, no user and no fragment."""
    if not isinstance(url, str) or len(url) > 500 or any(ord(c) <= 32 for c in url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    schemes = ("https",) if tls else ("https", "http")
    return parts.scheme in schemes and bool(parts.hostname) and "@" not in parts.netloc and not parts.fragment and (
        port is None or port > 0
    )  # fmt: skip


def read_metadata(told: Mapping[str, Any], issuer: str, *, tls: bool) -> Metadata:
    """Read what a service says of itself. Raises NotTrusted: issuer, address, flow, pkce, algorithm."""
    if told.get("issuer") != issuer:
        raise NotTrusted("issuer")
    addresses = {name: told.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    if not all(is_address(url, tls=tls) for url in addresses.values()):
        raise NotTrusted("address")
    if "code" not in _list(told, "response_types_supported", ["code"]):
        raise NotTrusted("flow")
    if "S256" not in _list(told, "code_challenge_methods_supported", ["S256"]):
        raise NotTrusted("pkce")
    signs_with = SIGNED_WITH & set(_list(told, "id_token_signing_alg_values_supported", ["RS256"]))
    if not signs_with:
        raise NotTrusted("algorithm")
    methods = _list(told, "token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Metadata(
        issuer=issuer,
        **{name: str(url) for name, url in addresses.items()},
        says_issuer=told.get("authorization_response_iss_parameter_supported") is True,
        posts_secret="client_secret_basic" not in methods and "client_secret_post" in methods,
        signs_with=frozenset(signs_with),
    )


def _list(told: Mapping[str, Any], name: str, otherwise: list[str]) -> list[Any]:
    found = told.get(name)
    return found if isinstance(found, list) and found else otherwise


def address_to_ask(provider: Provider, metadata: Metadata, question: Question, redirect_uri: str) -> str:
    """Where the browser goes with a question. A fresh one asks to sign in anew, however lately that was."""
    asked: dict[str, Any] = {"nonce": question.nonce}
    if provider.levels:
        asked["acr_values"] = " ".join(provider.levels)
    if question.fresh:
        asked |= {"prompt": "login", "max_age": "0"}
    return str(
        prepare_grant_uri(
            metadata.authorization_endpoint, client_id=provider.client_id, response_type="code",
            redirect_uri=redirect_uri, scope="openid", state=question.state,
            code_challenge=create_s256_code_challenge(question.verifier), code_challenge_method="S256", **asked,
        )
    )  # fmt: skip


def code_of(answer: Mapping[str, str], metadata: Metadata, question: Question) -> str:
    """The code that came back to our own question. Raises NotTrusted: state, issuer, refused, code."""
    if not hmac.compare_digest(answer.get("state", "").encode(), question.state.encode()):
        raise NotTrusted("state")
    issuer = answer.get("iss")
    if (issuer is None and metadata.says_issuer) or (issuer is not None and issuer != metadata.issuer):
        raise NotTrusted("issuer")
    if answer.get("error"):
        raise NotTrusted("refused")
    code = answer.get("code", "")
    if not 0 < len(code) <= 4_000:
        raise NotTrusted("code")
    return code


def read_id_token(
    token: str, keys: KeySet, provider: Provider, metadata: Metadata, question: Question, now: datetime,
    *, access_token: str = "",
) -> Shown:  # fmt: skip
    """Who an ID token is about, when it holds to the last claim.

    Raises NotTrusted: token, algorithm, type, signature, claims, audience, issued, nonce, stale, subject, level.
    """
    if not isinstance(token, str) or len(token) > LONGEST_TOKEN:
        raise NotTrusted("token")
    try:
        read = jwt.decode(token, keys, algorithms=sorted(metadata.signs_with))
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NotTrusted("signature") from error
    if str(read.header.get("typ", "JWT")).upper() != "JWT":
        raise NotTrusted("type")
    _check_claims(read.claims, read.header, provider, question, now, access_token)
    return _shown(read.claims, provider)


def _check_claims(
    claims: dict[str, Any], header: dict[str, Any], provider: Provider, question: Question, now: datetime,
    access_token: str,
) -> None:  # fmt: skip
    wanted = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    params = {"nonce": question.nonce, "client_id": provider.client_id, "access_token": access_token}
    try:
        CodeIDToken(claims, header, wanted, params).validate(int(now.timestamp()), int(SKEW.total_seconds()))
    except (JoseError, ValueError, TypeError) as error:
        raise NotTrusted("claims") from error
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if set(audience) != {provider.client_id}:
        raise NotTrusted("audience")
    asked_at = datetime.fromisoformat(question.asked_at).timestamp() - SKEW.total_seconds()
    if _moment(claims["iat"]) < asked_at:
        raise NotTrusted("issued")
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), question.nonce.encode()):
        raise NotTrusted("nonce")
    if (
        question.fresh
        and not asked_at <= _moment(claims.get("auth_time")) <= now.timestamp() + SKEW.total_seconds()
    ):
        raise NotTrusted("stale")


def _shown(claims: dict[str, Any], provider: Provider) -> Shown:
    subject = claims.get(provider.subject_claim)
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotTrusted("subject")
    acr, amr = claims.get("acr"), claims.get("amr")
    if provider.levels and acr not in provider.levels:
        raise NotTrusted("level")
    ways = {way for way in amr if isinstance(way, str)} if isinstance(amr, list) else set()
    return Shown(subject, acr in provider.strong_acr or bool(ways & set(provider.strong_amr)))


@dataclass(frozen=True)
class LoggedOut:
    """Who signed out at the service. `number` is the token's own, which counts once until `until`."""

    subject: str
    number: str
    until: datetime


def read_logout_token(
    token: str, keys: KeySet, provider: Provider, metadata: Metadata, now: datetime
) -> LoggedOut:
    """Who a logout token is about, when all of it holds (OpenID Connect Back-Channel Logout 1.0, 2.6).

    It has to name the person by the claim that we know them by: a token with a `sid` only ends nothing here.
    Raises NotTrusted: token, signature, type, issuer, audience, issued, expired, event, nonce, number, subject.
    """
    if not 0 < len(token) <= LONGEST_TOKEN:
        raise NotTrusted("token")
    try:
        read = jwt.decode(token, keys, algorithms=sorted(metadata.signs_with))
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NotTrusted("signature") from error
    claims = read.claims
    if str(read.header.get("typ", "JWT")).lower().removeprefix("application/") not in ("jwt", "logout+jwt"):
        raise NotTrusted("type")
    if claims.get("iss") != provider.issuer:
        raise NotTrusted("issuer")
    audience = claims.get("aud")
    if provider.client_id not in (audience if isinstance(audience, list) else [audience]):
        raise NotTrusted("audience")
    at, skew = now.timestamp(), SKEW.total_seconds()
    if not at - LOGOUT_COUNTS.total_seconds() - skew <= _moment(claims.get("iat")) <= at + skew:
        raise NotTrusted("issued")
    if not at - skew < _moment(claims.get("exp")) <= at + LOGOUT_COUNTS.total_seconds() + skew:
        raise NotTrusted("expired")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise NotTrusted("event")
    if "nonce" in claims:  # else an ID token could end sessions
        raise NotTrusted("nonce")
    number, subject = claims.get("jti"), claims.get(provider.subject_claim)
    if not isinstance(number, str) or not 0 < len(number) <= LONGEST_SUBJECT:
        raise NotTrusted("number")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotTrusted("subject")
    return LoggedOut(subject, number, now + LOGOUT_COUNTS + 2 * SKEW)


def _moment(value: Any) -> float:
    """Seconds since 1970; the beginning of time for what is no number."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
