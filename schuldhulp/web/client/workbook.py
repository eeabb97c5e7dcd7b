"""The client's werkboek: six themes, and every step in it."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps import row_views, views
from schuldhulp.web.steps.landscape import landscape_of
from schuldhulp.web.steps.place import own
from schuldhulp.workbook import actions


@blueprint.get("/mijn/werkboek")
@door("step:read", dossier="own", part="werkboek")
def workbook(dossier: DossierView) -> str:
    """The werkboek as a landscape that can be entered anywhere."""
    return render_template("client/workbook.html", dossier=dossier, landscape=landscape_of(own(dossier)))


@blueprint.route("/mijn/werkboek/<stap>", methods=["GET", "POST"])
@door("step:answer", dossier="own", part="werkboek")
def step(dossier: DossierView, stap: str) -> views.Answer:
    """One step: read it, answer it, stop, or leave it for later."""
    return views.step_page(own(dossier), stap)


@blueprint.post("/mijn/werkboek/<stap>/concept")
@door("step:answer", dossier="own", part="werkboek")
def step_draft(dossier: DossierView, stap: str) -> tuple[str, int]:
    """Keep what is being typed."""
    return views.draft_kept(own(dossier), stap)


@blueprint.route("/mijn/werkboek/<stap>/lukt-niet", methods=["GET", "POST"])
@door("step:answer", dossier="own", part="werkboek")
def step_stuck(dossier: DossierView, stap: str) -> views.Answer:
    """ "Het lukt niet": the client says so, with or without a reason."""
    return views.stuck_page(own(dossier), stap)


@blueprint.get("/mijn/werkboek/<stap>/klaar")
@door("step:read", dossier="own", part="werkboek")
def step_done(dossier: DossierView, stap: str) -> str:
    """What a step gave, and three next doors."""
    return views.after_page(own(dossier), stap)


@blueprint.route("/mijn/werkboek/<stap>/nieuw", methods=["GET", "POST"])
@door("step:answer", dossier="own", part="werkboek")
def add_row(dossier: DossierView, stap: str) -> views.Answer:
    """A new line in a step."""
    return row_views.row_page(own(dossier), stap)


@blueprint.route("/mijn/werkboek/<stap>/<uuid:row_id>", methods=["GET", "POST"])
@door("step:answer", dossier="own", part="werkboek")
def change_row(dossier: DossierView, stap: str, row_id: UUID) -> views.Answer:
    """One line of a step."""
    return row_views.row_page(own(dossier), stap, row_id)


@blueprint.post("/mijn/werkboek/<stap>/<uuid:row_id>/weghalen")
@door("step:answer", dossier="own", part="werkboek")
def remove_row(dossier: DossierView, stap: str, row_id: UUID) -> Response:
    """Take a line away."""
    return row_views.remove_row(own(dossier), stap, row_id)


@blueprint.post("/mijn/werkboek/<stap>/<uuid:row_id>/terugzetten")
@door("step:answer", dossier="own", part="werkboek")
def restore_row(dossier: DossierView, stap: str, row_id: UUID) -> Response:
    """Put a line back."""
    return row_views.restore_row(own(dossier), stap, row_id)


@blueprint.post("/mijn/huiswerk/<uuid:homework_id>/meer-tijd")
@door("step:answer", dossier="own", part="werkboek")
def more_time(dossier: DossierView, homework_id: UUID) -> Response:
    """The client takes more time for homework: one press."""
    there = url_for("client.home", melding="meer-tijd")
    actions.move_homework(session(), current_actor(), now(), dossier, homework_id, form=views.token_for(there))
    return redirect(there, 303)
