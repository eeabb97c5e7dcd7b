"""Who looked into the client's dossier, in plain words, with a question at every line."""

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access_log.queries import find_opening, openings_of
from schuldhulp.access_log.words import listed
from schuldhulp.calendar import say_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.asking import ask_page
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, session
from schuldhulp.web.steps.place import own


@blueprint.route("/mijn/inzage")
@door("access:read", dossier="own", part="inzage")
def openings(dossier: DossierView) -> str:
    """Show who opened the dossier, which parts, when and why; newest first."""
    found = openings_of(session(), current_actor(), dossier.id, before=request.args.get("voor", type=int))
    session().close()
    return render_template(
        "client/openings.html", dossier=dossier, lines=[(line, listed(list(line.parts))) for line in found.lines],
        older=url_for("client.openings", voor=found.older) if found.older else None,
        first=request.args.get("voor") is None,
    )  # fmt: skip


@blueprint.route("/mijn/inzage/<int:line>/vraag", methods=["GET", "POST"])
@door("access:read", dossier="own", part="inzage")
def ask_opening(dossier: DossierView, line: int) -> str | Response | tuple[str, int]:
    """Ask why somebody looked; another number is not there."""
    found = find_opening(session(), current_actor(), dossier.id, line)
    session().close()
    if found is None:
        abort(404)
    who = found.name or found.role_label
    return ask_page(
        own(dossier), about="access", name=f"de inzage van {say_date(found.day)} door {who}",
        back=("openings", "Wie keek in uw dossier"), first_words="Waarom was het nodig om in mijn dossier te kijken?",
    )  # fmt: skip
