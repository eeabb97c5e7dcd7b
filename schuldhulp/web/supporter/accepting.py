"""Accepting an invitation: with the link and the code that the client said aloud. Nothing here tells what exists."""

from collections.abc import Callable
from uuid import UUID

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts import limits
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.passwords import hash_password
from schuldhulp.municipalities.queries import MunicipalityView, find_municipality
from schuldhulp.partners import actions as partners
from schuldhulp.refusals import Refused
from schuldhulp.supporters import actions
from schuldhulp.supporters.rows import Newcomer
from schuldhulp.web.acting import Page, shown
from schuldhulp.web.devices import say_device
from schuldhulp.web.forms import EmailField, InputRequired, PageForm, TextField
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.new_password import NewPasswordField
from schuldhulp.web.sessions import end_present_session, with_session_cookie
from schuldhulp.web.supporter.blueprint import blueprint

DO_NOT_FIT = (
    "Deze link en deze code horen niet bij elkaar, of de uitnodiging is voorbij. Vraag de code nog eens na, of vraag "
    "een nieuwe uitnodiging."
)


class CodeForm(PageForm):
    """The code that was said aloud."""

    code = TextField(
        "De code van zes cijfers", [InputRequired("Vul de code in die u hoorde.")], max_length=12,
        autocomplete="one-time-code", render_kw={"inputmode": "numeric"},
        description="Degene die u vroeg, zegt u de code zelf. Hij staat niet in een bericht.",
    )  # fmt: skip


class NewcomerForm(CodeForm):
    """The code, and an account of one's own."""

    name = TextField(
        "Hoe heet u?", [InputRequired("Schrijf hoe u heet.")], max_length=80, autocomplete="name",
        description="Degene die u vroeg, ziet deze naam.",
    )  # fmt: skip
    email = EmailField(
        "Uw e-mailadres", [InputRequired("Vul uw e-mailadres in. Daarmee logt u later in.")], autocomplete="email",
        description="Onze mails zeggen nooit over wie of waarover het gaat.",
    )  # fmt: skip
    password = NewPasswordField()


@blueprint.route("/meekijken/<gemeente>/<nummer>", methods=["GET", "POST"])
@public
def accept(gemeente: str, nummer: str) -> Page:
    """Accept with an account of one's own: the one that is signed in, or a new one."""
    return _page(gemeente, nummer, "supporter/accept.html", actions.accept)


@blueprint.route("/samen/<gemeente>/<nummer>", methods=["GET", "POST"])
@public
def accept_partner(gemeente: str, nummer: str) -> Page:
    """Accept a partner's question, with an account of one's own: the one that is signed in, or a new one."""
    return _page(gemeente, nummer, "supporter/accept_partner.html", partners.accept)


def _page(gemeente: str, nummer: str, template: str, act: Callable[..., UUID | None]) -> Page:
    place = find_municipality(session(), gemeente)
    if place is None:
        abort(404)
    signed_in = g.signed_in
    form = CodeForm() if signed_in else NewcomerForm()
    if isinstance(form, NewcomerForm):
        form.password.own = (place.name, place.slug)
    session().close()
    if form.validate_on_submit():
        answer = _accepted(place, nummer, form, act)
        if answer is not None:
            return answer
    page = render_template(
        template, form=form, place=place, there=request.path, who=signed_in.name if signed_in else "",
        sign_in=url_for("public.sign_in", verder=request.path),
    )  # fmt: skip
    return shown(page, form)


def _accepted(
    place: MunicipalityView, number: str, form: CodeForm, act: Callable[..., UUID | None]
) -> Response | None:
    limits.count_try(session(), limits.ACCEPT_PER_ORIGIN, request.remote_addr or "", now())
    person_id, newcomer = (g.signed_in.person_id if g.signed_in else None), None
    if isinstance(form, NewcomerForm):
        hashed = hash_password(form.password.data)
        newcomer = Newcomer(name=form.name.data, email=form.email.data, password_hash=hashed)
    try:
        who = act(session(), now(), place.id, number, form.code.data, person_id=person_id, newcomer=newcomer)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return None
    if who is None:
        form.code.errors = [DO_NOT_FIT]
        return None
    return _go_on(who, is_new=newcomer is not None)


def _go_on(who: UUID, *, is_new: bool) -> Response:
    """A newcomer is signed in at once; what was accepted opens after the client's second look."""
    there = redirect(url_for("account.choose_hat", melding="aangenomen"), 303)
    if not is_new:
        return there
    end_present_session()
    return with_session_cookie(
        there, start_session(session(), now(), who, [], say_device(request.user_agent.string))
    )
