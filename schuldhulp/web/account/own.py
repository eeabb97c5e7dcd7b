"""The account: how somebody is called, their address, their password, and where they are signed in."""

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts import actions, limits, queries
from schuldhulp.accounts.addresses import queries as addresses
from schuldhulp.accounts.addresses.actions import keep_old_address
from schuldhulp.accounts.passwords import hash_password, password_fits
from schuldhulp.accounts.queries import SignedIn
from schuldhulp.accounts.ways.queries import new_ways
from schuldhulp.openid.queries import open_hats
from schuldhulp.outbox.queries import is_read_along
from schuldhulp.web.account.blueprint import blueprint
from schuldhulp.web.account.services import kinds_for
from schuldhulp.web.forms import BooleanField, EmailField, InputRequired, PageForm, PasswordField, TextField
from schuldhulp.web.guard import current_signed_in, now, session, signed_in
from schuldhulp.web.new_password import NewPasswordField
from schuldhulp.web.sessions import home_of, may_answer

NOT_YOUR_PASSWORD = "Dit is niet uw wachtwoord van nu. Probeer het nog eens."
NO_POST = "Voor dit account kan dat niet per mail. Vraag het de beheerder van het platform."
SAME_ADDRESS = "Dit is het adres dat u nu heeft. Daar leest iemand mee, zei u. Vul een ander adres in."
Page = str | Response | tuple[str, int]


class NameForm(PageForm):
    """How somebody is called."""

    called = TextField(
        "Hoe mogen wij u noemen?", [InputRequired("Schrijf hoe wij u mogen noemen.")], autocomplete="nickname",
        description="Bijvoorbeeld mevrouw Bos, of Noor.",
    )  # fmt: skip


class EmailForm(PageForm):
    """A new address, with the password."""

    email = EmailField("Uw nieuwe e-mailadres", [InputRequired("Vul een adres in.")], autocomplete="email")
    current_password = PasswordField(
        "Uw wachtwoord", [InputRequired("Vul uw wachtwoord in.")], autocomplete="current-password"
    )


class OwnBoxForm(EmailForm):
    """A new address of who told that somebody reads along: the link goes there only when nobody does."""

    alone = BooleanField(
        "Alleen ik lees de mail op dit nieuwe adres",
        [
            InputRequired(
                "Kruis dit aan als het zo is. Leest er ook daar iemand mee, kies dan een ander adres."
            )
        ],
    )


class PasswordForm(PageForm):
    """A new password, with the old one."""

    current_password = PasswordField(
        "Uw wachtwoord van nu", [InputRequired("Vul uw wachtwoord in.")], autocomplete="current-password"
    )
    new_password = NewPasswordField("Kies een nieuw wachtwoord")


@blueprint.get("/account")
@signed_in
def account() -> str:
    """What is known of the account, each with its way to change it."""
    who = current_signed_in()
    address = addresses.email_of(session(), who.person_id)
    waiting = addresses.address_to_confirm(session(), who.person_id) if not who.email_verified else None
    coming = addresses.coming_address(session(), who.person_id)
    lines = queries.live_sessions(session(), who.person_id, now())
    hats = open_hats(session(), who.person_id, now(), who.via)
    ways = new_ways(session(), who.person_id)
    session().close()
    return render_template(
        "account/account.html",
        who=who,
        address=address,
        waiting=waiting,
        mailed_there=waiting is not None and waiting != address,
        coming=coming,
        lines=lines,
        hats=hats,
        form=PageForm(),
        services=kinds_for(g.municipality),
        ways=ways,
        to_answer=may_answer(who, ways),
    )


