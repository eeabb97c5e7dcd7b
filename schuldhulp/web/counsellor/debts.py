"""What staff do with one debt: write down a balance, its rank, and the steps it went through."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import redirect
from werkzeug.wrappers import Response

from schuldhulp.budget.aanbod import Rank
from schuldhulp.budget.verjaring import ClaimKind
from schuldhulp.debts import actions
from schuldhulp.debts.ladder import Stage
from schuldhulp.debts.settling import Settleable
from schuldhulp.dossier.queries import DossierView
from schuldhulp.facts.actions import establish_fact
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.rows import Told
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import done_or_refused
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.debts.forms import AssessForm, BalanceForm, StageForm
from schuldhulp.web.debts.one import render_debt
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.place import STAFF, Place
from schuldhulp.web.steps.views import token_for

Answer = str | Response | tuple[str, int]


def _answer(
    dossier: DossierView, debt_id: UUID, name: str, form: PageForm, do: Callable[[FormToken], Any]
) -> Answer:
    """Do the act of one form, or show the page again with what was typed."""
    place = Place(STAFF, dossier)
    if form.validate_on_submit():
        answer = done_or_refused(form, place.url("debt", debt_id=debt_id, melding="vastgelegd"), do)
        if answer:
            return answer
    session().close()
    return render_debt(place, debt_id, lambda debt: {name: form})


@blueprint.post("/dossiers/<kenmerk>/schulden/<uuid:debt_id>/saldo")
@door("fact:establish", dossier="named", part="schulden")
def debt_balance(dossier: DossierView, debt_id: UUID) -> Answer:
    """Write down what a debt comes to, beside what the client told."""
    form = BalanceForm()

    def told() -> Told:
        return Told(
            subject=Subject.DEBT, about=debt_id, author=Author(form.author.data), on=form.on.data,
            source=form.source.data, cents=form.total.data, principal_cents=form.principal.data,
            interest_cents=form.interest.data, costs_cents=form.costs.data,
        )  # fmt: skip

    return _answer(
        dossier, debt_id, "balance", form,
        lambda token: establish_fact(session(), current_actor(), now(), dossier, told(), form=token),
    )  # fmt: skip


@blueprint.post("/dossiers/<kenmerk>/schulden/<uuid:debt_id>/rang")
@door("debt:assess", dossier="named", part="schulden")
def assess_debt(dossier: DossierView, debt_id: UUID) -> Answer:
    """Say what rank a debt has and whether it takes part."""
    form = AssessForm()
    return _answer(
        dossier, debt_id, "assess", form,
        lambda token: actions.assess_debt(
            session(), current_actor(), now(), dossier, debt_id,
            rank=Rank(form.rank.data) if form.rank.data else None,
            settleable=Settleable(form.settleable.data) if form.settleable.data else None,
            claim_kind=ClaimKind(form.claim_kind.data) if form.claim_kind.data else None,
            version=form.version.data, form=token,
        ),
    )  # fmt: skip


@blueprint.post("/dossiers/<kenmerk>/schulden/<uuid:debt_id>/verloop")
@door("debt:assess", dossier="named", part="schulden")
def debt_stage(dossier: DossierView, debt_id: UUID) -> Answer:
    """Write down a step in the course of a debt."""
    form = StageForm()
    return _answer(
        dossier, debt_id, "stage", form,
        lambda token: actions.record_stage(
            session(), current_actor(), now(), dossier, debt_id, stage=Stage(form.stage.data), on=form.happened_on.data,
            party=form.party.data or "", source=form.letter.data, form=token,
        ),
    )  # fmt: skip


@blueprint.post("/dossiers/<kenmerk>/schulden/<uuid:debt_id>/verloop/<uuid:stage_id>/weghalen")
@door("debt:assess", dossier="named", part="schulden")
def remove_debt_stage(dossier: DossierView, debt_id: UUID, stage_id: UUID) -> Response:
    """Take a recorded step out of the course."""
    there = Place(STAFF, dossier).url("debt", debt_id=debt_id, melding="gewijzigd")
    actions.remove_stage(session(), current_actor(), now(), dossier, stage_id, form=token_for(there))
    return redirect(there, 303)
