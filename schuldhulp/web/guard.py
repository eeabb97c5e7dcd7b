"""The door: sign-in → load through visible_to(actor) → policy → the view receives a frozen dossier. Default deny.

Every view carries one of four marks: `@public`, `@half_signed_in`, `@signed_in` or `@door(permission, …)`. A route
without a mark does not exist (404). What is not yours is not there (404). A session whose second step is still to come
is nobody's: it opens what is public, and the pages that ask for that step.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.globals import request_ctx
from sqlalchemy.orm import Session
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from schuldhulp.access import NEEDS_A_NAME, Actor, Role, may
from schuldhulp.access_log.given import reason_given
from schuldhulp.access_log.reasons import LEADS, STANDS_IN
from schuldhulp.access_log.recording import record_access
from schuldhulp.accounts import actions as accounts
from schuldhulp.accounts.queries import SignedIn, find_ended_session_person, find_session, hats_of, token_hash
from schuldhulp.accounts.second_factor.step import is_fresh
from schuldhulp.crypto import attach_keyring
from schuldhulp.dossier.queries import DossierView, find_dossier
from schuldhulp.extensions import csrf, db
from schuldhulp.refusals import FOR_WHO_BEGAN_WITHOUT_A_NAME, NeedsAName
from schuldhulp.storage.attached import attach_store
from schuldhulp.tenancy import NOWHERE, Scope, is_in, look_in
from schuldhulp.visits.rows import enter as enter_dossier
from schuldhulp.web.notices import RESTORED

COOKIE = "__Host-sessie"
TOUCH_AFTER = timedelta(minutes=1)
NEVER_KEPT = frozenset(
    {
        "csrf_token",
        "password",
        "new_password",
        "current_password",
        "repeat_password",
        "code",
        "codewords",
        "codeword_one",
        "codeword_two",
        "codename_ticket",
    }
)

_KIND_OF_DOSSIER = {
    Role.CLIENT: "own",
    Role.SUPPORTER: "supported",
    Role.COUNSELLOR: "named",
    Role.TEAM_LEAD: "named",
}

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """What a view asks of whoever comes in.

    `dossier`: none, own (the client's), supported (the supporter's client) or named (kenmerk in the address). `shared`
    is the part of the dossier that a supporter must have been given.
    `visit`: staff who open it were there; `previous_visit` then says since when something is new.
    `fresh`: to act here somebody has to have shown less than ten minutes ago who they are.
    """

    kind: str
    permission: str | None = None
    dossier: str = "none"
    part: str = ""
    visit: bool = False
    shared: str = ""
    fresh: bool = False


def public(view: View) -> View:
    """Let anybody in; says so in the open."""
    view.guard_rule = Rule("public")  # type: ignore[attr-defined]
    return view


def half_signed_in(view: View) -> View:
    """Let in who gave a password and still has a second step to make, and nobody else."""
    view.guard_rule = Rule("half_signed_in")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let in whoever is signed in, under any hat or none."""
    view.guard_rule = Rule("signed_in")  # type: ignore[attr-defined]
    return view


def freshly_signed_in(view: View) -> View:
    """Let in whoever is signed in, under any hat or none; to act they have to have shown just now who they are."""
    view.guard_rule = Rule("signed_in", fresh=True)  # type: ignore[attr-defined]
    return view


def door(
    permission: str, *, dossier: str = "none", part: str = "", visit: bool = False, shared: str = "",
    fresh: bool = False,
) -> Callable[[View], View]:  # fmt: skip
    """Let in whose role has the permission; with `dossier` other than none the view receives the DossierView."""

    def mark(view: View) -> View:
        view.guard_rule = Rule("door", permission, dossier, part, visit, shared, fresh)  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    """Put the door before every request."""
    app.before_request(enter)


def session() -> Session:
    """The request's database session."""
    return db.session()


def enter() -> Response | None:
    """Check one request; give an answer only when it may not go on."""
    g.now = datetime.now(UTC)
    g.half = g.signed_in = g.actor = g.municipality = g.dossier = g.typed_form = g.previous_visit = None
    attach_keyring(session(), *current_app.config["MASTER_KEYS"])
    attach_store(session(), current_app.extensions["store"])
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    rule = getattr(view, "guard_rule", None)
    if request.endpoint == "static":
        return None
    if rule is None:
        abort(404)
    _read_session()
    answer = None if rule.kind == "public" else _check(rule)
    if rule.kind != "door" or request.method not in ("GET", "HEAD"):
        session().close()  # an act begins its own; a page behind the door reads on in the reading of the door
    if answer is None:
        _take_typed_form()
    return answer


