"""The files of a proposal for staff: PDF, CSV, JSON, a paper per creditor, and all of it in one download."""

from uuid import UUID

from flask import abort
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.schuldregeling.queries import find_proposal
from schuldhulp.schuldregeling.refused import NotConfirmed
from schuldhulp.schuldregeling.stored import ProposalView
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, session
from schuldhulp.web.proposals.bundle import bundle, creditor_paper, rendered
from schuldhulp.web.proposals.files import csv_file, file_answer, json_file, pdf_file
from schuldhulp.web.steps.place import STAFF, Place


def _found(dossier: DossierView, proposal_id: UUID) -> ProposalView:
    found = find_proposal(session(), current_actor(), dossier.id, proposal_id)
    session().close()
    if found is None:
        abort(404)
    return found


@blueprint.get("/dossiers/<kenmerk>/voorstel/<uuid:proposal_id>.pdf")
@door("proposal:change", dossier="named", part="voorstel")
def proposal_pdf(dossier: DossierView, proposal_id: UUID) -> Response:
    """The proposal on paper."""
    return pdf_file(Place(STAFF, dossier), _found(dossier, proposal_id))


@blueprint.get("/dossiers/<kenmerk>/voorstel/<uuid:proposal_id>.csv")
@door("proposal:change", dossier="named", part="voorstel", fresh=True)
def proposal_csv(dossier: DossierView, proposal_id: UUID) -> Response:
    """The proposal as lines for a spreadsheet or message."""
    return csv_file(_found(dossier, proposal_id), dossier.kenmerk)


@blueprint.get("/dossiers/<kenmerk>/voorstel/<uuid:proposal_id>/vorderingen")
@door("proposal:change", dossier="named", part="voorstel", fresh=True)
def proposal_json(dossier: DossierView, proposal_id: UUID) -> Response:
    """The claims of the proposal as objects."""
    return json_file(_found(dossier, proposal_id), dossier.kenmerk)


@blueprint.get("/dossiers/<kenmerk>/voorstel/<uuid:proposal_id>/schuldeiser/<uuid:line_id>.pdf")
@door("proposal:change", dossier="named", part="voorstel")
def proposal_to_creditor(dossier: DossierView, proposal_id: UUID, line_id: UUID) -> Response:
    """The proposal to one creditor: its own line and nothing of another. Raises NotConfirmed."""
    proposal = _found(dossier, proposal_id)
    line = next((each for each in proposal.part if each.id == line_id), None)
    if line is None:
        abort(404)
    if not line.confirmed:
        raise NotConfirmed
    paper = creditor_paper(Place(STAFF, dossier), proposal, line)
    session().close()
    name = f"voorstel-{proposal.number}-schuldeiser-{proposal.part.index(line) + 1}.pdf"
    return file_answer(rendered(paper), "application/pdf", name, "inline")


@blueprint.get("/dossiers/<kenmerk>/voorstel/<uuid:proposal_id>/papieren")
@door("proposal:change", dossier="named", part="voorstel")
def proposal_bundle(dossier: DossierView, proposal_id: UUID) -> Response:
    """Proposal, overview, a paper per creditor and the finished letters in one download. Raises NotConfirmed."""
    proposal = _found(dossier, proposal_id)
    if proposal.unconfirmed:
        raise NotConfirmed
    return file_answer(
        bundle(Place(STAFF, dossier), proposal), "application/zip", f"voorstel-{proposal.number}.zip"
    )
