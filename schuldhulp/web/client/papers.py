"""The client's papers."""

from uuid import UUID

from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web import papers as pages
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import door
from schuldhulp.web.steps.place import own
from schuldhulp.web.steps.views import Answer


@blueprint.route("/mijn/papieren", methods=["GET", "POST"])
@door("paper:change", dossier="own", part="papieren")
def papers(dossier: DossierView) -> Answer:
    """What is needed, received and seen; and what else fits."""
    return pages.papers_page(own(dossier))


@blueprint.get("/mijn/papieren/<uuid:paper_id>")
@door("paper:read", dossier="own", part="papieren")
def paper(dossier: DossierView, paper_id: UUID) -> str:
    """One paper."""
    return pages.paper_page(own(dossier), paper_id)


@blueprint.post("/mijn/papieren/<uuid:paper_id>/bestand")
@door("paper:change", dossier="own", part="papieren")
def upload_paper(dossier: DossierView, paper_id: UUID) -> Answer:
    """Hand in photos or files."""
    return pages.upload(own(dossier), paper_id)


@blueprint.post("/mijn/papieren/<uuid:paper_id>/stand")
@door("paper:change", dossier="own", part="papieren")
def mark_paper(dossier: DossierView, paper_id: UUID) -> Response:
    """Say where a paper stands."""
    return pages.mark(own(dossier), paper_id)


@blueprint.post("/mijn/papieren/<uuid:paper_id>/weghalen")
@door("paper:change", dossier="own", part="papieren")
def remove_paper(dossier: DossierView, paper_id: UUID) -> Response:
    """Take a paper off the list."""
    return pages.remove(own(dossier), paper_id)


@blueprint.post("/mijn/papieren/<uuid:paper_id>/terugzetten")
@door("paper:change", dossier="own", part="papieren")
def restore_paper(dossier: DossierView, paper_id: UUID) -> Response:
    """Put a paper back."""
    return pages.restore(own(dossier), paper_id)


@blueprint.get("/mijn/papieren/bestanden/<uuid:file_id>")
@door("paper:read", dossier="own", part="bestand")
def paper_file(dossier: DossierView, file_id: UUID) -> Response:
    """One file, as a download."""
    return pages.download(own(dossier), file_id)


@blueprint.post("/mijn/papieren/bestanden/<uuid:file_id>/weghalen")
@door("paper:change", dossier="own", part="papieren")
def take_back_file(dossier: DossierView, file_id: UUID) -> Response:
    """Take a file back."""
    return pages.take_back(own(dossier), file_id)
