"""What was established about the client's own money, and saying that it is not right."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.budget.queries import month_of
from schuldhulp.dossier.queries import DossierView
from schuldhulp.facts import actions, queries
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session


class DisputeForm(PageForm):
    """What is not right."""

    why = LongTextField(
        "Wat klopt er niet?", [InputRequired("Schrijf in één zin op wat er niet klopt.")], rows=4, max_length=2_000,
        description="Schrijf het zoals u het zou vertellen. Heeft u er een brief van, schrijf dat er dan bij.",
    )  # fmt: skip


def _names(dossier: DossierView) -> dict[str, str]:
    month = month_of(session(), current_actor(), dossier.id)
    return {str(debt.id): debt.name for debt in month.owed.debts} | {
        str(line.id): line.post.name for line in month.lines
    }


@blueprint.get("/mijn/vastgesteld")
@door("dossier:read", dossier="own", part="vastgesteld")
def established(dossier: DossierView) -> str:
    """Read what was established, beside one's own words."""
    facts = queries.established_of(session(), current_actor(), dossier.id)
    names = _names(dossier)
    session().close()
    return render_template("client/established.html", dossier=dossier, facts=facts, names=names)


@blueprint.route("/mijn/vastgesteld/<uuid:fact_id>/klopt-niet", methods=["GET", "POST"])
@door("fact:dispute", dossier="own", part="vastgesteld")
def dispute(dossier: DossierView, fact_id: UUID) -> str | Response | tuple[str, int]:
    """Say that a fact is not right; it stays, with the reason beside it, and the counsellor answers."""
    actor, form = current_actor(), DisputeForm()
    if form.validate_on_submit():
        there = url_for("client.established", melding="bezwaar-gehoord")
        try:
            actions.dispute_fact(
                session(),
                actor,
                now(),
                dossier,
                fact_id,
                form.why.data,
                form=FormToken(form.token.data, there),
            )
        except NotYours:
            raise
        except Refused as refusal:
            form.form_errors.append(str(refusal))
        else:
            return redirect(there, 303)
    fact = queries.find_established(session(), actor, dossier.id, fact_id)
    names = _names(dossier)
    session().close()
    page = render_template("client/dispute.html", dossier=dossier, fact=fact, names=names, form=form)
    return (page, 422) if form.errors else page
