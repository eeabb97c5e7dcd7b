"""The client's own budget plan: choose its parts, freeze versions, print."""

from uuid import UUID

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.budget import plans
from schuldhulp.web.budget.ideas import Answer
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import door
from schuldhulp.web.steps.place import own


@blueprint.route("/mijn/budget/plan", methods=["GET", "POST"])
@door("budget:freeze", dossier="own", part="budget")
def plan(dossier: DossierView) -> Answer:
    """Choose the parts of the paper; name and freeze the budget of today."""
    return plans.plan_page(own(dossier))


@blueprint.get("/mijn/budget/plan.pdf")
@door("budget:read", dossier="own", part="budget")
def plan_pdf(dossier: DossierView) -> Answer:
    """The paper itself."""
    return plans.plan_pdf(own(dossier))


@blueprint.get("/mijn/budget/versies/<uuid:version_id>")
@door("budget:read", dossier="own", part="budget")
def budget_version(dossier: DossierView, version_id: UUID) -> str:
    """One frozen version."""
    return plans.version_page(own(dossier), version_id)
