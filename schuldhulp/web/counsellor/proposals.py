"""The schuldregeling for staff: balances to ask, four ways side by side, proposals. Answers: answers.py."""

from dataclasses import replace
from fractions import Fraction
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.shown import thawed
from schuldhulp.calculations.legal import legal
from schuldhulp.calculations.queries import kept_of
from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.norms.queries import norm_loader
from schuldhulp.schuldregeling import actions, refused
from schuldhulp.schuldregeling.proposal import SET, Capacity, PlanRefused, Scenario, Worked, side_by_side
from schuldhulp.schuldregeling.queries import asked_of, claims_of, find_proposal, proposals_of
from schuldhulp.schuldregeling.stored import ProposalView
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.proposals.figures import figures_of, figures_of_way
from schuldhulp.web.proposals.files import words
from schuldhulp.web.proposals.forms import AskForm, CapacityForm, ForcedForm, OfferForm
from schuldhulp.web.proposals.starting import NOT_KEPT, Start, start_of
from schuldhulp.web.steps.place import STAFF, Place


def _address(dossier: DossierView, notice: str = "vastgelegd") -> str:
    return url_for("counsellor.proposals", kenmerk=dossier.kenmerk, melding=notice)


def _page(
    dossier: DossierView, start: Start, form: CapacityForm, ask: AskForm, ways: tuple[Worked, ...] = ()
) -> Page:
    actor = current_actor()
    claims = claims_of(session(), actor, dossier.id)
    asked = asked_of(session(), actor, dossier.id, claims)
    found = proposals_of(session(), actor, dossier.id)
    session().close()
    ask.debts.offer([(str(each.claim.debt_id), each.claim.name) for each in asked if each.mandate_id])
    page = render_template(
        "counsellor/proposals.html", dossier=dossier, form=form, ask=ask, asked=asked, start=start, proposals=found,
        unconfirmed=[claim for claim in claims if claim.takes_part and not claim.confirmed],
        ways=ways, words=words(), figures_of_way=figures_of_way, not_kept=NOT_KEPT,
    )  # fmt: skip
    return (page, 422) if form.errors or ask.errors else page


@blueprint.get("/dossiers/<kenmerk>/voorstel")
@door("proposal:change", dossier="named", part="voorstel")
def proposals(dossier: DossierView) -> Page:
    """Show balances, proposals, and the form for a new one."""
    start = start_of(current_actor(), dossier)
    return _page(
        dossier, start, CapacityForm(formdata=None, data=start.filled), _asking(), _at_once(dossier, start)
    )


def _at_once(dossier: DossierView, start: Start) -> tuple[Worked, ...]:
    """The four ways of what the dossier knows, before anybody types; none while something is not known."""
    if start.capacity is None:
        return ()
    claims = claims_of(session(), current_actor(), dossier.id)
    try:
        return side_by_side(start.capacity, claims, norm_loader(session())(local_date(now()), SET))
    except (NormMissing, PlanRefused):
        return ()


def _asking() -> AskForm:
    form = AskForm(formdata=None)
    form.asked_on.data = local_date(now())
    return form


