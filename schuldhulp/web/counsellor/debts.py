"""A client's debts: the list, doubles to judge, a question at a line, machtigingen to print."""

from uuid import UUID

from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.debts import listing
from schuldhulp.web.guard import door
from schuldhulp.web.steps.place import beside


@blueprint.get("/dossiers/<kenmerk>/schulden")
@door("debt:read", dossier="named", part="schulden")
def debts(dossier: DossierView) -> str:
    """Show the list of debts."""
    return listing.debts_page(beside(dossier))


@blueprint.post("/dossiers/<kenmerk>/schulden/dubbel")
@door("debt:change", dossier="named", part="schulden")
def decide_double(dossier: DossierView) -> Response:
    """Say whether two debts are one claim."""
    return listing.double_page(beside(dossier))


@blueprint.route("/dossiers/<kenmerk>/schulden/<uuid:debt_id>/vraag", methods=["GET", "POST"])
@door("message:write", dossier="named", part="schulden")
def ask_debt(dossier: DossierView, debt_id: UUID) -> listing.Answer:
    """A question at one debt."""
    return listing.ask_debt_page(beside(dossier), debt_id)


@blueprint.get("/dossiers/<kenmerk>/schulden/machtiging/<uuid:mandate_id>")
@door("debt:read", dossier="named", part="schulden")
def mandate(dossier: DossierView, mandate_id: UUID) -> str:
    """A machtiging to read and to print."""
    return listing.mandate_page(beside(dossier), mandate_id)
