"""The proposal to creditors as the client reads it: the newest one that was offered, and the ones before it."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.norms.queries import norm_loader
from schuldhulp.schuldregeling.queries import proposals_of
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, session
from schuldhulp.web.proposals.figures import figures_of
from schuldhulp.web.proposals.files import pdf_file, words
from schuldhulp.web.steps.place import own


@blueprint.get("/mijn/voorstel")
@door("proposal:read", dossier="own", part="voorstel")
def proposal(dossier: DossierView) -> str:
    """Show what creditors were offered and what they answered; nothing can be changed here."""
    found, load = proposals_of(session(), current_actor(), dossier.id), norm_loader(session())
    session().close()
    return render_template(
        "client/proposal.html", place=own(dossier), dossier=dossier, proposal=found[0] if found else None,
        earlier=found[1:], words=words(),
        figures=figures_of(found[0], load) if found else (),
    )  # fmt: skip


@blueprint.get("/mijn/voorstel.pdf")
@door("proposal:read", dossier="own", part="voorstel")
def proposal_pdf(dossier: DossierView) -> Response:
    """The same on paper; to the page while there is none."""
    found = proposals_of(session(), current_actor(), dossier.id)
    session().close()
    if not found:
        return redirect(url_for("client.proposal"), 303)
    return pdf_file(own(dossier), found[0])
