"""The werkboek of a dossier, filled in beside the client; every event says so."""

from uuid import UUID

from flask import render_template
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import door
from schuldhulp.web.steps import row_views, views
from schuldhulp.web.steps.landscape import landscape_of
from schuldhulp.web.steps.place import beside


@blueprint.get("/dossiers/<kenmerk>/werkboek")
@door("step:read", dossier="named", part="werkboek")
def workbook(dossier: DossierView) -> str:
    """The werkboek of a client, as the client sees it."""
    return render_template("counsellor/workbook.html", dossier=dossier, landscape=landscape_of(beside(dossier)))


@blueprint.route("/dossiers/<kenmerk>/werkboek/<stap>", methods=["GET", "POST"])
@door("step:answer", dossier="named", part="werkboek")
def step(dossier: DossierView, stap: str) -> views.Answer:
    """One step: read it, answer it, stop, or leave it for later."""
    return views.step_page(beside(dossier), stap)


@blueprint.post("/dossiers/<kenmerk>/werkboek/<stap>/concept")
@door("step:answer", dossier="named", part="werkboek")
def step_draft(dossier: DossierView, stap: str) -> tuple[str, int]:
    """Keep what is being typed."""
    return views.draft_kept(beside(dossier), stap)


@blueprint.route("/dossiers/<kenmerk>/werkboek/<stap>/lukt-niet", methods=["GET", "POST"])
@door("step:answer", dossier="named", part="werkboek")
def step_stuck(dossier: DossierView, stap: str) -> views.Answer:
    """ "Het lukt niet": the client says so, with or without a reason."""
    return views.stuck_page(beside(dossier), stap)


@blueprint.get("/dossiers/<kenmerk>/werkboek/<stap>/klaar")
@door("step:read", dossier="named", part="werkboek")
def step_done(dossier: DossierView, stap: str) -> str:
    """What a step gave, and three next doors."""
    return views.after_page(beside(dossier), stap)


@blueprint.route("/dossiers/<kenmerk>/werkboek/<stap>/nieuw", methods=["GET", "POST"])
@door("step:answer", dossier="named", part="werkboek")
def add_row(dossier: DossierView, stap: str) -> views.Answer:
    """A new line in a step."""
    return row_views.row_page(beside(dossier), stap)


@blueprint.route("/dossiers/<kenmerk>/werkboek/<stap>/<uuid:row_id>", methods=["GET", "POST"])
@door("step:answer", dossier="named", part="werkboek")
def change_row(dossier: DossierView, stap: str, row_id: UUID) -> views.Answer:
    """One line of a step."""
    return row_views.row_page(beside(dossier), stap, row_id)


@blueprint.post("/dossiers/<kenmerk>/werkboek/<stap>/<uuid:row_id>/weghalen")
@door("step:answer", dossier="named", part="werkboek")
def remove_row(dossier: DossierView, stap: str, row_id: UUID) -> Response:
    """Take a line away."""
    return row_views.remove_row(beside(dossier), stap, row_id)


@blueprint.post("/dossiers/<kenmerk>/werkboek/<stap>/<uuid:row_id>/terugzetten")
@door("step:answer", dossier="named", part="werkboek")
def restore_row(dossier: DossierView, stap: str, row_id: UUID) -> Response:
    """Put a line back."""
    return row_views.restore_row(beside(dossier), stap, row_id)
