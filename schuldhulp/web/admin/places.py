"""Which postcodes the municipality serves, its teams, and which team a registration goes to."""

import re
from typing import Any
from uuid import UUID, uuid4

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.municipalities import actions
from schuldhulp.municipalities.queries import teams as teams_of
from schuldhulp.refusals import Refused
from schuldhulp.staff.queries import areas
from schuldhulp.teamwork.queries import read_rule
from schuldhulp.teamwork.routing import LANGUAGES, PostcodeRange, Routing, Rule
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import beaten, own_municipality, saved, status_of
from schuldhulp.web.forms import (
    ChoiceField,
    DropdownField,
    InputRequired,
    IntegerField,
    LongTextField,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session

POSTCODE = [InputRequired("Schrijf vier cijfers, bijvoorbeeld 1234.")]


class AreaForm(PageForm):
    """One range."""

    first = IntegerField("Van postcode", POSTCODE, min=1000, max=9999)
    last = IntegerField("Tot en met postcode", POSTCODE, min=1000, max=9999)


@blueprint.route("/beheer/werkgebied", methods=["GET", "POST"])
@door("municipality:configure")
def area() -> str | Response | tuple[str, int]:
    """Add or take away postcodes; who lives there can register here."""
    form = AreaForm()
    there = url_for("admin.area")
    if "weg" in request.form and PageForm().validate_on_submit():
        answer = saved(form, _remove(request.form["weg"]), there)
        if answer is not None:
            return answer
    elif form.validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.add_area(
                session(), current_actor(), now(), form.first.data, form.last.data, form=token
            ),
            there,
        )
        if answer is not None:
            return answer
    listed = areas(session(), current_actor())
    session().close()
    page = render_template(
        "admin/area.html", form=form, areas=listed, tokens={a.id: uuid4().hex for a in listed}
    )
    return page, status_of(form)


def _remove(text: str) -> Any:
    try:
        area_id = UUID(text)
    except ValueError:
        abort(404)
    return lambda token: actions.remove_area(session(), current_actor(), now(), area_id, form=token)


class TeamForm(PageForm):
    """The name of a team; `team_id` when one gets another name."""

    name = TextField("Naam van het team", [InputRequired("Geef het team een naam.")], max_length=60)


class RoutingForm(PageForm):
    """The rule; lines of postcodes or languages with a team each."""

    rule = ChoiceField("Waarheen gaat een aanmelding?", choices=Rule, default=Rule.ONE)
    default_team = DropdownField("Naar welk team, als er niets anders is gezegd?", blank="Nog geen keuze")
    lines = LongTextField(
        "Regels", rows=5,
        description="Eén per regel. Bij postcode: 1200-1249 = Noord. Bij taal: Turks = Zuid.",
    )  # fmt: skip


@blueprint.route("/beheer/teams", methods=["GET", "POST"])
@door("municipality:configure")
def teams() -> str | Response | tuple[str, int]:
    """Add a team, or give one another name."""
    form = TeamForm()
    team_id = _known_team(request.form.get("team"))
    if form.validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.save_team(
                session(), current_actor(), now(), form.name.data, team_id, form=token
            ),
            url_for("admin.teams"),
        )
        if answer is not None:
            return answer
    listed = teams_of(session(), own_municipality().id)
    rule = read_rule(session(), own_municipality().id)
    session().close()
    page = render_template(
        "admin/teams.html", form=form, teams=listed, rule=rule, tokens={i: uuid4().hex for i, _ in listed}
    )
    return page, status_of(form)


def _known_team(text: str | None) -> UUID | None:
    if not text:
        return None
    known = {str(i): i for i, _ in teams_of(session(), own_municipality().id)}
    session().close()
    if text not in known:
        abort(404)
    return known[text]


@blueprint.route("/beheer/verdeling", methods=["GET", "POST"])
@door("municipality:configure")
def routing() -> str | Response | tuple[str, int]:
    """Change which team a registration goes to."""
    place = own_municipality()
    listed = teams_of(session(), place.id)
    present = read_rule(session(), place.id)
    session().close()
    form = RoutingForm(
        data={"rule": present.rule, "default_team": str(present.default_team or ""), "version": place.version,
              "lines": _as_lines(present, dict(listed))}
    )  # fmt: skip
    form.default_team.offer([(str(i), name) for i, name in listed])
    if form.validate_on_submit():
        rule = _read(form, {name.casefold(): i for i, name in listed})
        if rule is not None:
            answer = saved(
                form,
                lambda token: actions.change_routing(
                    session(), current_actor(), now(), rule, form.version.data, form=token
                ),
                url_for("admin.teams"),
            )
            if answer is not None:
                return answer
    theirs = [("Nu staat er", present.rule.label)] if beaten(form) else []
    if theirs:
        form.version.data = place.version
    return render_template("admin/routing.html", form=form, teams=listed, theirs=theirs), status_of(form)


def _as_lines(rule: Routing, names: dict[UUID, str]) -> str:
    lines = [f"{r.first}-{r.last} = {names.get(r.team_id, '?')}" for r in rule.ranges]
    lines += [
        f"{LANGUAGES.get(code, code)} = {names.get(team, '?')}"
        for code, team in (rule.languages or {}).items()
    ]
    return "\n".join(lines)


def _read(form: RoutingForm, by_name: dict[str, UUID]) -> Routing | None:
    """The rule as typed; None with a sentence at the field when a line cannot be read."""
    codes = {name.casefold(): code for code, name in LANGUAGES.items()}
    ranges: list[PostcodeRange] = []
    languages: dict[str, UUID] = {}
    for line in (form.lines.data or "").splitlines():
        if not line.strip():
            continue
        left, _, right = (part.strip() for part in line.partition("="))
        team, postcodes = (
            by_name.get(right.casefold()),
            re.fullmatch(r"([1-9]\d{3})\s*[-–]\s*([1-9]\d{3})", left),
        )
        if team is not None and postcodes:
            ranges.append(PostcodeRange(int(postcodes[1]), int(postcodes[2]), team))
        elif team is not None and left.casefold() in codes:
            languages[codes[left.casefold()]] = team
        else:
            form.lines.errors = [f"Deze regel is niet te lezen: {line.strip()[:60]}"]
            return None
    default = form.default_team.data
    if not default and len(by_name) > 1:
        form.default_team.errors = ["Kies een team. Daar gaat heen wat nergens anders bij hoort."]
        return None
    try:
        return Routing(
            form.rule.data or Rule.ONE, UUID(default) if default else None, tuple(ranges), languages
        )
    except Refused as refused:
        form.lines.errors = [str(refused)]
        return None
