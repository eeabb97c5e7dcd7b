"""A question or remark at one line of the budget."""

from uuid import UUID

from flask import abort

from schuldhulp.budget.queries import find_post
from schuldhulp.web.asking import ask_page
from schuldhulp.web.budget.ideas import Answer
from schuldhulp.web.guard import session
from schuldhulp.web.steps.budget_rows import amount_of
from schuldhulp.web.steps.place import Place


def ask_post_page(place: Place, post_id: UUID) -> Answer:
    """Ask at one line; a line that is not there is 404."""
    found = find_post(session(), place.actor, place.dossier.id, post_id)
    session().close()
    if found is None:
        abort(404)
    return ask_page(
        place, about="budget_post", row_id=post_id, name=found.told.name, amount=amount_of(found.told),
        back=("budget", "Budget"),
    )  # fmt: skip