@blueprint.route("/account/naam", methods=["GET", "POST"])
@signed_in
def change_name() -> Page:
    """Change how somebody is called; a client's dossier follows."""
    who, form = _named(), NameForm()
    if form.validate_on_submit():
        if who.actor is not None and who.actor.is_client:
            actions.rename_client(session(), who.actor, now(), form.called.data)
        else:
            actions.rename(session(), who.person_id, form.called.data)
        return redirect(url_for("account.account", melding="gewijzigd"), 303)
    if request.method == "GET" and not form.called.data:
        form.called.data = who.name
    page = render_template("account/change_name.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.route("/account/e-mail", methods=["GET", "POST"])
@signed_in
def change_email() -> Page:
    """Ask for another address; it counts 48 hours after its link was opened. The old one works until then."""
    who = _named()
    read_along = is_read_along(session(), who.person_id, now())
    session().close()
    form = OwnBoxForm() if read_along else EmailForm()
    if read_along and _is_theirs(who, form.email.data):
        form.email.errors = [*form.email.errors, SAME_ADDRESS]
    elif form.validate_on_submit() and _proves(form.current_password):
        place = queries.municipality_for_mail(session(), who.person_id, now())
        session().close()
        if place is not None:
            limits.count_try(session(), limits.CONFIRM, str(who.person_id), now())
            actions.ask_new_email(session(), now(), place, who.person_id, form.email.data, own_box=read_along)
            notice = "nieuw-adres-gevraagd" if read_along else "mail-verstuurd"
            return redirect(url_for("account.account", melding=notice), 303)
        form.form_errors = [NO_POST]
    page = render_template("account/change_email.html", form=form, read_along=read_along)
    return (page, 422) if form.errors else page


@blueprint.post("/account/e-mail/houden")
@signed_in
def keep_email() -> Response:
    """Keep the address that stands: the new one is forgotten."""
    who = _named()
    if PageForm().validate_on_submit():
        keep_old_address(session(), who.person_id)
    return redirect(url_for("account.account", melding="adres-gehouden"), 303)


@blueprint.route("/account/wachtwoord", methods=["GET", "POST"])
@signed_in
def change_password() -> Page:
    """Change the password; everywhere else somebody is signed out."""
    who, form = _named(), PasswordForm()
    form.new_password.own = _belongs_to(who)
    if form.validate_on_submit() and _proves(form.current_password):
        hashed = hash_password(form.new_password.data)
        actions.set_password(session(), now(), who.person_id, hashed, keep=who.token_hash)
        return redirect(url_for("account.account", melding="wachtwoord"), 303)
    page = render_template("account/change_password.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.post("/account/sessies")
@signed_in
def end_session() -> Response:
    """End one of one's own sessions."""
    form = PageForm()
    if form.validate_on_submit():
        chosen = request.form.get("sessie", "")
        hashed = bytes.fromhex(chosen) if len(chosen) == 64 and _is_hex(chosen) else b""
        actions.end_session(session(), now(), current_signed_in().person_id, hashed)
    return redirect(url_for("account.account", melding="sessie-beeindigd"), 303)


@blueprint.post("/account/bevestigen")
@signed_in
def ask_confirmation() -> Response:
    """Send the link to confirm the address once more."""
    who = _named()
    place = queries.municipality_for_mail(session(), who.person_id, now())
    session().close()
    if PageForm().validate_on_submit() and place is not None and not who.email_verified:
        limits.count_try(session(), limits.CONFIRM, str(who.person_id), now())
        actions.mail_verification_link(session(), now(), place, who.person_id)
    return redirect(url_for("account.account", melding="mail-verstuurd"), 303)


@blueprint.post("/sessie/verlengen")
@signed_in
def extend_session() -> Response | dict[str, str]:
    """Go on: the time begins anew. The script hears until when; without it the first page follows."""
    who = current_signed_in()
    actions.extend_session(session(), now(), who.person_id, who.token_hash)
    if not request.accept_mimetypes.accept_html:
        ends = min(now() + queries.IDLE, who.must_end_at)
        return {"ends_at": ends.isoformat()}
    first = home_of(who.actor.role) if who.actor else url_for("account.choose_hat")
    return redirect(f"{first}?melding=verlengd", 303)


def _proves(field: PasswordField) -> bool:
    """Whether this is the password of whoever is signed in; puts the sentence at the field when not."""
    who = current_signed_in()
    limits.count_try(session(), limits.PROVE, str(who.person_id), now())
    stored = queries.password_hash_of(session(), who.person_id)
    session().close()
    if password_fits(stored, field.data):
        return True
    field.errors = [NOT_YOUR_PASSWORD]
    return False


def _named() -> SignedIn:
    """Who is signed in under a name; for a codename there is no name, address or password to change."""
    who = current_signed_in()
    if who.handle is not None:
        abort(404)
    return who


def _belongs_to(who: SignedIn) -> tuple[str | None, ...]:
    """What somebody who knows this person would try as a password."""
    if request.method != "POST":
        return ()
    address = addresses.email_of(session(), who.person_id)
    session().close()
    place = (who.municipality.name, who.municipality.slug) if who.municipality else ()
    return (address, who.name, *place)


def _is_hex(text: str) -> bool:
    return all(c in "0123456789abcdef" for c in text)


def _is_theirs(who: SignedIn, email: str | None) -> bool:
    """Whether this is the address that stands, however it is written."""
    found = queries.find_person(session(), email) if email else None
    session().close()
    return found is not None and found.id == who.person_id
