"""Homework of the client."""

from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.views import token_for
from schuldhulp.workbook import actions


@blueprint.post("/mijn/huiswerk/<uuid:homework_id>/meer-tijd")
@door("step:answer", dossier="own", part="werkboek")
def more_time(dossier: DossierView, homework_id: UUID) -> Response:
    """The client takes more time for homework: one press."""
    there = url_for("client.home", melding="meer-tijd")
    actions.move_homework(session(), current_actor(), now(), dossier, homework_id, form=token_for(there))
    return redirect(there, 303)
