"""A step of the werkboek on paper, for the client."""

from flask import request
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import door
from schuldhulp.web.steps.place import known_step
from schuldhulp.web.steps.printing import step_pdf


@blueprint.get("/mijn/werkboek/<stap>.pdf")
@door("dossier:print", dossier="own", part="werkboek")
def printed_step(dossier: DossierView, stap: str) -> Response:
    """A step on paper with the answers so far; `?leeg=1` without, `?groot=1` in large print."""
    return step_pdf(
        dossier, known_step(stap).slug, large="groot" in request.args, blank="leeg" in request.args
    )
