"""Signing in and out."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts import limits
from schuldhulp.accounts.addresses.queries import find_newest_unproven
from schuldhulp.accounts.passwords import password_fits
from schuldhulp.accounts.queries import find_person, password_hash_of
from schuldhulp.accounts.tables import Person
from schuldhulp.openid.queries import places
from schuldhulp.web.forms import EmailField, InputRequired, PageForm, PasswordField, TextField
from schuldhulp.web.guard import now, public, safe_next, session
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.coming_in import with_password
from schuldhulp.web.public.second_step import with_code
from schuldhulp.web.sessions import end_present_session, without_session

NOBODY = UUID(int=0)  # looked up as anybody is
WRONG = "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog eens."


class SignInForm(PageForm):
    """E-mail and password; who wants to may give the code of the second step along with them."""

    email = EmailField("Uw e-mailadres", [InputRequired("Vul uw e-mailadres in.")], autocomplete="username")
    password = PasswordField(
        "Uw wachtwoord", [InputRequired("Vul uw wachtwoord in.")], autocomplete="current-password"
    )
    code = TextField("Code van uw app", autocomplete="one-time-code")


@blueprint.route("/inloggen", methods=["GET", "POST"])
@public
def sign_in() -> str | Response | tuple[str, int]:
    """Sign in; afterwards to the page somebody came for, or to the first page of their role."""
    form = SignInForm()
    going_to = safe_next(request.values.get("verder"))
    if form.validate_on_submit():
        answer = _try(form.email.data, form.password.data, form.code.data, going_to)
        if answer is not None:
            return answer
        form.password.errors = [WRONG]
    elsewhere = bool(places(session()))
    session().close()
    page = render_template(
        "public/sign_in.html", form=form, going_to=going_to, with_code=request.args.get("met") == "code",
        elsewhere=elsewhere,
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


def _try(email: str, password: str, code: str | None, going_to: str | None) -> Response | None:
    origin = request.remote_addr or ""
    limits.count_try(session(), limits.SIGN_IN_PER_ORIGIN, origin, now())
    account = email.strip().lower()
    limits.count_try(session(), limits.SIGN_IN_PER_ACCOUNT, f"{account}\x00{origin}", now())
    limits.count_try(session(), limits.SIGN_IN_ANYWHERE, account, now())
    person = whose_password(email, password)
    if person is None:
        return None
    answer, coming = with_password(person.id, going_to)
    if coming is not None and code:
        return with_code(coming, code, going_to) or answer
    return answer


def whose_password(email: str, password: str) -> Person | None:
    """Whose account this is: of who showed that the address is theirs, or of who registered last at it.

    Of those who showed nothing only the newest counts, whether the address was free or taken, however often somebody
    registers: so nobody learns which it was. Always two passwords are checked; time tells nothing either.
    """
    holder = find_person(session(), email)
    proven = holder if holder is not None and holder.email_verified_at is not None else None
    found = [proven, find_newest_unproven(session(), email)]
    live = [each.id if each is not None and each.blocked_at is None else NOBODY for each in found]
    stored = [password_hash_of(session(), each) for each in live]
    session().close()
    fits = [password_fits(hashed, password) for hashed in stored]
    return next((each for each, right in zip(found, fits, strict=True) if right), None)


@blueprint.post("/uitloggen")
@public
def sign_out() -> Response:
    """End the session on the server and wipe what the browser kept."""
    end_present_session()
    response = redirect(url_for("public.sign_in", melding="uitgelogd"), 303)
    return without_session(response)
