"""Asking to sign in: for the first time, with the second step, or again just before an act that needs it."""

from urllib.parse import urlencode

from flask import current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts.queries import SignedIn, find_ended_session_person, hats_of
from schuldhulp.accounts.second_factor.step import is_fresh
from schuldhulp.extensions import csrf
from schuldhulp.web.guard.current import COOKIE, session
from schuldhulp.web.guard.kept_forms import keep_form, page_of
from schuldhulp.web.guard.marks import Rule


def ask_to_sign_in() -> Response:
    """To the page where one signs in, or makes the second step; what was sent comes along."""
    token = request.cookies.get(COOKIE)
    here, why = request.full_path.rstrip("?"), "weer-inloggen"
    if g.half is not None:
        here, _why = _kept(token, here, why)
        return redirect(url_for("public.second_step") + "?" + urlencode({"verder": here}), 303)
    if request.method != "POST" and not token:
        return redirect(sign_in_with(here, None), 303)
    return redirect(sign_in_with(*_kept(token, here, why)), 303)


def sign_in_with(going_to: str | None, why: str | None) -> str:
    """The address of the sign-in page, where one goes on to afterwards and what is said there."""
    asked = {name: value for name, value in (("verder", going_to), ("melding", why)) if value}
    return url_for("public.sign_in") + "?" + urlencode(asked)


def _kept(token: str | None, here: str, why: str) -> tuple[str, str]:
    """Keep a form that was sent, for after signing in: the page it stands on, and what is said of it."""
    if request.method != "POST":
        return here, why
    here = page_of(request.path)
    if not token or not find_ended_session_person(session(), token):
        return here, why
    keep_form(token, here)
    return here, "typte-bewaard"


def ask_again(rule: Rule) -> Response | None:
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
        keep_form(request.cookies[COOKIE], here)
        asked = {"verder": page_of(request.path), "actie": here}
    return redirect(url_for("account.prove_again") + "?" + urlencode(asked), 303)


def _reaches_further(who: SignedIn) -> bool:
    """Whether an account holds more than the sign-in service that let its owner in vouches for.

    Then that service, or who runs it, may not add a way in: it would open the rest too.
    """
    if who.via is None:
        return False
    hats = hats_of(session(), who.person_id, g.now)
    return any(not who.via.reaches(hat.kind, hat.municipality_id) for hat in hats)


def safe_next(target: str | None) -> str | None:
    """A path of our own to go on to, or None: one leading slash, no backslash, no control characters."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(ord(c) < 32 for c in target):
        return None
    return target
