"""Registration: one page in short parts, ready in five minutes, that loses nothing that was typed."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from schuldhulp.accounts import limits
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.passwords import hash_password
from schuldhulp.accounts.queries import hats_of
from schuldhulp.dossier.actions import Registration, register
from schuldhulp.dossier.clocks import past_online_due
from schuldhulp.dossier.records import situation
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.identifiers import NotValid, read_phone
from schuldhulp.municipalities.queries import MunicipalityView, municipality_of_postcode
from schuldhulp.openid.kinds import Provider
from schuldhulp.openid.protocol import Shown
from schuldhulp.openid.rows import LinkedToAnother
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import AlreadyHandled, FormToken
from schuldhulp.web.devices import say_device
from schuldhulp.web.forms import (
    BooleanField,
    CheckboxesField,
    ChoiceField,
    DateField,
    InputRequired,
    LongTextField,
    TextField,
)
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.known_device import remember
from schuldhulp.web.new_password import NewPasswordField
from schuldhulp.web.public import newcomers
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.coming_in import through_provider, with_password
from schuldhulp.web.public.fronts import (
    asked_postcode,
    find_or_404,
    taking_part,
    unchanged_or,
)
from schuldhulp.web.public.newcomers import registering_via
from schuldhulp.web.public.signing_in import whose_password
from schuldhulp.web.sessions import end_present_session, with_session_cookie
from schuldhulp.web.steps.step_form import ConditionalForm, NoneAlone
from schuldhulp.web.who_fields import (
    ANY_POSTCODE,
    PASSWORD_ONCE_MORE,
    called_field,
    email_field,
    postcode_digits,
    postcode_field,
)

ANEW = "Log in een nieuw tabblad opnieuw in, en druk daarna hier nog een keer op de knop."
THREAT_PART = (
    "eviction", "eviction_on", "supply", "supply_on", "insurance_ends", "insurance_on", "urgent", "urgent_on", "food",
)  # fmt: skip


class TooLongAgo(Refused):
    """Who came in at a service did so too long ago to register with it."""


def _dates(*names: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    asked = {part.name: part.metadata["only_if"] for part in fields(situation.Threat)}
    return {name: asked[name] for name in names}


class RegistrationForm(ConditionalForm):
    """Everything that is asked at the door; most of it may stay open."""

    conditions = _dates("eviction_on", "supply_on", "insurance_on", "urgent_on")

    postcode = postcode_field()
    called = called_field()
    email = email_field()
    password = NewPasswordField()
    phone = TextField(
        "Op welk nummer kunnen wij u bellen?",
        autocomplete="tel",
        max_length=30,
        description="Dit hoeft niet.",
    )
    call_when = CheckboxesField("Wanneer mogen wij bellen?", [NoneAlone("niet")], choices=situation.PartOfDay)
    voicemail = ChoiceField("Mogen wij uw voicemail inspreken?", choices=YesNo)
    post_home = ChoiceField("Mag er post naar uw huis?", choices=YesNo)
    reads_along = ChoiceField(
        "Leest er iemand mee op uw telefoon of in uw mail?", choices=YesNo,
        description="Wij vragen dit voor uw veiligheid. Kiest u ja, dan sturen wij u nooit mail.",
    )  # fmt: skip
    no_mail = BooleanField(
        "Stuur mij geen mail", description="Dan kijkt u zelf af en toe in uw omgeving of er iets staat."
    )
    eviction = ChoiceField("Staat in een brief dat u uw huis uit gezet wordt?", choices=YesNo)
    eviction_on = DateField(
        "Welke dag staat er in die brief?", near=True, description="Bijvoorbeeld 26-11-2026."
    )
    supply = CheckboxesField(
        "Stopt uw gas, stroom, stadswarmte of water?", [NoneAlone()], choices=situation.Supply
    )
    supply_on = DateField("Wanneer stopt de levering?", near=True)
    insurance_ends = ChoiceField(
        "Stopt uw zorgverzekering?", choices=YesNo,
        help="Een brief van het CAK is iets anders. Dan bent u nog verzekerd.",
    )  # fmt: skip
    insurance_on = DateField("Wanneer stopt uw zorgverzekering?", near=True)
    urgent = CheckboxesField("Speelt er iets van dit alles?", [NoneAlone()], choices=situation.Urgent)
    urgent_on = DateField("Welke dag staat in die brief?", near=True)
    food = ChoiceField("Heeft u geld voor eten tot uw volgende inkomen?", choices=YesNo)
    question_for_help = LongTextField(
        "Waar wilt u hulp bij?", rows=5, description="Schrijf het zoals u het zou vertellen. Kort is goed."
    )
    has_read = BooleanField(
        "Ik heb dit gelezen",
        [InputRequired("Zet hier een vinkje als u de informatie gelezen heeft. Het is geen toestemming.")],
    )

    def validate_postcode(self, field: TextField) -> None:
        """Look at its form. Raises ValidationError."""
        if not postcode_digits(field.data or ""):
            raise ValidationError(ANY_POSTCODE)

    def validate_phone(self, field: TextField) -> None:
        """Look at its form, unless it was refused for its length already. Raises ValidationError."""
        if not field.data:
            return
        try:
            read_phone(field.data)
        except NotValid as refused:
            raise ValidationError(str(refused)) from refused


@blueprint.get("/aanmelden")
@public
def where() -> str | Response | tuple[str, int]:
    """Registration begins with the municipality: by postcode, or from the list."""
    typed, fault, found = asked_postcode("public.registration")
    if found is not None:
        return found
    page = render_template("public/where.html", listed=taking_part(), typed=typed, fault=fault)
    return (page, 422) if fault else unchanged_or(page)


@blueprint.route("/g/<gemeente>/aanmelden", methods=["GET", "POST"])
@public
def registration(gemeente: str) -> Response | str | tuple[str, int]:
    """Register with a municipality: the page, or the account, the dossier and the way in."""
    place = find_or_404(gemeente)
    if not place.takes_part:
        return redirect(url_for("public.other_help", gemeente=place.slug), 303)
    form, elsewhere, status, via = RegistrationForm(), None, 200, registering_via(place)
    if via is None:
        form.password.own = (place.name, place.slug)
    else:
        del form.password
    if form.is_submitted():
        valid = form.validate()
        if not form.postcode.errors:
            elsewhere = _elsewhere(place, form.postcode)
        if valid and not form.errors:
            try:
                return _come_in(place, form) if via is None else _come_in_via(place, form, via)
            except (LinkedToAnother, TooLongAgo) as refused:
                form.form_errors = [str(refused)]
            except limits.TooManyTries as refused:
                form.form_errors, status = [str(refused)], 429
    if request.method == "GET" and not form.postcode.data:
        form.postcode.data = postcode_digits(request.args.get("postcode", ""))
    if form.errors and via is None and not form.password.errors:
        form.password.errors = [PASSWORD_ONCE_MORE]
    due = past_online_due(now(), place.levels, place.opening)
    threats = [form[name] for name in THREAT_PART]
    page = render_template(
        "public/registration.html", form=form, place=place, due=due, threats=threats, elsewhere=elsewhere, via=via,
        outside=bool(form.postcode.errors) and form.postcode.errors[0] != ANY_POSTCODE,
    )  # fmt: skip
    return (page, status if status != 200 else 422) if form.errors else page


def _elsewhere(place: MunicipalityView, field: TextField) -> MunicipalityView | None:
    """The other municipality that a postcode belongs to; puts the sentence at the field."""
    found = municipality_of_postcode(session(), postcode_digits(field.data or "") or "")
    session().close()
    if found is not None and found.id == place.id:
        return None
    if found is not None and found.takes_part:
        field.errors = [f"Deze postcode hoort bij {found.name}. Bovenaan kunt u zich daar aanmelden."]
        return found
    field.errors = [
        f"Deze postcode hoort niet bij {place.name}. Klopt de postcode? Bovenaan staat andere hulp."
    ]
    return None


def _come_in(place: MunicipalityView, form: RegistrationForm) -> Response:
    email = form.email.data.strip()
    limits.count_try(session(), limits.REGISTER, request.remote_addr or "", now())
    limits.count_try(session(), limits.REGISTER_PER_ADDRESS, email.lower(), now())
    there = url_for("client.registered")
    hashed = hash_password(form.password.data)
    try:
        done = register(session(), now(), place, _told(form), hashed, form=FormToken(form.token.data, there))
    except AlreadyHandled:
        return _once_more(there, email, form.password.data)
    return _signed_in(there, done.person_id)


def _come_in_via(place: MunicipalityView, form: RegistrationForm, via: Provider) -> Response:
    """Register whoever came in at a service just now; it is their way in from then on."""
    limits.count_try(session(), limits.REGISTER, request.remote_addr or "", now())
    limits.count_try(session(), limits.REGISTER_PER_ADDRESS, form.email.data.strip().lower(), now())
    there, known_as = url_for("client.registered"), newcomers.taken(place, via)
    if known_as is None:
        raise TooLongAgo(f"Het inloggen met {via.kind.label} was te lang geleden. {ANEW}")
    token = FormToken(form.token.data, there)
    done = register(session(), now(), place, _told(form), None, known_as=known_as, form=token)
    return through_provider(via, known_as.token, done.person_id, Shown("", strong=False), there)


def _once_more(there: str, email: str, password: str) -> Response:
    """The same form a second time: the first made the account, and its password opens it.

    As at signing in, with whatever that asks more: the form may come back with the address of another account.
    """
    person = whose_password(email, password)
    return redirect(there, 303) if person is None else with_password(person.id, there)[0]


def _signed_in(there: str, person_id: UUID) -> Response:
    hats = hats_of(session(), person_id, now())
    session().close()
    end_present_session(goes_on=person_id)
    token = start_session(session(), now(), person_id, hats, say_device(request.user_agent.string))
    return remember(with_session_cookie(redirect(there, 303), token), person_id)


def _told(form: RegistrationForm) -> Registration:
    given = {f.short_name: f.data for f in form.asked if not form.is_hidden(f.short_name)}
    threat = situation.Threat(**{name: given.get(name) for name in THREAT_PART}, reach_now=given["phone"])
    reach = situation.Reach(
        **{name: given[name] for name in ("called", "call_when", "voicemail", "post_home", "reads_along")}
    )
    answers: dict[str, Any] = {"bereiken": reach}
    if any(given.get(name) for name in THREAT_PART):
        answers["dreigt-er-iets"] = threat
    return Registration(
        called=given["called"], email=given["email"], contact=given["phone"] or "", mail_allowed=not given["no_mail"],
        question_for_help=given["question_for_help"] or "", postcode=given["postcode"] or "", answers=answers,
    )  # fmt: skip
