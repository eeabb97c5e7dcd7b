"""The chooser: one person can have several roles and several dossiers."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts.actions import choose_hat as take_up
from schuldhulp.accounts.second_factor.step import ALWAYS_ASKED, is_fresh
from schuldhulp.openid.queries import open_hats
from schuldhulp.web.account.blueprint import blueprint
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_signed_in, now, safe_next, session, signed_in
from schuldhulp.web.sessions import device_label, forget_open_forms, home_of, with_session_cookie


@blueprint.route("/kies", methods=["GET", "POST"])
@signed_in
def choose_hat() -> str | Response:
    """Choose the role or dossier to go on with; the session gets a new id. Work asks the second step first."""
    who, form = current_signed_in(), PageForm()
    hats = open_hats(session(), who.person_id, now(), who.via)
    session().close()
    going_to = safe_next(request.values.get("verder"))
    if form.validate_on_submit():
        kind, _, hat_id = request.form.get("rol", "").partition(":")
        chosen = next((h for h in hats if h.kind == kind and h.id == _uuid(hat_id)), None)
        if chosen is None:
            abort(404)
        if chosen.role in ALWAYS_ASKED and not who.stepped and not is_fresh(who.proven_at, now()):
            # A second step may be set up next: not in a browser that somebody left open.
            again = url_for("account.choose_hat", verder=going_to)
            return redirect(url_for("account.prove_again", verder=again), 303)
        if who.hat != chosen:
            forget_open_forms()
        token = take_up(session(), now(), who.token_hash, who.person_id, chosen, device_label())
        return with_session_cookie(redirect(going_to or home_of(chosen.role), 303), token)
    return render_template(
        "account/choose_hat.html", hats=hats, form=form, going_to=going_to, present=who.hat,
        stepped=who.stepped,
    )  # fmt: skip


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
