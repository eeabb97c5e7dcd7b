"""The second step of signing in: a code of the app, a code on paper, or setting the app up the first time."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field

from schuldhulp.accounts import limits
from schuldhulp.accounts.addresses.queries import email_of
from schuldhulp.accounts.second_factor import actions, queries, recovery, totp
from schuldhulp.accounts.second_factor.actions import Coming
from schuldhulp.accounts.second_factor.queries import AppCode, PaperCode
from schuldhulp.accounts.second_factor.rows import CodeUsed, NothingBegun
from schuldhulp.demo import SECOND_STEP_SEED
from schuldhulp.openid.queries import open_hats
from schuldhulp.web.devices import say_device
from schuldhulp.web.display import app_is_demo
from schuldhulp.web.forms import InputRequired, PageForm, TextField
from schuldhulp.web.guard import current_half, half_signed_in, now, safe_next, session
from schuldhulp.web.known_device import remember
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.coming_in import first_page
from schuldhulp.web.qr import qr_picture
from schuldhulp.web.sessions import NO_DEVICE, with_session_cookie

NOT_RIGHT = "Deze code klopt niet, of is al gebruikt. Kijk of er een nieuwe staat."
NOT_A_PAPER_CODE = "Deze herstelcode klopt niet, of is al gebruikt. Neem een andere van uw lijst."
Page = str | Response | tuple[str, int]


class CodeForm(PageForm):
    """Six digits."""

    code = TextField(
        "Code van zes cijfers", [InputRequired("Vul de code in die de app nu laat zien.")], max_length=40,
        autocomplete="one-time-code", render_kw={"inputmode": "numeric"},
    )  # fmt: skip


class PaperCodeForm(PageForm):
    """A code on paper."""

    code = TextField(
        "Herstelcode", [InputRequired("Vul een code van uw lijst in.")], max_length=40, autocomplete="off",
        description="Zestien tekens. Streepjes en hoofdletters maken niet uit.",
    )  # fmt: skip


@blueprint.route("/inloggen/code", methods=["GET", "POST"])
@half_signed_in
def second_step() -> Page:
    """Ask for a code of the app; who has none yet sets it up first."""
    form, going_to = CodeForm(), safe_next(request.values.get("verder"))
    factors = queries.factors_of(session(), current_half().person_id)
    session().close()
    if not factors.any:
        return redirect(url_for("public.set_up_second_step", verder=going_to), 303)
    if form.validate_on_submit():
        answer = with_code(_coming(), form.code.data, going_to)
        if answer is not None:
            return answer
        form.code.errors = [NOT_RIGHT]
    page = render_template("public/second_step.html", form=form, going_to=going_to, demo_code=_demo_code())
    return (page, 422) if form.errors else page


@blueprint.route("/inloggen/herstelcode", methods=["GET", "POST"])
@half_signed_in
def recovery_code() -> Page:
    """Ask for a code on paper, of who has no telephone at hand."""
    form, going_to = PaperCodeForm(), safe_next(request.values.get("verder"))
    if form.validate_on_submit():
        answer = with_code(_coming(), form.code.data, going_to)
        if answer is not None:
            return answer
        form.code.errors = [NOT_A_PAPER_CODE]
    page = render_template("public/recovery_code.html", form=form, going_to=going_to)
    return (page, 422) if form.errors else page


@blueprint.route("/inloggen/tweede-stap", methods=["GET", "POST"])
@half_signed_in
def set_up_second_step() -> Page:
    """Set the app up: a picture to scan, one code to show that it works, and then codes for on paper."""
    form, going_to, who = CodeForm(), safe_next(request.values.get("verder")), current_half()
    if queries.factors_of(session(), who.person_id).any:
        session().close()
        return redirect(url_for("public.second_step", verder=going_to), 303)
    begun = queries.seed_of(session(), who.person_id, confirmed=False)
    account = email_of(session(), who.person_id) or who.name
    session().close()
    if begun is None and request.method == "POST" and PageForm().validate_on_submit():
        actions.begin_app(session(), now(), who.person_id)
        return redirect(url_for("public.set_up_second_step", verder=going_to), 303)
    if begun is not None and form.validate_on_submit():
        answer = _confirmed(form.code, begun, going_to)
        if answer is not None:
            return answer
    shown = to_scan(begun[1], account) if begun else None
    page = render_template("public/set_up_second_step.html", form=form, going_to=going_to, shown=shown)
    return (page, 422) if form.errors else page


def to_scan(seed: str, account: str) -> dict[str, Any]:
    """A seed as a picture and as text to type over."""
    return {"picture": qr_picture(totp.address_of(seed, account)), "text": totp.in_groups(seed)}


def with_code(coming: Coming, typed: str, going_to: str | None) -> Response | None:
    """Let somebody in whole by a right code; None when it is not right. Slow and few: five in ten minutes."""
    limits.count_try(session(), limits.CODE, str(coming.person_id), now())
    proof = queries.proof_of(session(), coming.person_id, typed, now())
    if proof is None:
        return None
    try:
        token = actions.come_in(session(), now(), coming, proof)
    except CodeUsed:
        return None
    there = first_page(coming.person_id, coming.hat, going_to)
    if isinstance(proof, PaperCode):
        there = url_for("account.second_steps", melding="herstelcode")
    answer = with_session_cookie(redirect(there, 303), token)
    return answer if coming.label == NO_DEVICE else remember(answer, coming.person_id)


def _coming() -> Coming:
    who = current_half()
    hats = open_hats(session(), who.person_id, now(), who.via)
    session().close()
    label = NO_DEVICE if who.handle else say_device(request.user_agent.string)
    return Coming(who.person_id, who.token_hash, hats, label, chosen=who.hat)


def _confirmed(field: Field, begun: tuple[Any, str, int], going_to: str | None) -> Page | None:
    """Confirm the app and show the paper codes, once; None with a sentence at the field when the code is not right."""
    coming = _coming()
    limits.count_try(session(), limits.CODE, str(coming.person_id), now())
    step = totp.step_of_code(begun[1], totp.digits(field.data), now())
    if step is None:
        field.errors = [NOT_RIGHT]
        return None
    codes = recovery.new_codes()
    hashes = [recovery.hash_code(code) for code in codes]
    try:
        token = actions.confirm_app_and_come_in(session(), now(), coming, AppCode(begun[0], step), hashes)
    except NothingBegun as error:
        field.errors = [str(error)]
        return None
    there = first_page(coming.person_id, coming.hat, going_to)
    page = render_template("public/recovery_codes.html", codes=codes, there=there)
    return with_session_cookie(Response(page, mimetype="text/html"), token)


def _demo_code() -> str | None:
    """The code that works now, in the demo and for its own seed only."""
    if not app_is_demo():
        return None
    seed = queries.seed_of(session(), current_half().person_id, confirmed=True)
    session().close()
    if seed is None or seed[1] != SECOND_STEP_SEED:
        return None
    return totp.next_code(seed[1], seed[2], now())
