"""Signing in with a passkey, which is both steps at once. Without a script there is the password."""

from flask import Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from schuldhulp.access import Role
from schuldhulp.accounts import limits
from schuldhulp.accounts.second_factor.actions import Coming, come_in_with_passkey
from schuldhulp.accounts.second_factor.rows import CodeUsed
from schuldhulp.openid.queries import open_hats
from schuldhulp.web.devices import say_device
from schuldhulp.web.guard import now, public, safe_next, session
from schuldhulp.web.known_device import is_known, remember
from schuldhulp.web.passkeys import ask_to_show, shown
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.coming_in import first_page, own_service_of
from schuldhulp.web.sessions import end_present_session, with_session_cookie


@blueprint.post("/inloggen/passkey/vraag")
@public
def ask_passkey() -> Response:
    """Give the browser what it asks its owner."""
    limits.count_try(session(), limits.PASSKEY_PER_ORIGIN, request.remote_addr or "", now())
    return ask_to_show()


@blueprint.post("/inloggen/passkey")
@public
def sign_in_passkey() -> Answer:
    """Let in whole whose passkey it is; else back to the page with a sentence."""
    going_to = safe_next(request.form.get("verder"))
    limits.count_try(session(), limits.SIGN_IN_PER_ORIGIN, request.remote_addr or "", now())
    found = shown()
    if found is None:
        return redirect(url_for("public.sign_in", verder=going_to, melding="passkey-niet"), 303)
    person_id, passkey = found
    hats = open_hats(session(), person_id, now(), None)
    elsewhere = None if hats else own_service_of(person_id)
    session().close()
    if elsewhere is not None:
        return elsewhere
    end_present_session(goes_on=person_id)
    tell = any(hat.role is Role.CLIENT for hat in hats) and not is_known(person_id)
    chosen = g.half.hat if g.half is not None and g.half.person_id == person_id else None
    device = say_device(request.user_agent.string)
    coming = Coming(person_id, b"", hats, device, tell=tell, chosen=chosen)
    try:
        token = come_in_with_passkey(session(), now(), coming, passkey)
    except CodeUsed:
        return redirect(url_for("public.sign_in", verder=going_to, melding="passkey-niet"), 303)
    answer = with_session_cookie(redirect(first_page(person_id, coming.hat, going_to), 303), token)
    return remember(answer, person_id)
