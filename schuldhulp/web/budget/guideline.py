"""A guideline beside the own amount for food, and the own reason: 'waarom wij dat anders hebben'."""

from flask import redirect, render_template, request

from schuldhulp.budget.actions import explain_guideline
from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.queries import Month, month_of, reason_of
from schuldhulp.budget.richtlijnen import FOOD, SETS, Richtlijn, voeding
from schuldhulp.budget.shown import figure
from schuldhulp.calendar import local_date
from schuldhulp.norms.queries import norm_loader
from schuldhulp.refusals import Conflict, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.budget.ideas import Answer
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place
from schuldhulp.workbook.queries import household


class ReasonForm(PageForm):
    """The own reason."""

    words = LongTextField(
        "Waarom heeft u dit anders?", [InputRequired("Er staat nog niets.")], max_length=1_000, rows=3,
        description="Bijvoorbeeld: een dieet, kinderen die meer eten, of een moestuin.",
    )  # fmt: skip


def guideline_page(place: Place) -> Answer:
    """Show the guideline where the own amount lies outside it; keep the reason."""
    month = month_of(session(), place.actor, place.dossier.id)
    found = guideline_of(place, month)
    words, version = reason_of(session(), place.actor, place.dossier.id, FOOD)
    session().close()
    form = ReasonForm(data={"words": words})
    if request.method == "GET":
        form.version.data = version
    if form.validate_on_submit():
        there = place.url("guideline", melding="bewaard")
        try:
            explain_guideline(
                session(), place.actor, now(), place.dossier, FOOD, form.words.data or "", form.version.data or 0,
                form=FormToken(form.token.data, there),
            )  # fmt: skip
            return redirect(there, 303)
        except Conflict:
            form.form_errors.append(
                f"Iemand anders schreef intussen: ‘{words}’. Bewaar nog eens om het uwe te houden."
            )
            form.version.data = version
        except Refused as refused:
            form.form_errors.append(str(refused))
    page = render_template(
        "budget/guideline.html", place=place, form=form, found=found, words=words,
        figure=figure(FOOD, "Boodschappen", found.own_cents, found.berekening) if found else None,
    )  # fmt: skip
    return (page, 422) if form.errors else page


def guideline_of(place: Place, month: Month) -> Richtlijn | None:
    """What the guideline for food says of this month; None when it says nothing, or nobody knows who lives there."""
    today = local_date(now())
    members = household(session(), place.actor, place.dossier.id)
    if not members:
        return None
    ages = [None, *(today.year - each.birth_year if each.birth_year else None for each in members)]
    if any(each.kind == "child" and not each.birth_year for each in members):
        return None
    try:
        return voeding(month.budget, ages, norm_loader(session())(today, *SETS))
    except NormMissing:
        return None
