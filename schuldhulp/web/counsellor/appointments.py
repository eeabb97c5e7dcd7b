"""Appointments: the counsellor's own agenda, and those of one dossier with what came of them."""

from datetime import timedelta
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.appointments import actions, queries
from schuldhulp.calendar import local, local_date
from schuldhulp.contacts.kinds import CHANNEL_LABELS, Answer, Purpose, Result
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.queries import DossierView
from schuldhulp.inbox.queries import find_desk
from schuldhulp.reach.queries import reach_of
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.acting import TimeField, moment_of
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    DropdownField,
    InputRequired,
    LongTextField,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session


class AppointmentForm(PageForm):
    """Day, time, how and what for."""

    day = DateField("Dag", [InputRequired("Vul een dag in.")], not_past=True)
    at = TimeField("Tijd", [InputRequired("Vul een tijd in.")])
    channel = ChoiceField(
        "Hoe?", [InputRequired("Kies hoe u elkaar spreekt.")],
        choices=[(c.value, words) for c, words in CHANNEL_LABELS.items() if c is not Channel.WRITTEN],
    )  # fmt: skip
    place = TextField(
        "Plaats of telefoonnummer", description="De cliënt ziet dit. In een mail staat het nooit."
    )
    purpose = DropdownField("Waarvoor?", [InputRequired("Kies waarvoor.")], choices=Purpose)
    agreed = BooleanField("De cliënt heeft hier al ja op gezegd, bijvoorbeeld aan de telefoon")

    def planned(self) -> actions.Planned:
        """The appointment as it was filled in."""
        return actions.Planned(
            channel=Channel(self.channel.data), starts_at=moment_of(self.day.data, self.at.data),
            purpose=self.purpose.data, place=self.place.data or "", agreed=bool(self.agreed.data),
        )  # fmt: skip


class ResultForm(PageForm):
    """What came of it, with words for the client."""

    result = ChoiceField(
        "Hoe is het gegaan?", [InputRequired("Kies wat er van de afspraak kwam.")],
        choices=[("held", "Wij spraken elkaar"), ("missed", "Het ging niet door"), ("cancelled", "Laat niet doorgaan")],
    )  # fmt: skip
    words = LongTextField(
        "Bericht aan de cliënt", rows=3, max_length=1_000,
        description="Dit hoeft niet. Ging het niet door? Vraag of een nieuw moment past, of liever schriftelijk.",
    )  # fmt: skip


@blueprint.route("/afspraken")
@door("inbox:read")
def agenda() -> str:
    """Show one's own appointments: those to come by day, and past ones that have no result yet."""
    actor, moment = current_actor(), now()
    desk = find_desk(session(), actor, moment)
    found = queries.agenda(session(), actor, desk.memberships, moment)
    session().close()
    today = local_date(moment)
    return render_template(
        "counsellor/agenda.html",
        open_ones=[a for a in found if a.starts_at <= moment],
        coming=[a for a in found if a.starts_at > moment], today=today,
    )  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>/afspraak", methods=["GET", "POST"])
@door("appointment:make", dossier="named", part="afspraken")
def appointments(dossier: DossierView) -> Page:
    """Show the appointments of a dossier and offer a new one."""
    actor, form = current_actor(), AppointmentForm()
    if request.method == "GET":
        form.purpose.data = Purpose.FIRST_TALK if dossier.first_talk_on is None else Purpose.PROGRESS
    if form.validate_on_submit():
        there = url_for("counsellor.appointments", kenmerk=dossier.kenmerk, melding="vastgelegd")
        answer = done_or_refused(
            form, there,
            lambda token: actions.make_appointment(session(), actor, now(), dossier, form.planned(), form=token),
        )  # fmt: skip
        if answer:
            return answer
    found = queries.appointments_of(session(), actor, dossier.id)
    reach = reach_of(session(), actor, dossier.id, now())
    session().close()
    page = render_template(
        "counsellor/appointments.html", dossier=dossier, form=form, appointments=found, reach=reach
    )
    return shown(page, form)


@blueprint.route("/dossiers/<kenmerk>/afspraak/<uuid:appointment_id>", methods=["GET", "POST"])
@door("appointment:make", dossier="named", part="afspraken")
def appointment(dossier: DossierView, appointment_id: UUID) -> Page:
    """Write down what came of an appointment."""
    actor, form = current_actor(), ResultForm()
    if form.validate_on_submit():
        there = url_for("counsellor.appointments", kenmerk=dossier.kenmerk, melding="vastgelegd")
        answer = done_or_refused(
            form, there,
            lambda token: actions.record_result(
                session(), actor, now(), dossier, appointment_id, Result(form.result.data), form.words.data or "",
                form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    found = queries.find_appointment(session(), actor, dossier.id, appointment_id)
    session().close()
    page = render_template(
        "counsellor/appointment.html", dossier=dossier, form=form, appointment=found, answers=list(Answer)[1:]
    )
    return shown(page, form)


@blueprint.route("/dossiers/<kenmerk>/afspraak/<uuid:appointment_id>/verzetten", methods=["GET", "POST"])
@door("appointment:make", dossier="named", part="afspraken")
def move_appointment(dossier: DossierView, appointment_id: UUID) -> Page:
    """Put another moment in its place."""
    actor, form = current_actor(), AppointmentForm()
    if form.validate_on_submit():
        there = url_for("counsellor.appointments", kenmerk=dossier.kenmerk, melding="vastgelegd")
        answer = done_or_refused(
            form, there,
            lambda token: actions.move_appointment(
                session(), actor, now(), dossier, appointment_id, form.planned(), version=form.version.data, form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    found = queries.find_appointment(session(), actor, dossier.id, appointment_id)
    reach = reach_of(session(), actor, dossier.id, now())
    session().close()
    if request.method == "GET":
        _fill(form, found)
    page = render_template(
        "counsellor/move_appointment.html", dossier=dossier, form=form, appointment=found, reach=reach
    )
    return shown(page, form)


def _fill(form: AppointmentForm, found: queries.AppointmentView) -> None:
    there = local(max(found.starts_at, now()) + timedelta(days=7))
    form.day.data, form.at.data = there.date(), local(found.starts_at).time()
    form.channel.data, form.place.data, form.version.data = found.channel.value, found.place, found.version
    form.purpose.data = Purpose(found.purpose) if found.purpose in list(Purpose) else Purpose.OTHER


@blueprint.post("/dossiers/<kenmerk>/afspraak/<uuid:appointment_id>/antwoord")
@door("appointment:answer", dossier="named", part="afspraken")
def answer_appointment(dossier: DossierView, appointment_id: UUID) -> Response:
    """Pass on what the client said about a day and time."""
    form = PageForm()
    there = url_for("counsellor.appointments", kenmerk=dossier.kenmerk, melding="vastgelegd")
    said = request.form.get("antwoord", "")
    if form.validate_on_submit() and said in {answer.value for answer in Answer} - {Answer.OPEN.value}:
        actions.answer_appointment(
            session(), current_actor(), now(), dossier, appointment_id, Answer(said),
            form=FormToken(form.token.data, there),
        )  # fmt: skip
    return redirect(there, 303)
