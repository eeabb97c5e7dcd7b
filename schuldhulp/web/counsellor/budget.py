"""A client's budget: the month, eight quick amounts, 'wat als', and a question at a line."""

from uuid import UUID

from flask import abort

from schuldhulp.budget.queries import find_post
from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.asking import ask_page
from schuldhulp.web.budget.ideas import Answer, what_if_page
from schuldhulp.web.budget.month import budget_page
from schuldhulp.web.budget.quick import quick_page
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import door, session
from schuldhulp.web.steps.budget_rows import amount_of
from schuldhulp.web.steps.place import beside


@blueprint.get("/dossiers/<kenmerk>/budget")
@door("budget:read", dossier="named", part="budget")
def budget(dossier: DossierView) -> str:
    """Show the month."""
    return budget_page(beside(dossier))


@blueprint.route("/dossiers/<kenmerk>/budget/snel", methods=["GET", "POST"])
@door("budget:change", dossier="named", part="budget")
def quick_budget(dossier: DossierView) -> Answer:
    """Eight amounts on one page."""
    return quick_page(beside(dossier))


@blueprint.route("/dossiers/<kenmerk>/budget/wat-als", methods=["GET", "POST"])
@door("budget:change", dossier="named", part="budget")
def what_if(dossier: DossierView) -> Answer:
    """An own idea beside the month as it is."""
    return what_if_page(beside(dossier))


@blueprint.route("/dossiers/<kenmerk>/budget/regels/<uuid:post_id>/vraag", methods=["GET", "POST"])
@door("message:write", dossier="named", part="budget")
def ask_post(dossier: DossierView, post_id: UUID) -> Answer:
    """A question at one line of the budget."""
    place = beside(dossier)
    found = find_post(session(), place.actor, dossier.id, post_id)
    session().close()
    if found is None:
        abort(404)
    return ask_page(
        place, about="budget_post", row_id=post_id, name=found.told.name, amount=amount_of(found.told),
        back=("budget", "Budget"),
    )  # fmt: skip
