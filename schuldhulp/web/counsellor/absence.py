"""Being away: from when until when, who stands in, and what was promised for those days."""

from datetime import date
from uuid import UUID, uuid4

from flask import abort, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from schuldhulp.absences.queries import absences
from schuldhulp.access import ROLE_LABELS, Role
from schuldhulp.calendar import local_date
from schuldhulp.inbox import words
from schuldhulp.refusals import Refused
from schuldhulp.teamwork import actions, queries
from schuldhulp.teamwork.queries import Workload
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.counsellor.team import this_municipality, uuid_of
from schuldhulp.web.forms import DateField, DropdownField, InputRequired, PageForm
from schuldhulp.web.guard import current_actor, door, now, session


class AbsenceForm(PageForm):
    """Whose absence, which days, and who stands in."""

    whose = DropdownField("Wie is er weg?", blank="")
    first_day = DateField("Eerste dag weg", [InputRequired("Vul de eerste dag in, zoals 21-12-2026.")])
    last_day = DateField(
        "Laatste dag weg", [InputRequired("Vul de laatste dag in, zoals 31-12-2026.")], not_past=True
    )
    stand_in = DropdownField("Wie vervangt?", [InputRequired("Kies een collega die vervangt.")])


@blueprint.route("/afwezig", methods=["GET", "POST"])
@door("absence:change")
def absence() -> str | Response | tuple[str, int]:
    """Show who is away; look at what was promised, then note an absence with its stand-in."""
    actor, moment = current_actor(), now()
    municipality = this_municipality()
    loads = [w for w in queries.workloads(session(), actor, moment, municipality) if not w.gone]
    listed = absences(session(), actor, local_date(moment))
    session().close()
    form = _form(loads, actor.role is Role.TEAM_LEAD)
    promised = None
    if form.validate_on_submit():
        whose = uuid_of(form.whose.data)
        try:
            if request.form.get("actie") == "bevestig":
                return _noted(form, whose)
            if request.form.get("actie") == "bekijk":
                if uuid_of(form.stand_in.data) == whose:
                    raise actions.StandInAway
                promised = _promised(whose, form.last_day.data)
        except Refused as refused:
            form.form_errors = [str(refused)]
    page = render_template(
        "counsellor/absence.html", form=form, absences=listed, promised=promised, words=words,
        names={str(w.candidate.membership_id): w.candidate.name for w in loads},
        tokens={line.id: uuid4().hex for line in listed}, own=str(actor.membership_id),
        lead=actor.role is Role.TEAM_LEAD,
    )  # fmt: skip
    return (page, 422) if form.errors else page


def _form(loads: list[Workload], lead: bool) -> AbsenceForm:
    form = AbsenceForm()
    actor = current_actor()
    people = [(str(w.candidate.membership_id), _called(w, loads)) for w in loads]
    form.whose.offer(people if lead else [p for p in people if p[0] == str(actor.membership_id)])
    form.stand_in.offer([p for p in people if lead or p[0] != str(actor.membership_id)])
    if request.method == "GET":
        form.whose.data = request.args.get("van") or str(actor.membership_id)
    return form


def _called(load: Workload, loads: list[Workload]) -> str:
    # Who works here in two roles has two lists of dossiers, and stands here twice.
    name = load.candidate.name
    twice = sum(other.candidate.name == name for other in loads) > 1
    return f"{name}, {ROLE_LABELS[Role(load.role)]}" if twice else name


def _promised(whose: UUID | None, until: date) -> list[queries.QueueCard]:
    if whose is None:
        abort(404)
    found = queries.promised_cases(session(), current_actor(), this_municipality(), whose, until)
    session().close()
    return found


def _noted(form: AbsenceForm, whose: UUID | None) -> Response:
    there = url_for("counsellor.absence", melding="afwezig")
    stand_in = uuid_of(form.stand_in.data)
    if whose is None or stand_in is None:
        abort(404)
    actions.add_absence(
        session(), current_actor(), now(), whose, form.first_day.data, form.last_day.data, stand_in,
        form=FormToken(form.token.data, there),
    )  # fmt: skip
    return redirect(there, 303)


@blueprint.post("/afwezig/<uuid:absence_id>/weg")
@door("absence:change")
def end_absence(absence_id: UUID) -> Response:
    """Take an absence away, or end it today."""
    form, there = PageForm(), url_for("counsellor.absence", melding="weer-aanwezig")
    if form.validate_on_submit():
        actions.end_absence(
            session(), current_actor(), now(), absence_id, form=FormToken(form.token.data, there)
        )
        return redirect(there, 303)
    return redirect(url_for("counsellor.absence"), 303)
