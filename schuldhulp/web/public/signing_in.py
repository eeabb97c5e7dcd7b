"""Signing in and out."""

from urllib.parse import urlencode
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts import actions, limits
from schuldhulp.accounts.addresses.queries import find_newest_unproven
from schuldhulp.accounts.passwords import password_fits
from schuldhulp.accounts.queries import (
    Hat,
    find_person,
    has_kept_form,
    hats_of,
    password_hash_of,
)
from schuldhulp.accounts.tables import Person
from schuldhulp.web.devices import say_device
from schuldhulp.web.forms import EmailField, InputRequired, PageForm, PasswordField
from schuldhulp.web.guard import now, public, safe_next, session
from schuldhulp.web.notices import RESTORED
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.sessions import end_present_session, home_of, with_session_cookie, without_session

WRONG = "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog eens."


class SignInForm(PageForm):
    """E-mail and password."""

    email = EmailField("Uw e-mailadres", [InputRequired("Vul uw e-mailadres in.")], autocomplete="username")
    password = PasswordField(
        "Uw wachtwoord", [InputRequired("Vul uw wachtwoord in.")], autocomplete="current-password"
    )


@blueprint.route("/inloggen", methods=["GET", "POST"])
@public
def sign_in() -> str | Response | tuple[str, int]:
    """Sign in; afterwards to the page somebody came for, or to the first page of their role."""
    form = SignInForm()
    going_to = safe_next(request.values.get("verder"))
    if form.validate_on_submit():
        answer = _try(form.email.data, form.password.data, going_to)
        if answer is not None:
            return answer
        form.password.errors = [WRONG]
        return render_template("public/sign_in.html", form=form, going_to=going_to), 422
    return render_template("public/sign_in.html", form=form, going_to=going_to)


def _try(email: str, password: str, going_to: str | None) -> Response | None:
    origin = request.remote_addr or ""
    limits.count_try(session(), limits.SIGN_IN_PER_ORIGIN, origin, now())
    account = email.strip().lower()
    limits.count_try(session(), limits.SIGN_IN_PER_ACCOUNT, f"{account}\x00{origin}", now())
    limits.count_try(session(), limits.SIGN_IN_ANYWHERE, account, now())
    person = whose_password(email, password)
    if person is None:
        return None
    hats = hats_of(session(), person.id, now())
    session().close()
    end_present_session(goes_on=person.id)
    going_to = with_typed_form(person.id, going_to)
    token = actions.start_session(session(), now(), person.id, hats, say_device(request.user_agent.string))
    return with_session_cookie(redirect(first_page(hats, going_to), 303), token)


def whose_password(email: str, password: str) -> Person | None:
    """Whose account this is: of who showed that the address is theirs, or of who registered last at it.

    Of those who showed nothing only the newest counts, whether the address was free or taken, however often somebody
    registers: so nobody learns which it was. Always two passwords are checked; time tells nothing either.
    """
    holder = find_person(session(), email)
    proven = holder if holder is not None and holder.email_verified_at is not None else None
    found = [proven, find_newest_unproven(session(), email)]
    stored = [
        password_hash_of(session(), each.id) if each is not None and each.blocked_at is None else None
        for each in found
    ]
    session().close()
    fits = [password_fits(hashed, password) for hashed in stored]
    return next((each for each, right in zip(found, fits, strict=True) if right), None)


def with_typed_form(person_id: UUID, going_to: str | None) -> str | None:
    """Say in the address that a form was kept for it, so that the page gives it back and tells so."""
    if going_to is None or "?" in going_to or not has_kept_form(session(), person_id, going_to, now()):
        session().close()
        return going_to
    session().close()
    return f"{going_to}?{urlencode({'melding': RESTORED})}"


def first_page(hats: list[Hat], going_to: str | None) -> str:
    """Where somebody goes after signing in: the page they came for, or the first of their role."""
    if len(hats) != 1:
        return url_for("account.choose_hat") + ("?" + urlencode({"verder": going_to}) if going_to else "")
    return going_to or home_of(hats[0].role)


@blueprint.post("/uitloggen")
@public
def sign_out() -> Response:
    """End the session on the server and wipe what the browser kept."""
    end_present_session()
    response = redirect(url_for("public.sign_in", melding="uitgelogd"), 303)
    return without_session(response)
