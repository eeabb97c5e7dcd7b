"""The papers of a dossier; staff receive them and look at them."""

from uuid import UUID

from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web import papers as pages
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import door
from schuldhulp.web.steps.place import beside
from schuldhulp.web.steps.views import Answer


@blueprint.route("/dossiers/<kenmerk>/papieren", methods=["GET", "POST"])
@door("paper:change", dossier="named", part="papieren")
def papers(dossier: DossierView) -> Answer:
    """What is needed, received and seen; and what else fits."""
    return pages.papers_page(beside(dossier))


@blueprint.get("/dossiers/<kenmerk>/papieren/<uuid:paper_id>")
@door("paper:read", dossier="named", part="papieren")
def paper(dossier: DossierView, paper_id: UUID) -> str:
    """One paper."""
    return pages.paper_page(beside(dossier), paper_id)


@blueprint.post("/dossiers/<kenmerk>/papieren/<uuid:paper_id>/bestand")
@door("paper:change", dossier="named", part="papieren")
def upload_paper(dossier: DossierView, paper_id: UUID) -> Answer:
    """Hand in photos or files."""
    return pages.upload(beside(dossier), paper_id)


@blueprint.post("/dossiers/<kenmerk>/papieren/<uuid:paper_id>/stand")
@door("paper:change", dossier="named", part="papieren")
def mark_paper(dossier: DossierView, paper_id: UUID) -> Response:
    """Say where a paper stands."""
    return pages.mark(beside(dossier), paper_id)


@blueprint.post("/dossiers/<kenmerk>/papieren/<uuid:paper_id>/weghalen")
@door("paper:change", dossier="named", part="papieren")
def remove_paper(dossier: DossierView, paper_id: UUID) -> Response:
    """Take a paper off the list."""
    return pages.remove(beside(dossier), paper_id)


@blueprint.post("/dossiers/<kenmerk>/papieren/<uuid:paper_id>/terugzetten")
@door("paper:change", dossier="named", part="papieren")
def restore_paper(dossier: DossierView, paper_id: UUID) -> Response:
    """Put a paper back."""
    return pages.restore(beside(dossier), paper_id)


@blueprint.get("/dossiers/<kenmerk>/papieren/bestanden/<uuid:file_id>")
@door("paper:read", dossier="named", part="bestand")
def paper_file(dossier: DossierView, file_id: UUID) -> Response:
    """One file, as a download."""
    return pages.download(beside(dossier), file_id)


@blueprint.post("/dossiers/<kenmerk>/papieren/bestanden/<uuid:file_id>/weghalen")
@door("paper:change", dossier="named", part="papieren")
def take_back_file(dossier: DossierView, file_id: UUID) -> Response:
    """Take a file back."""
    return pages.take_back(beside(dossier), file_id)