@blueprint.post("/dossiers/<kenmerk>/voorstel")
@door("proposal:change", dossier="named", part="voorstel")
def new_proposal(dossier: DossierView) -> Page:
    """Work the four ways out, or keep one of them as a proposal."""
    form, start = CapacityForm(), start_of(current_actor(), dossier)
    if not form.validate_on_submit():
        return _page(dossier, start, form, _asking())
    capacity = _capacity(form)
    from_live = not start.from_kept(capacity) and start.from_live(capacity)
    capacity = replace(capacity, stored=start.from_kept(capacity) or from_live)
    claims, load = claims_of(session(), current_actor(), dossier.id), norm_loader(session())
    session().close()
    try:
        ways = side_by_side(capacity, claims, load(local_date(now()), SET))
    except NormMissing:
        form.form_errors.append("Er zijn geen normen voor deze datum.")
        return _page(dossier, start, form, _asking())
    except PlanRefused as refused:
        form.form_errors.append(str(refused))
        return _page(dossier, start, form, _asking())
    chosen = request.form.get("kies", "")
    if chosen in set(Scenario):
        worked = next(way for way in ways if way.scenario == chosen)
        live = (start.live, legal(start.live)) if from_live and start.live else None
        based_on = start.kept.id if start.kept and start.from_kept(capacity) else None
        answer = done_or_refused(
            form, _address(dossier, "gewijzigd"),
            lambda token: actions.make_proposal(
                session(), current_actor(), now(), dossier, worked, based_on=based_on, live=live, form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    session().close()
    return _page(dossier, start, form, _asking(), ways)


def _capacity(form: CapacityForm) -> Capacity:
    return Capacity(
        income_cents=form.income.data, vtlb_cents=form.vtlb.data, protected_cents=form.protected.data,
        costs_cents=form.costs.data or 0, assets_cents=form.assets.data or 0,
        rate=Fraction(form.rate.data) / 100 if form.rate.data is not None else None, source=form.source.data or "",
    )  # fmt: skip


@blueprint.post("/dossiers/<kenmerk>/voorstel/saldo")
@door("proposal:change", dossier="named", part="voorstel")
def ask_balances(dossier: DossierView) -> Page:
    """Write down that creditors were asked for their balance."""
    form = AskForm()
    claims = claims_of(session(), current_actor(), dossier.id)
    asked = asked_of(session(), current_actor(), dossier.id, claims)
    session().close()
    form.debts.offer([(str(each.claim.debt_id), each.claim.name) for each in asked if each.mandate_id])
    if form.validate_on_submit():
        answer = done_or_refused(
            form, _address(dossier),
            lambda token: actions.ask_balances(
                session(), current_actor(), now(), dossier, [UUID(one) for one in form.debts.data or ()],
                how=form.how.data, asked_on=form.asked_on.data, form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    session().close()
    start = start_of(current_actor(), dossier)
    return _page(dossier, start, CapacityForm(formdata=None, data=start.filled), form)


def _found(dossier: DossierView, proposal_id: UUID) -> ProposalView:
    found = find_proposal(session(), current_actor(), dossier.id, proposal_id)
    session().close()
    if found is None:
        abort(404)
    return found


def _show(dossier: DossierView, proposal_id: UUID, refused: str = "") -> Page:
    found = _found(dossier, proposal_id)
    offer, forced = OfferForm(formdata=None), ForcedForm(formdata=None)
    offer.version.data = found.version
    offer.offered_on.data = local_date(now())
    load = norm_loader(session())
    kept = next(
        (each for each in kept_of(session(), current_actor(), dossier.id) if each.id == found.based_on), None
    )
    session().close()
    page = render_template(
        "counsellor/proposal.html", kept=kept, of_kept=thawed(kept.content.get("figures", ())) if kept else (),
        dossier=dossier, place=Place(STAFF, dossier), proposal=found, offer=offer,
        forced=forced, refused=refused, words=words(), today=local_date(now()),
        figures=figures_of(found, load),
    )  # fmt: skip
    return (page, 422) if refused else page


@blueprint.get("/dossiers/<kenmerk>/voorstel/<uuid:proposal_id>")
@door("proposal:change", dossier="named", part="voorstel")
def proposal(dossier: DossierView, proposal_id: UUID) -> Page:
    """Show one proposal."""
    return _show(dossier, proposal_id)


def _act(dossier: DossierView, proposal_id: UUID, form: Any, do: Any) -> Page:
    """One act from a small form of the page of a proposal; a refusal stands on that page."""
    there = url_for(
        "counsellor.proposal", kenmerk=dossier.kenmerk, proposal_id=proposal_id, melding="vastgelegd"
    )
    if not form.validate_on_submit():
        session().close()
        first = next(iter(form.errors.values()))
        return _show(dossier, proposal_id, str(first[0] if isinstance(first, list) else first))
    try:
        do(FormToken(form.token.data, there))
    except (
        refused.DoesNotFit,
        refused.NotConfirmed,
        refused.DayToCome,
        refused.NotOffered,
        refused.OfferedAlready,
    ) as no:
        session().close()
        return _show(dossier, proposal_id, str(no))
    return redirect(there, 303)


@blueprint.post("/dossiers/<kenmerk>/voorstel/<uuid:proposal_id>/aanbieden")
@door("proposal:change", dossier="named", part="voorstel")
def offer_proposal(dossier: DossierView, proposal_id: UUID) -> Page:
    """Offer a proposal: from now its figures stand still."""
    form = OfferForm()
    return _act(
        dossier, proposal_id, form,
        lambda token: actions.offer_proposal(
            session(), current_actor(), now(), dossier, proposal_id, form.offered_on.data, version=form.version.data,
            form=token,
        ),
    )  # fmt: skip


@blueprint.post("/dossiers/<kenmerk>/voorstel/<uuid:proposal_id>/dwangakkoord/<uuid:line_id>")
@door("proposal:change", dossier="named", part="voorstel")
def force_proposal(dossier: DossierView, proposal_id: UUID, line_id: UUID) -> Page:
    """Write down what became of a dwangakkoord."""
    form = ForcedForm()
    return _act(
        dossier, proposal_id, form,
        lambda token: actions.record_forced(
            session(), current_actor(), now(), dossier, line_id, form.forced.data, form.forced_on.data, form=token
        ),
    )  # fmt: skip
