"""One's own passkeys: add, name, take away."""

from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms.validators import Length

from schuldhulp.accounts.addresses.queries import email_of
from schuldhulp.accounts.second_factor import actions
from schuldhulp.accounts.second_factor.rows import KnownPasskey
from schuldhulp.web.account.blueprint import blueprint
from schuldhulp.web.account.second_step import always_asked, place_to_mail_from
from schuldhulp.web.devices import say_device
from schuldhulp.web.forms import InputRequired, PageForm, TextField
from schuldhulp.web.guard import current_signed_in, freshly_signed_in, now, session, signed_in
from schuldhulp.web.passkeys import NOT_TAKEN, ask_to_make, newly_made

Page = str | Answer | tuple[str, int]


class PasskeyForm(PageForm):
    """What a passkey is called."""

    name = TextField(
        "Hoe heet deze passkey?", [InputRequired("Geef een naam."), Length(max=40)], max_length=40,
        description="Bijvoorbeeld: mijn telefoon.",
    )  # fmt: skip


@blueprint.post("/account/tweede-stap/passkey/vraag")
@signed_in
def ask_new_passkey() -> Response:
    """Give the browser what it asks its owner."""
    who = current_signed_in()
    account = email_of(session(), who.person_id) or who.name
    return ask_to_make(who.person_id, account)


@blueprint.route("/account/tweede-stap/passkey", methods=["GET", "POST"])
@freshly_signed_in
def new_passkey() -> Page:
    """Add a passkey; its page says what that is."""
    who, form = current_signed_in(), PasskeyForm()
    if request.method == "GET":
        form.name.data = say_device(request.user_agent.string)
    elif form.validate_on_submit():
        made = newly_made(who.person_id)
        if made is not None:
            place = place_to_mail_from(who.person_id)
            try:
                actions.keep_passkey(session(), now(), who.person_id, made, form.name.data, place=place)
            except KnownPasskey as refusal:
                form.form_errors = [str(refusal)]
            else:
                return redirect(url_for("account.second_steps", melding="passkey-erbij"), 303)
        else:
            form.form_errors = [NOT_TAKEN]
    page = render_template("account/new_passkey.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.post("/account/tweede-stap/passkey/<uuid:passkey_id>/weg")
@freshly_signed_in
def remove_passkey(passkey_id: UUID) -> Answer:
    """Take a passkey away; something to sign in with stays."""
    who = current_signed_in()
    if PageForm().validate_on_submit():
        always = always_asked(who.person_id)
        place = place_to_mail_from(who.person_id)
        actions.remove_passkey(
            session(), now(), who.person_id, passkey_id, keep=who.token_hash, last_too=not always, place=place
        )
    return redirect(url_for("account.second_steps", melding="passkey-weg"), 303)
