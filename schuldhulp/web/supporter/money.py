"""The budget and the debts of the client, to read: amounts, and nothing of the part that was not shared."""

from flask import render_template

from schuldhulp.budget.categories import Group
from schuldhulp.budget.posten import Whose
from schuldhulp.budget.queries import month_of
from schuldhulp.debts.queries import debts_of
from schuldhulp.dossier.queries import DossierView
from schuldhulp.money import per_month
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


@blueprint.route("/steun/samen")
@door("support:read", dossier="supported", part="samen", shared=Part.TOGETHER)
def together(dossier: DossierView) -> str:
    """What the client called 'samen', with its own sums: what either has alone stands in no figure here."""
    month = month_of(session(), current_actor(), dossier.id)
    session().close()
    debts = [
        (debt.name, debt.told.claimed_cents) for debt in month.owed.debts if debt.told.whose == Whose.TOGETHER
    ]
    posts = [
        (line.told.name, per_month(line.post.cents, line.post.period), line.post.group is Group.INCOME)
        for line in month.lines
        if line.told.whose == Whose.TOGETHER and not line.told.amount_open
    ]
    return render_template("supporter/together.html", dossier=dossier, debts=debts, posts=posts)
