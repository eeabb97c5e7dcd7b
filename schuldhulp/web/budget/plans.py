"""The budget plan on paper: choose its parts, name and freeze versions, and the PDF itself."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask import abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from schuldhulp.budget.actions import freeze_version
from schuldhulp.budget.begroting import Budget
from schuldhulp.budget.document import (
    ALL_PARTS,
    LANDLORD_PARTS,
    ORDINARY_PARTS,
    BudgetPlanDocument,
    Plan,
    PlanPart,
    budget_plan,
    month_chart,
)
from schuldhulp.budget.queries import find_version, month_of, versions_of
from schuldhulp.budget.vergelijking import compare
from schuldhulp.calendar import local_date
from schuldhulp.pdf import PdfFailed, render_pdf
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.budget.ideas import Answer
from schuldhulp.web.budget.plan_content import plan_now
from schuldhulp.web.forms import InputRequired, PageForm, TextField
from schuldhulp.web.guard import now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.steps.place import Place
from schuldhulp.workbook.queries import read_stored

AS_IT_IS = "zoals het nu staat"
KINDS = {"plan": "plan", "idea": "eigen idee", "agreed": "afgesproken"}


class VersionForm(PageForm):
    """A name for what is frozen."""

    name = TextField(
        "Hoe noemt u deze versie?",
        [InputRequired("Geef deze versie een naam, bijvoorbeeld: na het gesprek.")],
        max_length=80,
        description="Bijvoorbeeld: na het gesprek.",
    )


def plan_page(place: Place, *, failed: bool = False) -> Answer:
    """Choose what stands on paper; name and freeze the budget of today."""
    form, dossier = VersionForm(), place.dossier
    stored = read_stored(session(), dossier.municipality_id, dossier.id)
    month = month_of(session(), place.actor, dossier.id, answers=stored)
    plan = plan_now(place, month, stored)
    versions = versions_of(session(), place.actor, dossier.id)
    session().close()
    if form.validate_on_submit():
        there = place.url("plan", melding="versie-bewaard")
        try:
            freeze_version(
                session(), place.actor, now(), dossier, form.name.data, posts=month.posts, payments=month.payments,
                plan=plan, kind="agreed" if place.beside else "plan", form=FormToken(form.token.data, there),
            )  # fmt: skip
            return redirect(there, 303)
        except Refused as refused:
            form.form_errors.append(str(refused))
    page = render_template(
        "budget/plan.html", place=place, form=form, versions=versions, parts=list(PlanPart), chosen=ORDINARY_PARTS,
        annexed=sorted(part.value for part in ALL_PARTS),
        landlord=sorted(part.value for part in LANDLORD_PARTS), kinds=KINDS, empty=not month.lines, failed=failed,
    )  # fmt: skip
    if failed:
        return page, 503
    return (page, 422) if form.errors else page


def version_page(place: Place, version_id: UUID) -> str:
    """One frozen version, with the month as it was."""
    frozen = find_version(session(), place.actor, place.dossier.id, version_id)
    if frozen is None:
        abort(404)
    month = month_of(session(), place.actor, place.dossier.id)
    session().close()
    return render_template(
        "budget/version.html", place=place, version=frozen.version, budget=frozen.budget,
        chart=month_chart(frozen.budget), plan=frozen.plan, kinds=KINDS,
        since=compare(frozen.budget, month.budget),
    )  # fmt: skip


def plan_pdf(place: Place) -> Answer:
    """The PDF. Rendered after the read is closed; the same content again comes from the cache."""
    document = _document(place)
    session().close()
    html = render_template("pdf/budgetplan.html", document=document)
    try:
        content = render_pdf(html, title=document.title)
    except PdfFailed:
        return plan_page(place, failed=True)
    answer: Response = make_response(content)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = 'inline; filename="budgetplan.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _document(place: Place) -> BudgetPlanDocument:
    dossier, actor = place.dossier, place.actor
    chosen = [part for part in request.args.getlist("delen") if part in set(PlanPart)]
    rest: dict[str, Any] = {
        "sender": sender_of(dossier.municipality, _contact(place)), "whose": dossier.called,
        "parts": chosen or ORDINARY_PARTS,
        "made_with": made_with(dossier.counsellor.name if dossier.counsellor else "", chosen or ORDINARY_PARTS),
        "reference": dossier.kenmerk, "large": "groot" in request.args,
    }  # fmt: skip
    asked = request.args.get("versie", "")
    if asked:
        return _frozen_document(place, asked, rest)
    stored = read_stored(session(), dossier.municipality_id, dossier.id)
    month = month_of(session(), actor, dossier.id, answers=stored)
    plan = plan_now(place, month, stored)
    return _written(month.budget, plan, made_on=local_date(now()), version=AS_IT_IS, rest=rest)


def made_with(name: str, parts: Collection[str]) -> str:
    """Who helped; on a paper without debts the name alone, because the work would tell of them."""
    return f"{name}, uw schuldhulpverlener" if name and PlanPart.SCHULDEN in parts else name


def _frozen_document(place: Place, asked: str, rest: dict[str, Any]) -> BudgetPlanDocument:
    try:
        version_id = UUID(asked)
    except ValueError:
        abort(404)
    frozen = find_version(session(), place.actor, place.dossier.id, version_id)
    if frozen is None:
        abort(404)
    version = f"versie {frozen.version.number}"
    if PlanPart.SCHULDEN in rest["parts"]:
        # A name is free text that can name a creditor: it stays off a paper without debts.
        version += f": {frozen.version.name}"
    day = local_date(frozen.version.made_at)
    return _written(frozen.budget, frozen.plan, made_on=day, version=version, rest=rest)


def _written(budget: Budget, plan: Plan, **given: Any) -> BudgetPlanDocument:
    rest = given.pop("rest")
    return budget_plan(budget, plan, **given, **rest)


def _contact(place: Place) -> tuple[str, ...]:
    municipality = place.dossier.municipality
    return ("Geldhulp", municipality.text("address"), municipality.phone)
