"""The client's appointments: what is offered, and an answer that is as good as any other."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.appointments import actions, queries
from schuldhulp.contacts.kinds import Answer
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import ChoiceField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

NOTICES = {Answer.YES: "afspraak-ja"}


class AnswerForm(PageForm):
    """Whether a day and time fit."""

    answer = ChoiceField(
        "Past dit?", [InputRequired("Kies wat u het liefst wilt.")],
        choices=[(answer.value, answer.for_client) for answer in list(Answer)[1:]],
    )  # fmt: skip
    words = LongTextField(
        "Wilt u er iets bij zeggen?", rows=3, max_length=1_000,
        description="Dit hoeft niet. Bijvoorbeeld op welke dag u wel kunt.",
    )  # fmt: skip


@blueprint.get("/mijn/afspraken")
@door("dossier:read", dossier="own", part="afspraken")
def appointments(dossier: DossierView) -> str:
    """Show the appointments: to come, and those that were."""
    found = queries.appointments_of(session(), current_actor(), dossier.id)
    session().close()
    moment = now()
    return render_template(
        "client/appointments.html", dossier=dossier,
        coming=[a for a in reversed(found) if not a.over(moment)], been=[a for a in found if a.over(moment)],
    )  # fmt: skip


@blueprint.route("/mijn/afspraken/<uuid:appointment_id>", methods=["GET", "POST"])
@door("appointment:answer", dossier="own", part="afspraken")
def appointment(dossier: DossierView, appointment_id: UUID) -> str | Response | tuple[str, int]:
    """Answer a day and time: yes, rather not, another moment, or in writing."""
    actor, form = current_actor(), AnswerForm()
    if form.validate_on_submit():
        answer = Answer(form.answer.data)
        there = url_for("client.appointments", melding=NOTICES.get(answer, "afspraak-anders"))
        try:
            actions.answer_appointment(
                session(), actor, now(), dossier, appointment_id, answer, form.words.data or "",
                form=FormToken(form.token.data, there),
            )  # fmt: skip
        except NotYours:
            raise
        except Refused as refusal:
            form.form_errors.append(str(refusal))
        else:
            return redirect(there, 303)
    found = queries.find_appointment(session(), actor, dossier.id, appointment_id)
    session().close()
    page = render_template("client/appointment.html", dossier=dossier, form=form, appointment=found)
    return (page, 422) if form.errors else page
