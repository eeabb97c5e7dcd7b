"""A client's budget plan: choose its parts, freeze versions, print."""

from uuid import UUID

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.budget import plans
from schuldhulp.web.budget.ideas import Answer
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import door
from schuldhulp.web.steps.place import beside


@blueprint.route("/dossiers/<kenmerk>/budget/plan", methods=["GET", "POST"])
@door("budget:freeze", dossier="named", part="budget")
def plan(dossier: DossierView) -> Answer:
    """Choose the parts of the paper; name and freeze the budget of today."""
    return plans.plan_page(beside(dossier))


@blueprint.get("/dossiers/<kenmerk>/budget/plan.pdf")
@door("budget:read", dossier="named", part="budget")
def plan_pdf(dossier: DossierView) -> Answer:
    """The paper itself."""
    return plans.plan_pdf(beside(dossier))


@blueprint.get("/dossiers/<kenmerk>/budget/versies/<uuid:version_id>")
@door("budget:read", dossier="named", part="budget")
def budget_version(dossier: DossierView, version_id: UUID) -> str:
    """One frozen version."""
    return plans.version_page(beside(dossier), version_id)