def _take_typed_form() -> None:
    """Give back a form that came in after the session had run out; the page's form fills itself from it."""
    if g.signed_in is None or request.method != "GET" or request.args.get("melding") != RESTORED:
        return
    session().close()
    who, hat = g.signed_in.person_id, g.signed_in.hat
    g.typed_form = accounts.take_typed_form(session(), g.now, who, hat.id if hat else None, request.path)


def _read_session() -> None:
    token = request.cookies.get(COOKIE)
    if not token:
        return
    look_in(session(), Scope(token_hash=token_hash(token)))
    found = find_session(session(), token, g.now)
    if found is None:
        look_in(session(), NOWHERE)
        return
    if found.half:
        is_in(session(), Scope(person_id=found.person_id))
        g.half = found
        return
    tenant = found.actor.municipality_id if found.actor else None
    is_in(session(), Scope(municipality_id=tenant, person_id=found.person_id))
    g.signed_in = found
    g.actor = found.actor
    g.municipality = found.municipality
    if g.now - found.seen_at >= TOUCH_AFTER:
        session().close()
        accounts.touch_session(session(), g.now, found.token_hash)


def _check(rule: Rule) -> Response | None:
    if rule.kind == "half_signed_in" and g.half is not None:
        return None
    if rule.kind == "half_signed_in":
        return redirect(_sign_in_with(safe_next(request.values.get("verder")), "weer-inloggen"), 303)
    if g.signed_in is None:
        return _ask_to_sign_in()
    if rule.kind == "signed_in":
        return _ask_again(rule)
    if g.actor is None:
        return redirect(url_for("account.choose_hat"), 303)
    if rule.permission is None or not may(g.actor, rule.permission):
        abort(404)
    if (answer := _ask_again(rule)) is not None:
        return answer
    return _load_dossier(rule, g.actor) if rule.dossier != "none" else None


def _ask_again(rule: Rule) -> Response | None:
    """Before an act that asks a fresh sign-in: who showed too long ago who they are, does so again.

    What was sent is kept, and sent on after that. Looking at a page asks nothing, a download does.
    """
    methods = request.url_rule.methods if request.url_rule else None
    acts = request.method == "POST" or "POST" not in (methods or ())
    if not rule.fresh or not acts:
        return None
    if rule.kind == "signed_in" and _reaches_further(g.signed_in):
        session().close()
        return redirect(url_for("account.second_steps", melding="eigen-inlog"), 303)
    if is_fresh(g.signed_in.proven_at, g.now):
        return None
    here = request.full_path.rstrip("?")
    asked = {"verder": here}
    if request.method == "POST":
        if current_app.config["WTF_CSRF_ENABLED"]:
            csrf.protect()  # a form of elsewhere is not kept
        typed = {k: v for k, v in request.form.to_dict(flat=False).items() if k not in NEVER_KEPT}
        session().close()
        accounts.keep_typed_form(session(), g.now, request.cookies[COOKIE], here, typed)
        asked = {"verder": _page_of(request.path), "actie": here}
    return redirect(url_for("account.prove_again") + "?" + urlencode(asked), 303)


def _reaches_further(who: SignedIn) -> bool:
    """Whether an account holds more than the sign-in service that let its owner in vouches for.

    Then that service, or who runs it, may not add a way in: it would open the rest too.
    """
    if who.via is None:
        return False
    hats = hats_of(session(), who.person_id, g.now)
    return any(not who.via.reaches(hat.kind, hat.municipality_id) for hat in hats)


