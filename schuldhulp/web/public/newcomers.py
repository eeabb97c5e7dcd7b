"""Registering by whoever a broker knows and we do not: no password, and from then on known as who came in there."""

from flask import request
from flask import session as cookie

from schuldhulp.accounts.challenges import actions as challenges
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.openid.kinds import Provider, kind_named
from schuldhulp.openid.queries import find_provider
from schuldhulp.openid.rows import KnownAs
from schuldhulp.web.guard import now, session
from schuldhulp.web.sessions import NEWCOMER

PURPOSE = "openid newcomer"


def keep(place: MunicipalityView, provider: Provider, token: bytes) -> None:
    """Keep who came in at a service until they registered, on our side and for a short while."""
    kept = {"place": str(place.id), "provider": str(provider.id), "subject": token.hex()}
    cookie[NEWCOMER] = challenges.ask(session(), now(), PURPOSE, kept, life=challenges.TIME_TO_REGISTER)


def is_kept() -> bool:
    """Whether this browser came from a service as somebody who is not known here."""
    return NEWCOMER in cookie


def registering_via(place: MunicipalityView) -> Provider | None:
    """The service whose newcomer registers on this page: only who came here from its page, by their own press."""
    kind = kind_named(request.values.get("via", ""))
    if kind is None or kind.is_staff or kind.value not in place.sign_in_kinds or not is_kept():
        return None
    found = find_provider(session(), place.id, kind)
    session().close()
    return found


def taken(place: MunicipalityView, provider: Provider) -> KnownAs | None:
    """Who it was that came in there, once; None when that was too long ago or elsewhere."""
    token = cookie.pop(NEWCOMER, None)
    kept = challenges.take(session(), now(), token, PURPOSE) if token else None
    if kept is None or (kept["place"], kept["provider"]) != (str(place.id), str(provider.id)):
        return None
    return KnownAs(provider, bytes.fromhex(kept["subject"]))
