"""Pages behind the links in mails: a new password, an invitation, a confirmed address. Each link works once."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts import actions, limits
from schuldhulp.accounts.addresses.queries import email_of
from schuldhulp.accounts.forgotten.actions import ask_link
from schuldhulp.accounts.links.rows import LinkUsed
from schuldhulp.accounts.passwords import hash_password
from schuldhulp.accounts.queries import (
    find_token,
    invited_by,
    municipality_for_mail,
    password_hash_of,
)
from schuldhulp.municipalities.queries import get_municipality
from schuldhulp.openid.kinds import Kind
from schuldhulp.openid.queries import Place, places
from schuldhulp.web.forms import EmailField, InputRequired, PageForm
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.new_password import NewPasswordField
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.sessions import home_of

Page = str | Response | tuple[str, int]


class ForgottenForm(PageForm):
    """Which account."""

    email = EmailField(
        "Uw e-mailadres", [InputRequired("Vul het adres in waarmee u inlogt.")], autocomplete="email"
    )


class NewPasswordForm(PageForm):
    """A password to go on with."""

    new_password = NewPasswordField("Kies een nieuw wachtwoord")


@blueprint.route("/wachtwoord-vergeten", methods=["GET", "POST"])
@public
def forgotten_password() -> Page:
    """Ask for a link to choose a new password; the answer is the same for every address."""
    form = ForgottenForm()
    if form.validate_on_submit():
        _send_reset_link(form.email.data)
        return redirect(url_for("public.forgotten_password", melding="reset-verstuurd"), 303)
    page = render_template("public/forgotten_password.html", form=form)
    return (page, 422) if form.errors else page


def _send_reset_link(email: str) -> None:
    limits.count_try(session(), limits.RESET_PER_ORIGIN, request.remote_addr or "", now())
    limits.count_try(session(), limits.RESET, email.strip().lower(), now())
    ask_link(session(), now(), email)


@blueprint.route("/wachtwoord/<token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> Page:
    """Choose a new password by a link; all sessions end."""
    form = NewPasswordForm()
    answer = _by_link(form, token, "reset")
    if answer is not None:
        return answer
    works = _works(token, "reset")
    page = render_template("public/new_password.html", form=form, token=token, works=works)
    return _with_status(page, works, form)


@blueprint.route("/uitnodiging/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> Page:
    """Take up an account that was made for somebody, by choosing its password."""
    form = NewPasswordForm()
    answer = _by_link(form, token, "invite")
    if answer is not None:
        return answer
    works = _works(token, "invite")
    page = render_template(
        "public/invitation.html",
        form=form,
        token=token,
        works=works,
        place=_own_service(token) if works else None,
    )
    return _with_status(page, works, form)


@blueprint.route("/bevestigen/<token>", methods=["GET", "POST"])
@public
def confirm_email(token: str) -> Page:
    """Confirm an address: the link shows a button, so that a mail program that opens links does not use it up."""
    form = PageForm()
    confirmed = _confirmed(token) if form.validate_on_submit() else None
    if confirmed is not None:
        return confirmed
    works = _works(token, "verify")
    page = render_template("public/confirm_email.html", form=form, token=token, works=works)
    return _with_status(page, works, form)


def _by_link(form: NewPasswordForm, token: str, purpose: str) -> Response | None:
    """Set the password when the form is right and the link works; else the page follows."""
    form.new_password.own = _belongs_to(token, purpose)
    if not form.validate_on_submit() or not _works(token, purpose):
        return None
    hashed = hash_password(form.new_password.data)
    try:
        actions.use_reset_link(session(), now(), token, purpose, hashed)
    except LinkUsed:
        return None
    return redirect(url_for("public.sign_in", melding="wachtwoord"), 303)


def _confirmed(token: str) -> Response | None:
    """Confirm the address; the way on is the own page, to sign in, or to choose a password where none is left."""
    try:
        person_id = actions.verify_email(session(), now(), token)
    except LinkUsed:
        return None
    stored = password_hash_of(session(), person_id)
    session().close()
    if stored is None:
        return redirect(url_for("public.forgotten_password", melding="bevestigd-wachtwoord"), 303)
    if g.signed_in is not None and g.signed_in.person_id == person_id and g.actor is not None:
        return redirect(f"{home_of(g.actor.role)}?melding=bevestigd", 303)
    return redirect(url_for("public.sign_in", melding="bevestigd"), 303)


def _belongs_to(token: str, purpose: str) -> tuple[str | None, ...]:
    """The address and the municipality of whose link this is: words that others would try early."""
    found = find_token(session(), token, purpose, now()) if request.method == "POST" else None
    if found is None:
        return ()
    place = municipality_for_mail(session(), found.person_id, now())
    words = (email_of(session(), found.person_id), get_municipality(session(), place).name if place else None)
    session().close()
    return words


def _own_service(token: str) -> Place | None:
    """The municipality of an invitation, when its staff come in by its own sign-in service."""
    found = find_token(session(), token, "invite", now())
    mine = set(invited_by(session(), found.person_id, now()).values()) if found is not None else set()
    listed = [place for place in places(session()) if Kind.STAFF in place.kinds and place.name in mine]
    session().close()
    return listed[0] if listed else None


def _works(token: str, purpose: str) -> bool:
    found = find_token(session(), token, purpose, now())
    session().close()
    return found is not None


def _with_status(page: str, works: bool, form: Any) -> Page:
    if not works:
        return page, 410
    return (page, 422) if form.errors else page