def _load_dossier(rule: Rule, actor: Actor) -> Response | None:
    view_args = request.view_args or {}
    kenmerk = view_args.pop("kenmerk", None) if rule.dossier == "named" else None
    if rule.dossier != _KIND_OF_DOSSIER.get(actor.role):
        abort(404)
    if rule.shared and rule.shared not in actor.parts:
        abort(404)
    found = find_dossier(session(), actor, g.now, kenmerk, municipality=g.municipality)
    if found is None:
        abort(404)
    reason = _why(actor, found) if actor.is_staff else ""
    if reason is None and request.method in ("GET", "HEAD"):
        session().close()
        asked = url_for("counsellor.why", kenmerk=kenmerk) + "?" + urlencode({"verder": request.full_path.rstrip("?")})
        return redirect(asked, 303)
    if reason:
        actor = g.actor = replace(actor, reason=reason)
    if not actor.is_client:
        session().close()

        def mark_visit() -> None:
            g.previous_visit = enter_dossier(session(), actor, found.id, g.now)

        record_access(
            session(), actor, g.now, municipality_id=found.municipality_id, dossier_id=found.id,
            part=rule.part or rule.permission or "", act="open" if request.method in ("GET", "HEAD") else "write",
            origin=request.remote_addr or "", alongside=mark_visit if rule.visit else None,
        )  # fmt: skip
    if found.without_name and rule.permission in NEEDS_A_NAME:
        raise NeedsAName(FOR_WHO_BEGAN_WITHOUT_A_NAME if actor.is_client else None)
    g.dossier = found
    request.view_args = {**view_args, "dossier": found}
    return None


def _why(actor: Actor, dossier: DossierView) -> str | None:
    """Why staff open this dossier: '' for one's own or nobody's, and None when it is a colleague's and nobody said.

    Who stands in or leads the team is not asked; it counts in the week's digest all the same.
    """
    colleague = dossier.counsellor
    if colleague is None or colleague.membership_id == actor.membership_id:
        return ""
    if colleague.stand_in_id == actor.membership_id:
        return STANDS_IN
    if actor.role is Role.TEAM_LEAD:
        return LEADS
    return reason_given(session(), actor, dossier.id, g.now) or None


def _ask_to_sign_in() -> Response:
    token = request.cookies.get(COOKIE)
    here, why = request.full_path.rstrip("?"), "weer-inloggen"
    if g.half is not None:
        here, _why = _kept(token, here, why)
        return redirect(url_for("public.second_step") + "?" + urlencode({"verder": here}), 303)
    if request.method != "POST" and not token:
        return redirect(_sign_in_with(here, None), 303)
    return redirect(_sign_in_with(*_kept(token, here, why)), 303)


def _sign_in_with(going_to: str | None, why: str | None) -> str:
    asked = {name: value for name, value in (("verder", going_to), ("melding", why)) if value}
    return url_for("public.sign_in") + "?" + urlencode(asked)


def _kept(token: str | None, here: str, why: str) -> tuple[str, str]:
    """Keep a form that was sent, for after signing in: the page it stands on, and what is said of it."""
    if request.method != "POST":
        return here, why
    here = _page_of(request.path)
    if not token or not find_ended_session_person(session(), token):
        return here, why
    typed = {k: v for k, v in request.form.to_dict(flat=False).items() if k not in NEVER_KEPT}
    session().close()
    accounts.keep_typed_form(session(), g.now, token, here, typed)
    return here, "typte-bewaard"


def _page_of(path: str) -> str:
    """The page that a form stands on: the path itself, or the nearest one above it that can be looked at."""
    adapter = request_ctx.url_adapter
    while adapter is not None and path.strip("/"):
        try:
            adapter.match(path, method="GET")
        except (MethodNotAllowed, NotFound, RequestRedirect):
            path = path.rsplit("/", 1)[0]
        else:
            return path
    return "/"


def current_actor() -> Actor:
    """The actor of this request. Only behind a door."""
    actor: Actor = g.actor
    return actor


def current_signed_in() -> SignedIn:
    """The live session of this request. Only behind a door or @signed_in."""
    found: SignedIn = g.signed_in
    return found


def current_half() -> SignedIn:
    """Who gave a password and has a second step to make. Only behind @half_signed_in."""
    found: SignedIn = g.half
    return found


def current_dossier() -> DossierView | None:
    """The dossier of this request, for templates and layouts."""
    found: DossierView | None = g.get("dossier")
    return found


def previous_visit() -> datetime | None:
    """When this person was in the dossier before this visit; for a door that marks visits."""
    earlier: datetime | None = g.previous_visit
    return earlier


def now() -> datetime:
    """The moment of this request, in UTC."""
    moment: datetime = g.now
    return moment


def safe_next(target: str | None) -> str | None:
    """A path of our own to go on to, or None: one leading slash, no backslash, no control characters."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(ord(c) < 32 for c in target):
        return None
    return target
