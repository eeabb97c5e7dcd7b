"""The client's own debts: the list, doubles to judge, a question at a line, machtigingen to print."""

from uuid import UUID

from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.debts import listing
from schuldhulp.web.guard import door
from schuldhulp.web.steps.place import own


@blueprint.get("/mijn/schulden")
@door("debt:read", dossier="own", part="schulden")
def debts(dossier: DossierView) -> str:
    """Show the list of debts."""
    return listing.debts_page(own(dossier))


@blueprint.post("/mijn/schulden/dubbel")
@door("debt:change", dossier="own", part="schulden")
def decide_double(dossier: DossierView) -> Response:
    """Say whether two debts are one claim."""
    return listing.double_page(own(dossier))


@blueprint.route("/mijn/schulden/<uuid:debt_id>/vraag", methods=["GET", "POST"])
@door("message:write", dossier="own", part="schulden")
def ask_debt(dossier: DossierView, debt_id: UUID) -> listing.Answer:
    """A question at one debt."""
    return listing.ask_debt_page(own(dossier), debt_id)


@blueprint.get("/mijn/schulden/machtiging/<uuid:mandate_id>")
@door("debt:read", dossier="own", part="schulden")
def mandate(dossier: DossierView, mandate_id: UUID) -> str:
    """A machtiging to read and to print."""
    return listing.mandate_page(own(dossier), mandate_id)
