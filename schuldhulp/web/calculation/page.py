"""What the law leaves and what can go to creditors: each figure opens, and can be questioned."""

from flask import abort, redirect, render_template
from werkzeug.wrappers import Response

from schuldhulp.budget.shown import Figure, thawed
from schuldhulp.calculations.legal import legal
from schuldhulp.calculations.queries import kept_of, legal_figures
from schuldhulp.calendar import local_date
from schuldhulp.messages.actions import send_message
from schuldhulp.money import format_euro
from schuldhulp.refusals import Refused
from schuldhulp.schuldregeling.queries import proposals_of
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.asking import QuestionForm
from schuldhulp.web.calculation.hints import beslag_hint
from schuldhulp.web.calculation.totals import debts_figure, month_figures
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, now, session
from schuldhulp.web.proposals.figures import figures_of as figures_of_proposal
from schuldhulp.web.steps.place import Place


def calculation_page(place: Place) -> str:
    """Show the figures of today with everything they were made of, and the results that were kept."""
    found = legal_figures(session(), place.actor, place.dossier, local_date(now()))
    kept = kept_of(session(), place.actor, place.dossier.id)
    session().close()
    return render_template(
        "calculation/calculation.html", place=place, found=found, given=found.given, hint=beslag_hint(place, found),
        figures=legal(found.figures) if found.figures else (), form=PageForm(formdata=None),
        kept=[(each, thawed(each.content.get("figures", ()))) for each in kept],
    )  # fmt: skip


def figures_of(place: Place) -> dict[str, Figure]:
    """Every figure that can be questioned, by its name in addresses."""
    found = legal_figures(session(), place.actor, place.dossier, local_date(now()))
    shown = [*(legal(found.figures) if found.figures else ())]
    shown += [*month_figures(found.month.budget), debts_figure(found.month.owed)]
    offered = proposals_of(session(), place.actor, place.dossier.id)
    shown += figures_of_proposal(offered[0]) if offered else ()
    return {each.slug: each for each in shown}


def ask_figure_page(place: Place, figuur: str) -> str | Response | tuple[str, int]:
    """Ask about one figure; the message names it. A figure that is not there is 404."""
    figures = figures_of(place)
    session().close()
    if figuur not in figures:
        abort(404)
    shown, form = figures[figuur], QuestionForm()
    back = _back(place, figuur)
    amount = format_euro(shown.cents) if shown.cents is not None else ""
    if form.validate_on_submit():
        there = place.url(back[0], melding="verstuurd")
        try:
            send_message(
                session(), current_actor(), now(), place.dossier, f"Over {shown.name} ({amount}):\n{form.body.data}",
                about="calculation", form=FormToken(form.token.data, there),
            )  # fmt: skip
            return redirect(there, 303)
        except Refused as refused:
            form.form_errors.append(str(refused))
    counsellor = place.dossier.counsellor
    page = render_template(
        "budget/ask.html", place=place, form=form, name=shown.name, amount=amount,
        back=(place.url(back[0]), back[1]),
        reader=place.dossier.called if place.beside else (counsellor.name if counsellor else "Uw schuldhulpverlener"),
    )  # fmt: skip
    return (page, 422) if form.errors else page


def _back(place: Place, slug: str) -> tuple[str, str]:
    if slug == "schulden":
        return "debts", "Schulden"
    if slug.startswith("voorstel-"):
        return ("proposals" if place.beside else "proposal"), "Voorstel"
    if slug in ("inkomen", "uitgaven", "over"):
        return "budget", "Budget"
    return "calculation", "Berekening"
