"""The sign-in services of a municipality: its own for staff, and those of a broker for residents."""

from typing import Any

import structlog
from flask import render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.openid.actions import Told, configure
from schuldhulp.openid.asking import Unreachable, get_to_know
from schuldhulp.openid.kinds import USUAL_LEVELS, USUAL_STRONG_AMR, Kind, Provider
from schuldhulp.openid.protocol import NotTrusted, is_address
from schuldhulp.openid.queries import providers_of
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import beaten, own_municipality, saved, status_of
from schuldhulp.web.forms import (
    BooleanField,
    InputRequired,
    LongTextField,
    PageForm,
    PasswordField,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.openid import kind_or_404, reach, redirect_uri

log = structlog.get_logger("schuldhulp.openid")
NO_ADDRESS = "Dit is geen adres dat begint met https://."
NO_ANSWER = "Op dit adres geeft geen inlogdienst antwoord. Klopt het adres?"
NOT_FIT = {
    "issuer": "De dienst noemt zichzelf anders dan dit adres. Neem het adres (issuer) precies over.",
    "pkce": "Deze dienst kent PKCE met S256 niet. Zonder dat is inloggen niet veilig genoeg.",
    "algorithm": "Deze dienst ondertekent niet met een sleutel van zichzelf (RS, PS of ES).",
}
NO_LEVEL = "Schrijf minstens één niveau op. Anders zou elk niveau genoeg zijn."
NO_SECRET = "Vul het geheim in dat u van de dienst kreeg."
Page = str | Response | tuple[str, int]


class ProviderForm(PageForm):
    """How a service is reached, whom it names, and what counts as a second step."""

    issuer = TextField(
        "Adres van de dienst (issuer)", [InputRequired("Vul het adres in.")], max_length=300,
        description="Precies zoals de dienst het opgeeft, bijvoorbeeld https://login.voorbeeld.nl.",
    )  # fmt: skip
    client_id = TextField("Client-id", [InputRequired("Vul het client-id in.")], max_length=200)
    client_secret = PasswordField("Geheim (client secret)", autocomplete="off")
    subject_claim = TextField(
        "Waarde die de persoon aanwijst", [InputRequired("Vul de naam van de waarde in.")], max_length=100,
        default="sub", description="Meestal sub. Bij Microsoft Entra is oid beter. Gebruik nooit een e-mailadres.",
    )  # fmt: skip
    levels = LongTextField(
        "Niveaus die genoeg zijn (acr)", rows=4, max_length=2000,
        description="Eén per regel. Wie lager inlogt, komt niet binnen.",
    )  # fmt: skip
    strong_acr = LongTextField(
        "Niveaus (acr) die als tweede stap tellen", rows=2, max_length=2000,
        description="Eén per regel. Leeg: dan vragen wij zelf een tweede stap aan wie die heeft of nodig heeft.",
    )  # fmt: skip
    strong_amr = LongTextField(
        "Manieren (amr) die als tweede stap tellen",
        rows=2,
        max_length=2000,
        description="Eén per regel, zoals mfa.",
    )
    in_use = BooleanField("Deze dienst gebruiken")
    passwords_off = BooleanField(
        "Gekoppelde medewerkers loggen alleen nog hiermee in",
        description="Een wachtwoord of passkey opent hun werk dan niet meer. Een beheerder houdt die wel.",
    )


@blueprint.get("/beheer/inlogdiensten")
@door("municipality:configure")
def providers() -> str:
    """Show the sign-in services, and which are in use."""
    found = providers_of(session(), own_municipality().id)
    session().close()
    return render_template("admin/providers.html", kinds=list(Kind), found=found)


@blueprint.route("/beheer/inlogdiensten/<dienst>", methods=["GET", "POST"])
@door("municipality:configure", fresh=True)
def provider(dienst: str) -> Page:
    """Configure one sign-in service; in use it first has to say who it is."""
    kind, place = kind_or_404(dienst), own_municipality()
    present = providers_of(session(), place.id).get(kind)
    session().close()
    form = _form(kind, present)
    if form.validate_on_submit() and _holds(form, kind, present):
        answer = saved(
            form,
            lambda token: configure(
                session(), current_actor(), now(), _told(form, kind), form.version.data, form=token
            ),
            url_for("admin.providers"),
        )
        if answer is not None:
            return answer
    theirs = _theirs(present) if beaten(form) and present is not None else []
    if theirs and present is not None:
        form.version.data = present.version
    page = render_template(
        "admin/provider.html", form=form, kind=kind, theirs=theirs, has_secret=bool(present and present.client_secret),
        comes_back_at=redirect_uri(place, kind),
    )  # fmt: skip
    return page, status_of(form)


def _form(kind: Kind, present: Provider | None) -> ProviderForm:
    data: dict[str, Any] = {
        "levels": "\n".join(USUAL_LEVELS[kind]), "strong_amr": "\n".join(USUAL_STRONG_AMR.get(kind, ())),
        "strong_acr": "\n".join(USUAL_LEVELS[kind]), "subject_claim": "sub", "in_use": False, "version": None,
    }  # fmt: skip
    if present is not None:
        data = {name: getattr(present, name) for name in ("issuer", "client_id", "subject_claim", "version")}
        data |= {name: "\n".join(getattr(present, name)) for name in ("levels", "strong_acr", "strong_amr")}
        data |= {"in_use": present.in_use, "passwords_off": present.passwords_off}
    form = ProviderForm(data=data)
    if not kind.is_staff:
        del form.passwords_off
    return form


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))


def _told(form: ProviderForm, kind: Kind) -> Told:
    return Told(
        kind=kind, issuer=form.issuer.data, client_id=form.client_id.data,
        client_secret=form.client_secret.data or None, subject_claim=form.subject_claim.data,
        levels=_lines(form.levels.data), strong_acr=_lines(form.strong_acr.data),
        strong_amr=_lines(form.strong_amr.data), in_use=form.in_use.data,
        passwords_off=kind.is_staff and form.passwords_off.data,
    )  # fmt: skip


def _holds(form: ProviderForm, kind: Kind, present: Provider | None) -> bool:
    """Whether what was typed can be used; puts the sentences at the fields. Asks the service, outside a transaction."""
    if not is_address(form.issuer.data, tls=not reach().anything):
        form.issuer.errors = [NO_ADDRESS]
    if not kind.is_staff and not _lines(form.levels.data):
        form.levels.errors = [NO_LEVEL]
    if form.in_use.data and not form.client_secret.data and not (present and present.client_secret):
        form.client_secret.errors = [NO_SECRET]
    if form.subject_claim.data in ("email", "upn", "preferred_username", "name"):
        form.subject_claim.errors = [
            "Dit kan veranderen of van een ander worden. Kies een vast nummer, zoals sub."
        ]
    if form.errors or not form.in_use.data:
        return not form.errors
    try:
        get_to_know(form.issuer.data, now(), reach(), anew=True)
    except Unreachable as error:
        log.warning("openid_not_asked", kind=kind.value, code=error.why)
        form.issuer.errors = [NO_ANSWER]
    except NotTrusted as error:
        form.issuer.errors = [NOT_FIT.get(error.why, NO_ANSWER)]
    return not form.errors


def _theirs(present: Provider) -> list[tuple[str, str]]:
    return [("Adres van de dienst", present.issuer), ("Client-id", present.client_id)]
