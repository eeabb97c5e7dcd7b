"""The steps that were shared: to read, or to fill in together with the client."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, render_template, request

from schuldhulp.access import Actor
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.steps import Step, Theme
from schuldhulp.supporters.parts import part_of_step, shared_steps
from schuldhulp.web.guard import current_actor, door, session
from schuldhulp.web.steps import row_views, views
from schuldhulp.web.steps.landscape import lay_out
from schuldhulp.web.steps.place import SUPPORTER, Place, known_step
from schuldhulp.web.steps.printing import step_document
from schuldhulp.web.steps.rows import editor_of, in_step
from schuldhulp.web.steps.views import Answer
from schuldhulp.web.supporter.blueprint import blueprint
from schuldhulp.workbook import queries


def _seen(actor: Actor, slug: str) -> Step:
    """A step that was shared; another one is not there."""
    step = known_step(slug)
    if part_of_step(step) not in actor.parts:
        abort(404)
    return step


def _helped(actor: Actor, slug: str) -> Step:
    """A step in which the client wants help; another one is not there."""
    step = _seen(actor, slug)
    if part_of_step(step) not in actor.helps:
        abort(404)
    return step


@blueprint.route("/steun/werkboek")
@door("support:read", dossier="supported", part="werkboek")
def workbook(dossier: DossierView) -> str:
    """The steps that were shared, by theme."""
    actor, place = current_actor(), Place(SUPPORTER, dossier)
    shown = {step.slug for step in shared_steps(actor.parts)}
    if not shown:
        abort(404)
    book = queries.workbook(session(), actor, dossier)
    drafts = queries.drafted_steps(session(), actor, dossier)
    session().close()
    land = lay_out(place, book, drafts)
    themes = [
        (part.label, [card for card in part.steps if card.slug in shown], _helps(actor, part.slug))
        for part in land.themes
        if any(card.slug in shown for card in part.steps)
    ]
    return render_template("supporter/workbook.html", dossier=dossier, themes=themes)


def _helps(actor: Actor, theme: str) -> bool:
    return any(step.theme is Theme(theme) for step in shared_steps(actor.helps))


@blueprint.route("/steun/werkboek/<stap>", methods=["GET", "POST"])
@door("support:read", dossier="supported", part="stappen")
def step(dossier: DossierView, stap: str) -> Answer:
    """Read a step, or fill it in together with the client where that is wanted."""
    actor, place = current_actor(), Place(SUPPORTER, dossier)
    seen = _seen(actor, stap)
    if part_of_step(seen) in actor.helps and not dossier.closed:
        return views.step_page(place, stap)
    if request.method == "POST":
        abort(404)
    editor = editor_of(seen)
    lines = list(editor.lines(in_step(place, seen))) if editor else []
    document = step_document(dossier, stap)
    return render_template("supporter/step.html", dossier=dossier, document=document, lines=lines)


@blueprint.post("/steun/werkboek/<stap>/concept")
@door("step:answer", dossier="supported", part="stappen")
def step_draft(dossier: DossierView, stap: str) -> tuple[str, int]:
    """Keep what is being typed."""
    _helped(current_actor(), stap)
    return views.draft_kept(Place(SUPPORTER, dossier), stap)


@blueprint.route("/steun/werkboek/<stap>/lukt-niet", methods=["GET", "POST"])
@door("step:answer", dossier="supported", part="stappen")
def step_stuck(dossier: DossierView, stap: str) -> Answer:
    """ "Het lukt niet", said together with the client."""
    _helped(current_actor(), stap)
    return views.stuck_page(Place(SUPPORTER, dossier), stap)


@blueprint.route("/steun/werkboek/<stap>/klaar")
@door("support:read", dossier="supported", part="stappen")
def step_done(dossier: DossierView, stap: str) -> str:
    """What was kept, and the way back to the steps."""
    seen = _helped(current_actor(), stap)
    title = step_document(dossier, seen.slug).step_title
    return render_template("supporter/step_done.html", dossier=dossier, title=title)


def _line(view: Callable[..., Answer], dossier: DossierView, stap: str, row_id: UUID | None = None) -> Any:
    """One line of a step: only a line that stands in this very step."""
    place, wanted = Place(SUPPORTER, dossier), _helped(current_actor(), stap)
    editor = editor_of(wanted)
    if editor is None:
        abort(404)
    if row_id is not None and row_id not in {line.id for line in editor.lines(in_step(place, wanted))}:
        abort(404)
    return view(place, stap, row_id)


@blueprint.route("/steun/werkboek/<stap>/nieuw", methods=["GET", "POST"])
@door("step:answer", dossier="supported", part="stappen")
def add_row(dossier: DossierView, stap: str) -> Answer:
    """Add a line, together with the client."""
    answer: Answer = _line(row_views.row_page, dossier, stap)
    return answer


@blueprint.route("/steun/werkboek/<stap>/<uuid:row_id>", methods=["GET", "POST"])
@door("step:answer", dossier="supported", part="stappen")
def change_row(dossier: DossierView, stap: str, row_id: UUID) -> Answer:
    """Change a line, together with the client."""
    answer: Answer = _line(row_views.row_page, dossier, stap, row_id)
    return answer
