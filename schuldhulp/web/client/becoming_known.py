"""Going on under a name: first what comes along, then who somebody is; one press does it all."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from schuldhulp.accounts import limits
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.passwords import hash_password
from schuldhulp.accounts.queries import hats_of
from schuldhulp.carrying.actions import Becoming, go_on_known
from schuldhulp.carrying.parts import PART_LABELS, Part
from schuldhulp.carrying.queries import filled_parts
from schuldhulp.dossier.queries import DossierView
from schuldhulp.municipalities.queries import municipality_of_postcode
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.devices import say_device
from schuldhulp.web.forms import BooleanField, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.known_device import remember
from schuldhulp.web.new_password import NewPasswordField
from schuldhulp.web.sessions import forget_open_forms, with_session_cookie
from schuldhulp.web.who_fields import (
    ANY_POSTCODE,
    PASSWORD_ONCE_MORE,
    called_field,
    email_field,
    postcode_digits,
    postcode_field,
)

Page = str | Response | tuple[str, int]


class NameForm(PageForm):
    """What is needed of somebody who goes on under a name."""

    called = called_field()
    postcode = postcode_field()
    email = email_field()
    password = NewPasswordField()
    no_mail = BooleanField(
        "Stuur mij geen mail", description="Dan kijkt u zelf af en toe in uw omgeving of er iets staat."
    )

    def validate_postcode(self, field: TextField) -> None:
        """Look at its form. Raises ValidationError."""
        if not postcode_digits(field.data or ""):
            raise ValidationError(ANY_POSTCODE)


@blueprint.get("/mijn/verder-met-naam")
@door("dossier:go_on_known", dossier="own", part="verder met naam")
def become_known(dossier: DossierView) -> Page:
    """Choose what comes along."""
    if not dossier.without_name:
        return redirect(url_for("client.home"), 303)
    parts = _parts(dossier)
    chosen = _chosen() if "gekozen" in request.args else frozenset(Part)
    listed = [(part.value, PART_LABELS[part], part in chosen) for part in parts]
    return render_template("client/become_known.html", dossier=dossier, parts=listed)


@blueprint.route("/mijn/verder-met-naam/gegevens", methods=["GET", "POST"])
@door("dossier:go_on_known", dossier="own", part="verder met naam")
def become_known_details(dossier: DossierView) -> Page:
    """Say who one is, with what comes along and what is erased in sight; sending it does it."""
    if not dossier.without_name:
        return redirect(url_for("client.home"), 303)
    form, parts, chosen = NameForm(), _parts(dossier), _chosen()
    form.password.own, status = (dossier.municipality.name, dossier.municipality.slug), 422
    if form.is_submitted():
        valid = form.validate()
        if not form.postcode.errors:
            _look_where(dossier, form.postcode)
        if valid and not form.errors:
            try:
                return _go_on(dossier, form, chosen)
            except limits.TooManyTries as refused:
                form.form_errors, status = [str(refused)], 429
    if form.errors and not form.password.errors:
        form.password.errors = [PASSWORD_ONCE_MORE]
    along, erased = ([PART_LABELS[p] for p in parts if (p in chosen) is wanted] for wanted in (True, False))
    page = render_template(
        "client/become_known_details.html", dossier=dossier, form=form, along=along, erased=erased,
        chosen=[part.value for part in Part if part in chosen],
    )  # fmt: skip
    return (page, status) if form.errors else page


def _parts(dossier: DossierView) -> tuple[Part, ...]:
    found = filled_parts(session(), current_actor(), dossier)
    session().close()
    return found


def _chosen() -> frozenset[Part]:
    known = {part.value for part in Part}
    return frozenset(Part(value) for value in request.values.getlist("neem") if value in known)


def _look_where(dossier: DossierView, field: TextField) -> None:
    """See that the postcode is of this municipality; puts the sentence at the field."""
    found = municipality_of_postcode(session(), postcode_digits(field.data or "") or "")
    session().close()
    if found is None or found.id != dossier.municipality_id:
        where = dossier.municipality.name
        field.errors = [
            f"Deze postcode hoort niet bij {where}. Woont u ergens anders? Dan helpt uw eigen gemeente u."
        ]


def _go_on(dossier: DossierView, form: NameForm, chosen: frozenset[Part]) -> Response:
    email = form.email.data.strip()
    limits.count_try(session(), limits.REGISTER, request.remote_addr or "", now())
    limits.count_try(session(), limits.REGISTER_PER_ADDRESS, email.lower(), now())
    there = url_for("client.registered", melding="verder-met-naam")
    hashed = hash_password(form.password.data)
    told = Becoming(
        called=form.called.data, email=email, postcode=form.postcode.data or "", mail_allowed=not form.no_mail.data,
        chosen=chosen,
    )  # fmt: skip
    person_id = go_on_known(
        session(), current_actor(), now(), dossier, told, hashed, form=FormToken(form.token.data, there)
    )
    hats = hats_of(session(), person_id, now())
    session().close()
    forget_open_forms()
    token = start_session(session(), now(), person_id, hats, say_device(request.user_agent.string))
    return remember(with_session_cookie(redirect(there, 303), token), person_id)
