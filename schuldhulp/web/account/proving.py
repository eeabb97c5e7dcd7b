"""Showing again who you are, before an act that asks it; what was typed goes on after that."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts import limits
from schuldhulp.accounts.passwords import password_fits
from schuldhulp.accounts.queries import password_hash_of
from schuldhulp.accounts.second_factor import actions, queries
from schuldhulp.accounts.second_factor.queries import AppCode
from schuldhulp.accounts.second_factor.rows import CodeUsed
from schuldhulp.web.account.blueprint import blueprint
from schuldhulp.web.forms import InputRequired, PageForm, PasswordField, TextField
from schuldhulp.web.going_on import go_on
from schuldhulp.web.guard import current_signed_in, now, safe_next, session, signed_in
from schuldhulp.web.openid import Turned, ask, kind_or_404, provider_or_404
from schuldhulp.web.passkeys import NOT_TAKEN, shown
from schuldhulp.web.sessions import with_session_cookie

NOT_YOUR_PASSWORD = "Dit is niet uw wachtwoord. Probeer het nog eens."
NOT_RIGHT = "Deze code klopt niet, of is al gebruikt. Kijk of er een nieuwe staat."
Page = str | Response | tuple[str, int]


class PasswordAgainForm(PageForm):
    """The password of who has no app."""

    current_password = PasswordField(
        "Uw wachtwoord", [InputRequired("Vul uw wachtwoord in.")], autocomplete="current-password"
    )


class CodeAgainForm(PageForm):
    """A code of the app."""

    code = TextField(
        "Code van zes cijfers", [InputRequired("Vul de code in die de app nu laat zien.")], max_length=40,
        autocomplete="one-time-code", render_kw={"inputmode": "numeric"},
    )  # fmt: skip


@blueprint.route("/opnieuw-bevestigen", methods=["GET", "POST"])
@signed_in
def prove_again() -> Page:
    """Ask for a code of the app, or the password of who has none; then on with what was going to be done."""
    who = current_signed_in()
    factors = queries.factors_of(session(), who.person_id)
    has_app = factors.app
    has_password = who.via is None and password_hash_of(session(), who.person_id) is not None
    session().close()
    form: PageForm = CodeAgainForm() if has_app else PasswordAgainForm()
    going_to, act = safe_next(request.values.get("verder")) or "/", safe_next(request.values.get("actie"))
    possible = has_app or has_password or factors.passkeys > 0
    elsewhere = kind_or_404(who.via.kind) if who.via is not None else None
    if request.form.get("antwoord"):
        token = _with_passkey(form)
        if token is not None:
            return with_session_cookie(go_on(going_to, act), token)
    elif (has_app or has_password) and form.validate_on_submit():
        token = _with_code(form) if has_app else _with_password(form)
        if token is not None:
            return with_session_cookie(go_on(going_to, act), token)
    page = render_template(
        "account/prove_again.html", form=form, going_to=going_to, act=act, possible=possible,
        has_passkey=factors.passkeys > 0, typed=has_app or has_password, elsewhere=elsewhere,
    )  # fmt: skip
    return (page, 422) if form.errors else page


def _with_code(form: Any) -> str | None:
    who = current_signed_in()
    limits.count_try(session(), limits.CODE, str(who.person_id), now())
    proof = queries.proof_of(session(), who.person_id, form.code.data, now())
    if isinstance(proof, AppCode):
        try:
            return actions.prove_again(session(), now(), who.token_hash, proof)
        except CodeUsed:
            pass
    form.code.errors = [NOT_RIGHT]
    return None


def _with_passkey(form: PageForm) -> str | None:
    who = current_signed_in()
    limits.count_try(session(), limits.PROVE, str(who.person_id), now())
    found = shown()
    if found is not None and found[0] == who.person_id:
        try:
            return actions.prove_with_passkey(session(), now(), who.token_hash, found[1])
        except CodeUsed:
            pass
    form.form_errors = [NOT_TAKEN]
    return None


def _with_password(form: Any) -> str | None:
    who = current_signed_in()
    limits.count_try(session(), limits.PROVE, str(who.person_id), now())
    stored = password_hash_of(session(), who.person_id)
    session().close()
    if password_fits(stored, form.current_password.data):
        return actions.prove_again(session(), now(), who.token_hash, None)
    form.current_password.errors = [NOT_YOUR_PASSWORD]
    return None


@blueprint.post("/opnieuw-bevestigen/inlogdienst")
@signed_in
def prove_at_provider() -> Response:
    """Ask the service that let somebody in to let them sign in anew."""
    who, place = current_signed_in(), g.municipality
    if who.via is None or place is None or place.id != who.via.municipality_id:
        abort(404)
    provider = provider_or_404(place, who.via.kind)
    kept = {name: safe_next(request.form.get(name)) for name in ("verder", "actie")}
    shown_with: dict[str, Any] = {name: path for name, path in kept.items() if path}
    again = url_for("account.prove_again", **shown_with)
    if not PageForm().validate_on_submit():
        return redirect(again, 303)
    try:
        return ask(place, provider, "prove", fresh=True, person_id=who.person_id, **kept)
    except Turned as turned:
        return redirect(again + ("&" if "?" in again else "?") + "melding=" + turned.notice, 303)
