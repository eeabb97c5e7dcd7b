"""The client's papers, to look at."""

from uuid import UUID

from flask import render_template
from werkzeug.wrappers import Response

from schuldhulp.documents.queries import papers as papers_of
from schuldhulp.dossier.queries import DossierView
from schuldhulp.supporters.parts import Part
from schuldhulp.web.guard import current_actor, door, session
from schuldhulp.web.papers import download
from schuldhulp.web.steps.place import SUPPORTER, Place
from schuldhulp.web.supporter.blueprint import blueprint


@blueprint.route("/steun/papieren")
@door("support:read", dossier="supported", part="papieren", shared=Part.PAPERS)
def papers(dossier: DossierView) -> str:
    """Which papers there are."""
    listed = papers_of(session(), current_actor(), dossier.id)
    session().close()
    return render_template("supporter/papers.html", dossier=dossier, listed=listed)


@blueprint.route("/steun/papieren/bestanden/<uuid:file_id>")
@door("support:read", dossier="supported", part="bestand", shared=Part.PAPERS)
def paper_file(dossier: DossierView, file_id: UUID) -> Response:
    """One file, as a download."""
    return download(Place(SUPPORTER, dossier), file_id)
