"""The budget and the debts of the client, to read: amounts, and nothing of the part that was not shared."""

from flask import render_template

from schuldhulp.budget.categories import Group
from schuldhulp.budget.queries import month_of
from schuldhulp.debts.queries import debts_of
from schuldhulp.dossier.queries import DossierView
from schuldhulp.supporters.parts import Part
from schuldhulp.web.guard import current_actor, door, session
from schuldhulp.web.supporter.blueprint import blueprint


@blueprint.route("/steun/budget")
@door("support:read", dossier="supported", part="budget", shared=Part.BUDGET)
def budget(dossier: DossierView) -> str:
    """The month; what goes to debts is one sum, for the creditors belong to another part."""
    month = month_of(session(), current_actor(), dossier.id)
    session().close()
    groups = [
        (total.label, total.cents, [] if total.group is Group.DEBT_PAYMENT else total.lines)
        for total in month.budget.groups
        if total.lines
    ]
    return render_template("supporter/budget.html", dossier=dossier, budget=month.budget, groups=groups)


@blueprint.route("/steun/schulden")
@door("support:read", dossier="supported", part="schulden", shared=Part.DEBTS)
def debts(dossier: DossierView) -> str:
    """Whom the client has to pay and how much, and what it adds up to."""
    owed = debts_of(session(), current_actor(), dossier.id)
    session().close()
    lines = [(debt.name, debt.told.claimed_cents) for debt in owed.debts if owed.counts(debt)]
    return render_template("supporter/debts.html", dossier=dossier, owed=owed, lines=lines)
