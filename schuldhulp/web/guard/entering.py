"""Before every request: whose session it is, what the view asks, and whether that is met. Default deny.

A session whose second step is still to come is nobody's: it opens what is public, and the pages that ask for that step.
"""

from datetime import UTC, datetime, timedelta

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import may
from schuldhulp.accounts import actions as accounts
from schuldhulp.accounts.queries import SignedIn, find_session, token_hash
from schuldhulp.crypto import attach_keyring
from schuldhulp.outbox.queries import is_mailed
from schuldhulp.storage.attached import attach_store
from schuldhulp.tenancy import NOWHERE, Scope, is_in, look_in
from schuldhulp.web.guard.asking import ask_again, ask_to_sign_in, safe_next, sign_in_with
from schuldhulp.web.guard.current import COOKIE, session
from schuldhulp.web.guard.kept_forms import take_typed_form
from schuldhulp.web.guard.marks import Rule
from schuldhulp.web.guard.opening import open_dossier

TOUCH_AFTER = timedelta(minutes=1)


def init_app(app: Flask) -> None:
    """Put the door before every request."""
    app.before_request(enter)


def enter() -> Response | None:
    """Check one request; give an answer only when it may not go on."""
    g.now = datetime.now(UTC)
    g.half = g.signed_in = g.actor = g.municipality = g.dossier = g.typed_form = g.previous_visit = None
    g.confirms_by_mail = False
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
        take_typed_form()
    return answer


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
    g.confirms_by_mail = request.method == "GET" and not found.email_verified and _is_mailed(found)
    if g.now - found.seen_at >= TOUCH_AFTER:
        session().close()
        accounts.touch_session(session(), g.now, found.token_hash)


def _is_mailed(found: SignedIn) -> bool:
    """Whether a mail with a link reaches them: not who told that somebody reads along. Asked for the unproven only."""
    actor = found.actor
    if actor is None or not actor.is_client or actor.municipality_id is None or actor.dossier_id is None:
        return True
    return is_mailed(session(), found.person_id, actor.municipality_id, actor.dossier_id, g.now)


def _check(rule: Rule) -> Response | None:
    if rule.kind == "half_signed_in" and g.half is not None:
        return None
    if rule.kind == "half_signed_in":
        return redirect(sign_in_with(safe_next(request.values.get("verder")), "weer-inloggen"), 303)
    if g.signed_in is None:
        return ask_to_sign_in()
    if rule.kind == "signed_in":
        return ask_again(rule)
    if g.actor is None:
        return redirect(url_for("account.choose_hat"), 303)
    if rule.permission is None or not may(g.actor, rule.permission):
        abort(404)
    if (answer := ask_again(rule)) is not None:
        return answer
    return open_dossier(rule, g.actor) if rule.dossier != "none" else None
