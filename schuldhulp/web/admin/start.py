"""The first page of administration, what was changed, and the municipalities of the platform."""

import re
from uuid import UUID, uuid4

from flask import abort, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from schuldhulp.access import Role
from schuldhulp.calendar import local_date
from schuldhulp.municipalities import actions
from schuldhulp.municipalities.queries import teams
from schuldhulp.staff.queries import all_municipalities, areas, changes, members
from schuldhulp.staff.rows import Invited
from schuldhulp.teamwork.queries import read_rule
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import own_municipality, saved, status_of
from schuldhulp.web.forms import EmailField, InputRequired, LongTextField, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session

PARTS = {
    "teksten": "teksten", "kleuren": "kleuren", "openingstijden": "openingstijden", "termijnen": "termijnen",
    "werkgebied": "werkgebied", "teams": "teams", "verdeling": "verdeling over teams", "rapport": "rapport",
    "alarm": "alarm", "medewerkers": "medewerkers", "gemeente": "gemeente",
    "antwoordteksten": "teksten voor antwoorden", "werkvormen": "werkvormen", "bewaartermijnen": "bewaartermijnen",
    "inlogdiensten": "inlogdiensten",
}  # fmt: skip
KINDS = {
    "changed": "veranderd", "added": "toegevoegd", "removed": "weggehaald", "ended": "gestopt",
    "ending": "laatste dag gezet", "invited": "opnieuw uitgenodigd", "opened": "doet mee", "closed": "doet niet mee",
    "second_step_reset": "tweede stap weggehaald",
}  # fmt: skip


@blueprint.get("/beheer")
@door("administration:open")
def start() -> str:
    """Show the parts of a municipality with what still misses, or the municipalities of the platform."""
    if current_actor().role is Role.PLATFORM_ADMIN:
        listed = all_municipalities(session())
        session().close()
        return render_template(
            "admin/start.html", municipalities=listed, tokens={m.id: uuid4().hex for m in listed}
        )
    place = own_municipality()
    staff = [
        m
        for m in members(session(), current_actor())
        if m.ended_on is None or m.ended_on >= local_date(now())
    ]
    served = areas(session(), current_actor())
    routed = len(teams(session(), place.id)) < 2 or read_rule(session(), place.id).default_team is not None
    session().close()
    roles = {m.role for m in staff}
    missing = [
        words
        for words, there in (
            ("een telefoonnummer", bool(place.phone)), ("het adres van het loket", bool(place.text("address"))),
            ("wat hulp kost", bool(place.text("costs"))), ("een werkgebied", bool(served)),
            ("een team voor wat nergens anders bij hoort", routed),
            ("een teamleider", Role.TEAM_LEAD in roles), ("een schuldhulpverlener", Role.COUNSELLOR in roles),
        )
        if not there
    ]  # fmt: skip
    return render_template(
        "admin/start.html",
        municipalities=None,
        tokens={},
        place=place,
        staff=staff,
        areas=served,
        missing=missing,
    )


@blueprint.get("/beheer/wijzigingen")
@door("municipality:configure")
def setting_changes() -> str:
    """Show who changed which part, and when."""
    listed = changes(session(), current_actor())
    session().close()
    return render_template("admin/setting_changes.html", changes=listed, parts=PARTS, kinds=KINDS)


class MunicipalityForm(PageForm):
    """A new municipality and its first administrator."""

    name = TextField("Naam van de gemeente", [InputRequired("Vul de naam in.")], max_length=80)
    slug = TextField(
        "Webadres", [InputRequired("Vul het webadres in.")], max_length=40,
        description="Kleine letters, cijfers en streepjes, zoals voorbeeldstad. De pagina wordt /g/voorbeeldstad.",
    )  # fmt: skip
    areas = LongTextField(
        "Postcodes", rows=3, description="Eén reeks per regel, zoals 1200-1249. Later aanvullen kan."
    )
    admin_name = TextField("Naam van de eerste beheerder", [InputRequired("Vul een naam in.")], max_length=80)
    admin_email = EmailField(
        "E-mailadres van de eerste beheerder", [InputRequired("Vul het e-mailadres in.")]
    )


@blueprint.route("/beheer/gemeenten/nieuw", methods=["GET", "POST"])
@door("platform:manage", fresh=True)
def new_municipality() -> str | Response | tuple[str, int]:
    """Make a municipality; its first administrator gets a link."""
    form = MunicipalityForm()
    if form.validate_on_submit():
        ranges = _ranges(form)
        told = Invited(name=form.admin_name.data, email=form.admin_email.data, role=Role.MUNICIPALITY_ADMIN)
        if not form.errors:
            answer = saved(
                form,
                lambda token: actions.add_municipality(
                    session(),
                    current_actor(),
                    now(),
                    form.slug.data,
                    form.name.data,
                    ranges,
                    told,
                    form=token,
                ),
                url_for("admin.start"),
                "gemeente-gemaakt",
            )
            if answer is not None:
                return answer
    return render_template("admin/new_municipality.html", form=form), status_of(form)


def _ranges(form: MunicipalityForm) -> list[tuple[int, int]]:
    found = []
    for line in (form.areas.data or "").splitlines():
        if not line.strip():
            continue
        match = re.fullmatch(r"([1-9]\d{3})(?:\s*[-–]\s*([1-9]\d{3}))?", line.strip())
        if match is None:
            form.areas.errors = [f"Deze regel is niet te lezen: {line.strip()[:40]}. Schrijf 1200-1249."]
            return []
        found.append((int(match[1]), int(match[2] or match[1])))
    return found


@blueprint.post("/beheer/gemeenten/<uuid:municipality_id>/meedoen")
@door("platform:manage")
def take_part(municipality_id: UUID) -> Response:
    """Let a municipality take part, or not."""
    form, there = PageForm(), url_for("admin.start", melding="gewijzigd")
    if not form.validate_on_submit() or request.form.get("doet-mee") not in ("ja", "nee"):
        abort(400)
    actions.set_takes_part(
        session(), current_actor(), now(), municipality_id, request.form["doet-mee"] == "ja",
        form=FormToken(form.token.data, there),
    )  # fmt: skip
    return redirect(there, 303)
