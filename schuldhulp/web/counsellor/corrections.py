"""Putting one's own message right."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages import actions, queries
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session


class CorrectionForm(PageForm):
    """One text."""

    body = LongTextField(
        "Uw bericht", validators=[InputRequired("Er staat nog niets in uw bericht.")], rows=10
    )


@blueprint.route("/dossiers/<kenmerk>/berichten/<uuid:message_id>/verbeteren", methods=["GET", "POST"])
@door("message:write", dossier="named", part="berichten")
def correct_message(dossier: DossierView, message_id: UUID) -> str | Response | tuple[str, int]:
    """Put one's own message right; the client can still read the first version."""
    actor, form = current_actor(), CorrectionForm()
    back = url_for("counsellor.reply", kenmerk=dossier.kenmerk, melding="verbeterd")
    found = queries.find_own_message(session(), actor, dossier.id, message_id)
    session().close()
    if form.validate_on_submit():
        token = FormToken(form.token.data, back)
        actions.correct_message(session(), actor, now(), dossier, message_id, form.body.data, form=token)
        return redirect(back, 303)
    if request.method == "GET":
        form.body.data = found.body
    page = render_template("counsellor/correct_message.html", dossier=dossier, message=found, form=form)
    return (page, 422) if form.errors else page
