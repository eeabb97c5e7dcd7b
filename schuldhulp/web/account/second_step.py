"""One's own second step: an app, new codes for on paper, or none where that is allowed."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts import limits
from schuldhulp.accounts.addresses.queries import email_of
from schuldhulp.accounts.queries import hats_of, municipality_for_mail
from schuldhulp.accounts.second_factor import actions, queries, recovery, totp
from schuldhulp.accounts.second_factor.queries import AppCode
from schuldhulp.accounts.second_factor.rows import NothingBegun
from schuldhulp.accounts.second_factor.step import asks_step
from schuldhulp.web.account.blueprint import blueprint
from schuldhulp.web.account.proving import NOT_RIGHT, CodeAgainForm
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_signed_in, freshly_signed_in, now, session, signed_in
from schuldhulp.web.qr import qr_picture

Page = str | Response | tuple[str, int]


def always_asked(person_id: UUID) -> bool:
    """Whether one of somebody's roles asks a second step always; an invitation does not."""
    return asks_step(hats_of(session(), person_id, now()))


def place_to_mail_from(person_id: UUID) -> UUID | None:
    """Whose mail tells of a change: staff hear it; a client's mail may be read by somebody else, so it stays out."""
    place = municipality_for_mail(session(), person_id, now()) if always_asked(person_id) else None
    session().close()
    return place


@blueprint.get("/account/tweede-stap")
@signed_in
def second_steps() -> str:
    """Which second step somebody has, with the ways to change it."""
    who = current_signed_in()
    factors = queries.factors_of(session(), who.person_id)
    always = always_asked(who.person_id)
    keys = queries.passkeys_of(session(), who.person_id)
    session().close()
    return render_template(
        "account/second_steps.html", factors=factors, always=always, keys=keys, form=PageForm()
    )


@blueprint.route("/account/tweede-stap/app", methods=["GET", "POST"])
@freshly_signed_in
def set_up_app() -> Page:
    """Set up an app, the first or in the place of another: a picture to scan, and one code to show that it works."""
    who, form = current_signed_in(), CodeAgainForm()
    if request.form.get("do") == "begin" and PageForm().validate_on_submit():
        actions.begin_app(session(), now(), who.person_id)
        return redirect(url_for("account.set_up_app"), 303)
    begun = queries.seed_of(session(), who.person_id, confirmed=False)
    account = email_of(session(), who.person_id) or who.name
    session().close()
    if begun is None:
        return redirect(url_for("account.second_steps"), 303)
    if form.validate_on_submit():
        codes = _confirmed(form, begun)
        if codes is not None:
            return _shown_once(codes)
    shown = {"picture": qr_picture(totp.address_of(begun[1], account)), "text": totp.in_groups(begun[1])}
    page = render_template("account/set_up_app.html", form=form, shown=shown)
    return (page, 422) if form.errors else page


@blueprint.post("/account/tweede-stap/codes")
@freshly_signed_in
def new_codes() -> Page:
    """Make new codes for on paper; the earlier ones work no more."""
    who = current_signed_in()
    has_app = queries.factors_of(session(), who.person_id).any
    session().close()
    if not PageForm().validate_on_submit() or not has_app:
        return redirect(url_for("account.second_steps"), 303)
    codes = recovery.new_codes()
    hashes = [recovery.hash_code(code) for code in codes]
    actions.make_codes(session(), now(), who.person_id, hashes, place=place_to_mail_from(who.person_id))
    return _shown_once(codes)


@blueprint.post("/account/tweede-stap/weg")
@freshly_signed_in
def remove_app() -> Response:
    """Take the app away, of who may go without."""
    who = current_signed_in()
    if always_asked(who.person_id):
        abort(404)
    session().close()
    if PageForm().validate_on_submit():
        actions.remove_app(session(), now(), who.person_id, keep=who.token_hash, place=None)
    return redirect(url_for("account.second_steps", melding="tweede-stap-weg"), 303)


def _confirmed(form: Any, begun: tuple[UUID, str, int]) -> list[str] | None:
    who = current_signed_in()
    limits.count_try(session(), limits.CODE, str(who.person_id), now())
    step = totp.step_of_code(begun[1], totp.digits(form.code.data), now())
    if step is None:
        form.code.errors = [NOT_RIGHT]
        return None
    codes = recovery.new_codes()
    hashes = [recovery.hash_code(code) for code in codes]
    place = place_to_mail_from(who.person_id)
    try:
        actions.confirm_app(
            session(), now(), who.person_id, AppCode(begun[0], step), hashes, keep=who.token_hash, place=place
        )
    except NothingBegun as refusal:
        form.code.errors = [str(refusal)]
        return None
    return codes


def _shown_once(codes: list[str]) -> str:
    return render_template("account/paper_codes.html", codes=codes)
