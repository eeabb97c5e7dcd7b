"""The course of a dossier on one page: each way on with what it asks, closing, reopening, services beside it."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.services import Service
from schuldhulp.phases import actions
from schuldhulp.phases.queries import course_of
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.acting import case_address
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import ChoiceField, DateField, DropdownField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session


class PhaseForm(PageForm):
    """Where to, and why where a reason is asked."""

    target = ChoiceField("Waarheen?", [InputRequired("Kies een fase.")])
    motivation = LongTextField(
        "Waarom?", rows=2, max_length=1_000,
        description="Nodig als het dossier teruggaat, of verdergaat met een tekort. De cliënt kan dit lezen.",
    )  # fmt: skip


class ClosingForm(PageForm):
    """Why the dossier closes."""

    reason = DropdownField(
        "Waarom sluit het dossier?", [InputRequired("Kies een reden.")], choices=ClosingReason
    )
    motivation = LongTextField(
        "Toelichting", rows=2, max_length=1_000,
        description="Nodig als de maand nog tekortkomt. De cliënt kan dit lezen.",
    )  # fmt: skip


class ServiceForm(PageForm):
    """A service that starts or stops, and the day."""

    service = DropdownField("Welke dienst?", [InputRequired("Kies een dienst.")], choices=Service)
    what = ChoiceField(
        "Wat gebeurt er?",
        [InputRequired("Kies begint of stopt.")],
        choices=[("start", "Begint"), ("stop", "Stopt")],
    )
    on = DateField("Vanaf welke dag?", [InputRequired("Vul de dag in.")], not_future=True)


@blueprint.route("/dossiers/<kenmerk>/fase", methods=["GET", "POST"])
@door("phase:change", dossier="named", part="fase")
def phase(dossier: DossierView) -> Page:
    """Show the ways out of this phase, each with the sentence that says what is missing, and take one."""
    actor, form = current_actor(), PhaseForm()
    course = course_of(session(), actor, dossier.id, dossier.phase)
    session().close()
    form.target.offer([(way.code, way.transition.label) for way in course.ways])
    if request.method == "GET":
        form.version.data = dossier.version
    if form.validate_on_submit():
        answer = done_or_refused(
            form, case_address(dossier, "fase"),
            lambda token: actions.change_phase(
                session(), actor, now(), dossier, Phase(form.target.data), form.motivation.data or "",
                version=form.version.data, form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    page = render_template(
        "counsellor/phase.html", dossier=dossier, form=form, course=course, reopen=PageForm(formdata=None),
        reasons=ClosingReason,
    )  # fmt: skip
    return shown(page, form)


@blueprint.route("/dossiers/<kenmerk>/afsluiten", methods=["GET", "POST"])
@door("phase:change", dossier="named", part="fase")
def close(dossier: DossierView) -> Page:
    """Close a dossier with its reason."""
    actor, form = current_actor(), ClosingForm()
    if form.validate_on_submit():
        answer = done_or_refused(
            form, case_address(dossier, "afgesloten"),
            lambda token: actions.close_dossier(
                session(), actor, now(), dossier, form.reason.data, form.motivation.data or "", form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    return shown(render_template("counsellor/close.html", dossier=dossier, form=form), form)


@blueprint.post("/dossiers/<kenmerk>/heropenen")
@door("phase:change", dossier="named", part="fase")
def reopen(dossier: DossierView) -> Response:
    """Open a closed dossier again."""
    form = PageForm()
    there = case_address(dossier, "heropend")
    if form.validate_on_submit():
        actions.reopen_dossier(
            session(), current_actor(), now(), dossier, form=FormToken(form.token.data, there)
        )
    return redirect(there, 303)


@blueprint.route("/dossiers/<kenmerk>/diensten", methods=["GET", "POST"])
@door("phase:change", dossier="named", part="diensten")
def services(dossier: DossierView) -> Page:
    """Start or stop a service beside the phases."""
    actor, form = current_actor(), ServiceForm()
    if request.method == "GET":
        form.on.data = local_date(now())
    if form.validate_on_submit():
        act = actions.start_service if form.what.data == "start" else actions.end_service
        there = url_for("counsellor.services", kenmerk=dossier.kenmerk, melding="vastgelegd")
        answer = done_or_refused(
            form, there,
            lambda token: act(session(), actor, now(), dossier, form.service.data, form.on.data, form=token),
        )  # fmt: skip
        if answer:
            return answer
    course = course_of(session(), actor, dossier.id, dossier.phase)
    session().close()
    return shown(render_template("counsellor/services.html", dossier=dossier, form=form, course=course), form)
