"""Speaking to a sign-in service over the network: bounded in time and size, over TLS, never to a private network.

Never inside a transaction. What a service says of itself is kept for an hour by each process; an answer is not.
"""

import ipaddress
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import quote_plus

import requests
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from schuldhulp.openid.kinds import Provider
from schuldhulp.openid.protocol import (
    LoggedOut,
    Metadata,
    NotTrusted,
    Question,
    Shown,
    is_address,
    read_id_token,
    read_logout_token,
    read_metadata,
)

Read = TypeVar("Read")

LARGEST = 256 * 1024
TIMEOUT = (3.05, 5)  # to be reached, and between two pieces of an answer
LONGEST = 10  # seconds for all of one answer
KEPT = timedelta(hours=1)
KEYS_AGAIN = timedelta(
    minutes=1
)  # an unknown key may be a new one: ask once more, but not at everybody's wish


class Unreachable(Exception):
    """The service gave no answer that could be read, or may not be asked; `why` is one word for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class _Inside(Exception):
    """An address of a private network."""


# RFC 4291 (IPv4-compatible), RFC 2765 (translated), RFC 6052 (NAT64): the last 32 bits are an IPv4 address.
_ENDS_IN_IPV4 = tuple(ipaddress.IPv6Network(net) for net in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96"))
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all of IPv6 that is handed out for the internet


def is_outside(address: str) -> bool:
    """Whether an IP address is one of the public internet; one that carries IPv4 addresses is judged by these.

    What a translator of this network may lead anywhere (64:ff9b:1::/48, RFC 8215) is never outside.
    """
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not found.is_multicast
    carried = _carried(found)
    if carried:
        return all(one.is_global and not one.is_multicast for one in carried)
    return found in _UNICAST and found.is_global


def _carried(address: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses inside an IPv6 one: mapped, at its end, of 6to4 (RFC 3056), of Teredo (RFC 4380, both)."""
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if any(address in net for net in _ENDS_IN_IPV4):
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    return address.teredo or ()


class _OutsideTcp:
    """Looks at who answers before a byte is sent, so that a name that leads inside helps nobody."""

    def _new_conn(self) -> Any:
        socket = super()._new_conn()  # type: ignore[misc]
        if not is_outside(socket.getpeername()[0]):
            socket.close()
            raise _Inside
        return socket


class _OutsideHttp(_OutsideTcp, HTTPConnection):
    pass


class _OutsideHttps(_OutsideTcp, HTTPSConnection):
    pass


class _OutsidePool(HTTPConnectionPool):
    ConnectionCls = _OutsideHttp


class _OutsideTlsPool(HTTPSConnectionPool):
    ConnectionCls = _OutsideHttps


class _OutsideAdapter(HTTPAdapter):
    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        super().init_poolmanager(*given, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _OutsidePool, "https": _OutsideTlsPool}


@dataclass(frozen=True)
class Reach:
    """What may be asked: with `anything` (the demo) also http, and addresses of this computer."""

    anything: bool = False

    def fetch(
        self, url: str, form: Mapping[str, str] | None = None, auth: tuple[str, str] | None = None
    ) -> Any:
        """The JSON object at an address; with `form` what comes back to sending that. Raises Unreachable."""
        if not is_address(url, tls=not self.anything):
            raise Unreachable("address")
        with requests.Session() as asking:
            asking.trust_env = False
            asking.adapters.clear()
            for scheme in ("https://", "http://") if self.anything else ("https://",):
                asking.mount(scheme, HTTPAdapter() if self.anything else _OutsideAdapter())
            try:
                with asking.request(
                    "GET" if form is None else "POST", url, data=form, auth=auth, timeout=TIMEOUT, stream=True,
                    allow_redirects=False, headers={"Accept": "application/json"},
                ) as answer:  # fmt: skip
                    return _read(answer)
            except _Inside:
                raise Unreachable("inside") from None
            except (requests.RequestException, OSError, ValueError) as error:
                raise Unreachable(type(error).__name__) from None


def _read(answer: requests.Response) -> Any:
    until, read = time.monotonic() + LONGEST, bytearray()
    for piece in answer.iter_content(16 * 1024):
        read += piece
        if len(read) > LARGEST or time.monotonic() > until:
            raise Unreachable("too large or too slow")
    if answer.status_code != 200:
        raise Unreachable(f"status {answer.status_code}")
    told = json.loads(bytes(read))
    if not isinstance(told, dict):
        raise Unreachable("no object")
    return told


@dataclass(frozen=True)
class Known:
    """What a service said of itself and its keys, and when."""

    metadata: Metadata
    keys: KeySet
    at: datetime


_known: dict[tuple[str, Reach], Known] = {}
_lock = Lock()


def get_to_know(issuer: str, now: datetime, reach: Reach, *, anew: bool = False) -> Known:
    """What a service says of itself and its keys. Raises Unreachable, NotTrusted."""
    found = _known.get((issuer, reach))
    if found is not None and timedelta(0) <= now - found.at < (KEYS_AGAIN if anew else KEPT):
        return found
    told = reach.fetch(issuer.rstrip("/") + "/.well-known/openid-configuration")
    metadata = read_metadata(told, issuer, tls=not reach.anything)
    try:
        keys = KeySet.import_key_set(reach.fetch(metadata.jwks_uri))
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NotTrusted("keys") from error
    known = Known(metadata, keys, now)
    with _lock:
        if len(_known) > 500:
            _known.clear()
        _known[(issuer, reach)] = known
    return known


def redeem(
    provider: Provider,
    known: Known,
    question: Question,
    code: str,
    redirect_uri: str,
    now: datetime,
    reach: Reach,
) -> Shown:
    """Who it is, for a code that came back: once, by whoever has the secret and the verifier.

    Raises Unreachable, NotTrusted.
    """
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri,
        "code_verifier": question.verifier,
    }  # fmt: skip
    auth = None
    if known.metadata.posts_secret:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    else:  # RFC 6749, 2.3.1
        auth = (quote_plus(provider.client_id), quote_plus(provider.client_secret))
    told = reach.fetch(known.metadata.token_endpoint, form, auth)
    id_token, access_token = told.get("id_token"), told.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str | None):
        raise NotTrusted("token")

    def read(by: Known) -> Shown:
        return read_id_token(
            id_token, by.keys, provider, by.metadata, question, now, access_token=access_token or ""
        )

    return _with_keys(provider, known, now, reach, read)


def hear_logout(provider: Provider, token: str, now: datetime, reach: Reach) -> LoggedOut:
    """Who signed out at the service, as it says itself. Raises Unreachable, NotTrusted."""

    def read(by: Known) -> LoggedOut:
        return read_logout_token(token, by.keys, provider, by.metadata, now)

    return _with_keys(provider, get_to_know(provider.issuer, now, reach), now, reach, read)


def _with_keys(
    provider: Provider, known: Known, now: datetime, reach: Reach, read: Callable[[Known], Read]
) -> Read:
    """Read what the service signed; by a key that is not known yet, once more with the keys it has now."""
    try:
        return read(known)
    except NotTrusted as refused:
        if refused.why != "signature":
            raise
        newer = get_to_know(provider.issuer, now, reach, anew=True)
        if newer is known:
            raise
        return read(newer)
