"""Sending a browser to a sign-in service and judging what it comes back with; used by signing in and by the account."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from schuldhulp.accounts import limits
from schuldhulp.accounts.challenges import actions as challenges
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.openid.asking import Reach, Unreachable, get_to_know, redeem
from schuldhulp.openid.kinds import Kind, Provider, kind_named
from schuldhulp.openid.protocol import NotTrusted, Question, Shown, address_to_ask, code_of, new_question
from schuldhulp.openid.queries import find_provider
from schuldhulp.web.guard import now, session

log = structlog.get_logger("schuldhulp.openid")
_KEPT, _OWN = "inlogdienst", "inlogdienst-eigen"
PURPOSE = "openid"


@dataclass(frozen=True)
class Came:
    """Somebody who came back from a service: for what, who it says they are, and what was kept for after it."""

    provider: Provider
    purpose: str
    shown: Shown
    kept: dict[str, Any]


class Turned(Exception):
    """Nobody came in; `notice` is the code of the sentence, `purpose` what it was for, when that is known."""

    def __init__(self, notice: str, purpose: str = "", kept: dict[str, Any] | None = None) -> None:
        super().__init__(notice)
        self.notice, self.purpose, self.kept = notice, purpose, kept or {}


def reach() -> Reach:
    """What may be asked over the network: in the demo also a service on this computer."""
    return Reach(anything=current_app.config["SETTINGS"].demo)


def kind_or_404(dienst: str) -> Kind:
    """The kind that an address names; else the page is not there."""
    kind = kind_named(dienst)
    if kind is None:
        abort(404)
    return kind


def provider_or_404(place: MunicipalityView, dienst: str) -> Provider:
    """A service in use of a municipality; else the page is not there. The read is closed."""
    kind = kind_or_404(dienst)
    found = find_provider(session(), place.id, kind) if kind.value in place.sign_in_kinds else None
    session().close()
    if found is None:
        abort(404)
    return found


def redirect_uri(place: MunicipalityView, kind: Kind) -> str:
    """Where a service sends the browser back to: one address for each, from the settings and not from the request."""
    base: str = current_app.config["SETTINGS"].base_url
    return base + url_for("public.back_from_provider", gemeente=place.slug, dienst=kind.value)


def ask(
    place: MunicipalityView, provider: Provider, purpose: str, *, fresh: bool = False, person_id: UUID | None = None,
    **kept: str | None,
) -> Response:  # fmt: skip
    """The page that leads to a service; what the answer is held against stays here. Raises Turned."""
    limits.count_try(session(), limits.SIGN_IN_PER_ORIGIN, request.remote_addr or "", now())
    try:
        known = get_to_know(provider.issuer, now(), reach())
    except (Unreachable, NotTrusted) as error:
        log.warning("openid_not_asked", kind=provider.kind.value, code=error.why)
        raise Turned("dienst-weg", purpose, kept) from None
    question = new_question(now(), fresh=fresh)
    stored = {
        "place": str(place.id), "kind": provider.kind.value, "provider": str(provider.id), "purpose": purpose,
        "question": question.stored(), "kept": kept,
    }  # fmt: skip
    cookie[_KEPT] = challenges.ask(session(), now(), PURPOSE, stored, person_id=person_id)
    cookie[_OWN] = person_id is not None
    there = address_to_ask(provider, known.metadata, question, redirect_uri(place, provider.kind))
    # A page in between, for a form may send nobody off this site (form-action), and a link may.
    page = render_template("public/to_provider.html", place=place, provider=provider, there=there)
    return Response(page, mimetype="text/html")


def came_back(place: MunicipalityView, provider: Provider) -> Came:
    """Who came back from a service to this very browser, once, to our own question. Raises Turned."""
    token, own = cookie.pop(_KEPT, None), cookie.pop(_OWN, False)
    person_id = g.signed_in.person_id if own and g.signed_in is not None else None
    stored = challenges.take(session(), now(), token, PURPOSE, person_id=person_id) if token else None
    asked_here = stored is not None and (stored["place"], stored["kind"], stored["provider"]) == (
        str(place.id), provider.kind.value, str(provider.id),
    )  # fmt: skip
    if stored is None or not asked_here:
        log.warning("openid_refused", kind=provider.kind.value, code="no question")
        raise Turned("dienst-opnieuw")
    # After the question was found: any page elsewhere can point an image here, and would shut out a whole office.
    limits.count_try(session(), limits.SIGN_IN_PER_ORIGIN, request.remote_addr or "", now())
    purpose, kept = stored["purpose"], stored["kept"]
    question = Question(**stored["question"])
    try:
        known = get_to_know(provider.issuer, now(), reach())
        code = code_of(request.args, known.metadata, question)
        there = redirect_uri(place, provider.kind)
        shown = redeem(provider, known, question, code, there, now(), reach())
    except (Unreachable, NotTrusted) as error:
        log.warning("openid_refused", kind=provider.kind.value, code=error.why)
        notice = {"refused": "dienst-gestopt", "level": "dienst-niveau", "stale": "dienst-niet-vers"}
        raise Turned(notice.get(error.why, "dienst-opnieuw"), purpose, kept) from None
    return Came(provider, purpose, shown, kept)


def back_with(endpoint: str, notice: str, **values: Any) -> Response:
    """To a page of ours, with a sentence."""
    return redirect(url_for(endpoint, melding=notice, **values), 303)
