"""What the law leaves and what can go to creditors: each figure opens, and can be questioned."""

from flask import abort, render_template
from werkzeug.wrappers import Response

from schuldhulp.budget.shown import Figure, thawed
from schuldhulp.calculations.legal import legal, protected_money
from schuldhulp.calculations.queries import LegalFigures, kept_of, legal_figures
from schuldhulp.calendar import local_date
from schuldhulp.money import format_euro
from schuldhulp.norms.queries import norm_loader
from schuldhulp.schuldregeling.queries import proposals_of
from schuldhulp.web.asking import ask_page
from schuldhulp.web.calculation.hints import beslag_hint
from schuldhulp.web.calculation.totals import debts_figure, month_figures
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import now, session
from schuldhulp.web.proposals.figures import figures_of as figures_of_proposal
from schuldhulp.web.steps.place import Place


def calculation_page(place: Place) -> str:
    """Show the figures of today with everything they were made of, and the results that were kept."""
    found = legal_figures(session(), place.actor, place.dossier, local_date(now()))
    kept = kept_of(session(), place.actor, place.dossier.id)
    session().close()
    return render_template(
        "calculation/calculation.html", place=place, found=found, given=found.given, hint=beslag_hint(place, found),
        figures=_shown(found), form=PageForm(formdata=None),
        kept=[(each, thawed(each.content.get("figures", ()))) for each in kept],
    )  # fmt: skip


def _shown(found: LegalFigures) -> tuple[Figure, ...]:
    bank = (protected_money(found.given, found.bank),) if found.given and found.bank else ()
    return (*(legal(found.figures) if found.figures else ()), *bank)


def figures_of(place: Place) -> dict[str, Figure]:
    """Every figure that can be questioned, by its name in addresses."""
    found = legal_figures(session(), place.actor, place.dossier, local_date(now()))
    shown = [*_shown(found)]
    shown += [*month_figures(found.month.budget), debts_figure(found.month.owed)]
    offered = proposals_of(session(), place.actor, place.dossier.id)
    shown += figures_of_proposal(offered[0], norm_loader(session())) if offered else ()
    return {each.slug: each for each in shown}


def ask_figure_page(place: Place, figuur: str) -> str | Response | tuple[str, int]:
    """Ask about one figure; the message names it. A figure that is not there is 404."""
    figures = figures_of(place)
    session().close()
    if figuur not in figures:
        abort(404)
    shown = figures[figuur]
    amount = format_euro(shown.cents) if shown.cents is not None else ""
    return ask_page(place, about="calculation", name=shown.name, amount=amount, back=_back(place, figuur))


def _back(place: Place, slug: str) -> tuple[str, str]:
    if slug == "schulden":
        return "debts", "Schulden"
    if slug.startswith("voorstel-"):
        return ("proposals" if place.beside else "proposal"), "Voorstel"
    if slug in ("inkomen", "uitgaven", "over"):
        return "budget", "Budget"
    return "calculation", "Berekening"
