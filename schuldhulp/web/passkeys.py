"""Asking a browser for a passkey and judging its answer; used by signing in and by the account."""

from uuid import UUID

from flask import Response, current_app, request
from flask import session as cookie

from schuldhulp.accounts.challenges import actions as challenges
from schuldhulp.accounts.second_factor import passkeys
from schuldhulp.accounts.second_factor.queries import ShownPasskey, credential_ids, passkey_named
from schuldhulp.web.guard import now, session

_KEPT = "passkey"
SHOW, MAKE = "show passkey", "make passkey"
NOT_TAKEN = "Dat lukte niet met deze passkey. Probeer het nog eens, of kies een andere manier."


def site() -> passkeys.Site:
    """The site that passkeys belong to, from the settings: what a browser says of its host proves nothing."""
    return passkeys.site_of(current_app.config["SETTINGS"].base_url)


def ask_to_show() -> Response:
    """What the browser has to ask its owner, to come in."""
    asked, challenge = passkeys.to_show(site())
    return _asked(asked, challenge, SHOW, None)


def ask_to_make(person_id: UUID, account: str) -> Response:
    """What the browser has to ask its owner, to make a passkey."""
    have = credential_ids(session(), person_id)
    session().close()
    asked, challenge = passkeys.to_make(site(), person_id, account, have)
    return _asked(asked, challenge, MAKE, person_id)


def _asked(asked: str, challenge: bytes, purpose: str, person_id: UUID | None) -> Response:
    kept = {"challenge": passkeys.in_text(challenge)}
    cookie[_KEPT] = challenges.ask(session(), now(), purpose, kept, person_id=person_id)
    return Response(asked, mimetype="application/json")


def _challenge(purpose: str, person_id: UUID | None) -> bytes | None:
    token = cookie.pop(_KEPT, None)
    kept = challenges.take(session(), now(), token, purpose, person_id=person_id) if token else None
    return passkeys.in_bytes(kept["challenge"]) if kept else None


def shown() -> tuple[UUID, ShownPasskey] | None:
    """Whose passkey came with this form, once and to our own question; None when it does not hold."""
    answer = request.form.get("antwoord", "")
    challenge, named = _challenge(SHOW, None), passkeys.named_in(answer)
    stored = passkey_named(session(), named) if named else None
    session().close()
    if challenge is None or stored is None:
        return None
    count = passkeys.count_shown(site(), challenge, answer, stored)
    return None if count is None else (stored.person_id, ShownPasskey(stored.id, count))


def newly_made(person_id: UUID) -> passkeys.Made | None:
    """The passkey that came with this form, made at our own question; None when it does not hold."""
    challenge = _challenge(MAKE, person_id)
    return passkeys.made(site(), challenge, request.form.get("antwoord", "")) if challenge else None
