"""The people who work for the municipality: invite, change, stop."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from schuldhulp.access import MEMBER_ROLES, ROLE_LABELS, Role
from schuldhulp.calendar import local_date
from schuldhulp.municipalities.queries import DAYS
from schuldhulp.municipalities.queries import teams as teams_of
from schuldhulp.staff import actions
from schuldhulp.staff.queries import Member, members
from schuldhulp.staff.rows import Invited
from schuldhulp.teamwork.routing import LANGUAGES
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import beaten, own_municipality, saved, status_of
from schuldhulp.web.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    DropdownField,
    EmailField,
    InputRequired,
    IntegerField,
    LongTextField,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session

_WEEK = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")


class CardForm(PageForm):
    """What clients and team leads see of somebody."""

    name = TextField("Voor- en achternaam", [InputRequired("Vul een naam in.")], max_length=80)
    team = DropdownField("Team", blank="Geen team")
    function = TextField(
        "Functie", max_length=60, description="Bijvoorbeeld schuldhulpverlener. Dit mag leeg blijven."
    )
    working_days = CheckboxesField(
        "Werkdagen", choices=list(zip(DAYS, _WEEK, strict=False)), default=DAYS[:5]
    )
    hours_a_week = IntegerField(
        "Uren per week", [InputRequired("Vul de uren in.")], min=1, max=40, default=28
    )
    languages = CheckboxesField("Talen", choices=list(LANGUAGES.items()), default=("nl",))
    intro = LongTextField(
        "Een paar woorden voor cliënten",
        rows=2,
        max_length=300,
        description="Staat op het kaartje dat cliënten zien.",
    )


class InviteForm(CardForm):
    """The card, with the address and the role."""

    email = EmailField(
        "E-mailadres", [InputRequired("Vul het e-mailadres in.")], description="Hierheen gaat de uitnodiging."
    )
    role = ChoiceField(
        "Rol", [InputRequired("Kies een rol.")],
        choices=[(r.value, ROLE_LABELS[r][:1].upper() + ROLE_LABELS[r][1:]) for r in MEMBER_ROLES],
        default=Role.COUNSELLOR.value,
    )  # fmt: skip


def _told(form: Any, email: str, role: Role) -> Invited:
    return Invited(
        name=form.name.data, email=email, role=role, team_id=UUID(form.team.data) if form.team.data else None,
        function=form.function.data or "", working_days=tuple(form.working_days.data or ()),
        languages=tuple(form.languages.data or ()), hours_a_week=form.hours_a_week.data, intro=form.intro.data or "",
    )  # fmt: skip


def _offer_teams(form: CardForm) -> list[tuple[UUID, str]]:
    listed = teams_of(session(), own_municipality().id)
    session().close()
    form.team.offer([(str(i), name) for i, name in listed])
    return listed


@blueprint.get("/beheer/medewerkers")
@door("staff:manage")
def staff() -> str:
    """Show who works here, in which role, and who was invited or stops."""
    listed = members(session(), current_actor())
    session().close()
    return render_template("admin/staff.html", members=listed, today=local_date(now()), days=_days)


def _days(days: tuple[str, ...]) -> str:
    return ", ".join(days) or "–"


@blueprint.route("/beheer/medewerkers/nieuw", methods=["GET", "POST"])
@door("staff:manage", fresh=True)
def new_member() -> str | Response | tuple[str, int]:
    """Invite somebody: the mail holds a link that works once."""
    form = InviteForm()
    listed = _offer_teams(form)
    if request.method == "GET" and len(listed) == 1:
        form.team.data = str(listed[0][0])
    if form.validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.invite_member(
                session(),
                current_actor(),
                now(),
                _told(form, form.email.data, Role(form.role.data)),
                form=token,
            ),
            url_for("admin.staff"),
            "uitgenodigd",
        )
        if answer is not None:
            return answer
    return render_template("admin/new_member.html", form=form), status_of(form)


class EndForm(PageForm):
    """Now, or a last day to come."""

    last_day = DateField(
        "Laatste werkdag", not_past=True, description="Alleen als iemand nog blijft tot een dag."
    )


def _member(membership_id: UUID) -> Member:
    found = members(session(), current_actor(), membership_id)
    session().close()
    if not found:
        abort(404)
    return found[0]


@blueprint.route("/beheer/medewerkers/<uuid:membership_id>", methods=["GET", "POST"])
@door("staff:manage")
def member(membership_id: UUID) -> str | Response | tuple[str, int]:
    """Change what clients and team leads see of somebody."""
    found = _member(membership_id)
    stored = {
        "name": found.name, "team": str(found.team_id or ""), "function": found.function, "intro": found.intro,
        "working_days": found.working_days, "hours_a_week": found.hours_a_week, "languages": found.languages,
    }  # fmt: skip
    form = CardForm(data={**stored, "version": found.version})
    _offer_teams(form)
    if form.validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.change_member(
                session(), current_actor(), now(), membership_id, _told(form, found.email, found.role),
                form.version.data, form=token,
            ),
            url_for("admin.staff"),
        )  # fmt: skip
        if answer is not None:
            return answer
    theirs = []
    if beaten(form):
        theirs = [(f.label.text, _plain(stored[f.short_name])) for f in form.asked
                  if (f.data or "") != (stored[f.short_name] or "")]  # fmt: skip
        form.version.data = found.version
    page = render_template(
        "admin/member.html", form=form, member=found, theirs=theirs, today=local_date(now()),
        role=ROLE_LABELS[found.role],
    )  # fmt: skip
    return page, status_of(form)


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "(leeg)")


@blueprint.route("/beheer/medewerkers/<uuid:membership_id>/stopt", methods=["GET", "POST"])
@door("staff:manage", fresh=True)
def member_stops(membership_id: UUID) -> str | Response | tuple[str, int]:
    """Let somebody stop: now, with their dossiers to the queue, or on a day to come."""
    found, form = _member(membership_id), EndForm()
    if form.validate_on_submit():
        last_day = form.last_day.data if request.form.get("actie") == "dag" else None
        if request.form.get("actie") == "dag" and last_day is None:
            form.last_day.errors = ["Vul de laatste dag in, of kies ‘Stop nu’."]
        else:
            answer = saved(
                form,
                lambda token: actions.end_membership(
                    session(), current_actor(), now(), membership_id, last_day, form=token
                ),
                url_for("admin.staff"),
                "gestopt" if last_day is None else "gewijzigd",
            )
            if answer is not None:
                return answer
    return render_template("admin/member_stops.html", form=form, member=found), status_of(form)


@blueprint.post("/beheer/medewerkers/<uuid:membership_id>/uitnodiging")
@door("staff:manage", fresh=True)
def invite_again(membership_id: UUID) -> Response:
    """Send the link again."""
    form, there = PageForm(), url_for("admin.staff", melding="uitgenodigd")
    if not form.validate_on_submit():
        return redirect(url_for("admin.member", membership_id=membership_id), 303)
    actions.invite_again(
        session(), current_actor(), now(), membership_id, form=FormToken(form.token.data, there)
    )
    return redirect(there, 303)
