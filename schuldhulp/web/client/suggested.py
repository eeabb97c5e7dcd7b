"""What staff suggested to the client: to ask somebody. Laying it aside is one press, and doing nothing is fine too."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import Role
from schuldhulp.dossier.queries import DossierView
from schuldhulp.supporters.suggested.actions import SUGGESTED, lay_aside
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.views import token_for


@blueprint.post("/mijn/meekijken/voorstel")
@door("support:invite", dossier="own", part="meekijken")
def lay_suggestion_aside(dossier: DossierView) -> Response:
    """Lay a suggestion aside."""
    wanted = request.form.get("wie", "")
    if wanted not in SUGGESTED:
        abort(404)
    page = "client.partner" if wanted == Role.PARTNER else "client.supporters"
    there = url_for(page, melding="opzij-gelegd")
    lay_aside(session(), current_actor(), now(), dossier, Role(wanted), form=token_for(there))
    return redirect(there, 303)
