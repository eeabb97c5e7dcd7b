"""Mijn notitieboek: what the client wrote, for themselves until they share it; plans and how they went."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.crisis.signs import signs_in
from schuldhulp.dossier.queries import DossierView
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.client.work_forms import fill_page, form_url, new_token
from schuldhulp.web.forms import ChoiceField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.views import token_for
from schuldhulp.workforms import actions, queries
from schuldhulp.workforms.kept import own_words
from schuldhulp.workforms.library import spoken
from schuldhulp.workforms.plans.actions import Next, Outcome, tell_how_it_went
from schuldhulp.workforms.plans.queries import own_plan, plans_of


class WentForm(PageForm):
    """Hoe ging het?"""

    outcome = ChoiceField(
        "Hoe ging het?", [InputRequired("Kies wat er het dichtst bij zit.")], choices=Outcome
    )
    words = LongTextField(
        "Wat hielp, of wat zat in de weg?", rows=3, max_length=2_000, description="Dit hoeft niet. Alleen u leest dit."
    )  # fmt: skip
    then = ChoiceField("En nu?", [InputRequired("Kies of het plan blijft.")], choices=Next)


@blueprint.get("/mijn/notitieboek")
@door("work_form:write", dossier="own", part="notitieboek")
def notebook(dossier: DossierView) -> str:
    """Everything that was written, newest first, and the plans that stand."""
    actor = current_actor()
    entries = queries.notebook(session(), actor, dossier.id)
    plans = plans_of(session(), actor, dossier.id, local_date(now()))
    session().close()
    labels = {outcome.value: outcome.label for outcome in Outcome}
    return render_template(
        "client/notebook.html", dossier=dossier, plans=plans, outcomes=labels, url_of=form_url,
        entries=[entry for entry in entries if entry.kept], begun=[e for e in entries if e.state == "begun" and e.form],
        removed=request.args.get("weg", type=UUID), token=new_token(),
    )  # fmt: skip


@blueprint.route("/mijn/notitieboek/<uuid:entry_id>", methods=["GET", "POST"])
@door("work_form:write", dossier="own", part="notitieboek")
def notebook_entry(dossier: DossierView, entry_id: UUID) -> Page:
    """One entry: what was answered, what it gives back, the questions it leaves; share it or take it back."""
    actor, form = current_actor(), PageForm()
    entry = queries.own_entry(session(), actor, dossier.id, entry_id)
    if entry.kept is None or entry.removed_at is not None:
        session().close()
        return redirect(url_for("client.notebook"), 303)
    asked = entry.kept.asked
    danger = any(sign.danger for sign in signs_in(own_words(entry.kept), load_tables()))
    if form.validate_on_submit():
        session().close()
        thoughts = {
            question: request.form.get(f"gedachte-{nth}", "").strip()[:4_000]
            for nth, (question, _) in enumerate(asked)
        }
        there = url_for("client.notebook_entry", entry_id=entry_id, melding="bewaard-notitie")
        answer = done_or_refused(
            form, there,
            lambda token: actions.think_on(session(), actor, now(), dossier, entry_id, thoughts, form=token),
        )  # fmt: skip
        if answer:
            return answer
    earlier = queries.earlier_versions(session(), actor, dossier.id, entry_id)
    plans = [p for p in plans_of(session(), actor, dossier.id, local_date(now())) if p.entry_id == entry_id]
    session().close()
    page = render_template(
        "client/notebook_entry.html", dossier=dossier, entry=entry, form=form, earlier=earlier, plans=plans,
        again=form_url(entry.form_id) if entry.form else None, token=new_token(), danger=danger,
    )  # fmt: skip
    return shown(page, form)


@blueprint.route("/mijn/notitieboek/<uuid:entry_id>/veranderen", methods=["GET", "POST"])
@door("work_form:write", dossier="own", part="notitieboek")
def change_entry(dossier: DossierView, entry_id: UUID) -> Page:
    """Change an entry; what stood there stays to be read."""
    entry = queries.own_entry(session(), current_actor(), dossier.id, entry_id)
    form = entry.form
    if form is None or entry.kept is None or entry.removed_at is not None:
        session().close()
        return redirect(url_for("client.notebook"), 303)
    return fill_page(dossier, spoken(form, dossier.register), entry, new=False)


@blueprint.post("/mijn/notitieboek/<uuid:entry_id>/delen")
@door("work_form:write", dossier="own", part="notitieboek")
def share_entry(dossier: DossierView, entry_id: UUID) -> Response:
    """Let the counsellor read this one entry."""
    there = url_for("client.notebook_entry", entry_id=entry_id, melding="gedeeld")
    actions.share_entry(session(), current_actor(), now(), dossier, entry_id, form=token_for(there))
    return redirect(there, 303)


@blueprint.post("/mijn/notitieboek/<uuid:entry_id>/niet-delen")
@door("work_form:write", dossier="own", part="notitieboek")
def take_entry_back(dossier: DossierView, entry_id: UUID) -> Response:
    """Share it no longer."""
    there = url_for("client.notebook_entry", entry_id=entry_id, melding="niet-gedeeld")
    actions.take_back(session(), current_actor(), now(), dossier, entry_id, form=token_for(there))
    return redirect(there, 303)


@blueprint.post("/mijn/notitieboek/<uuid:entry_id>/weghalen")
@door("work_form:write", dossier="own", part="notitieboek")
def remove_entry(dossier: DossierView, entry_id: UUID) -> Response:
    """Take it out of the notebook; it can be put back."""
    there = url_for("client.notebook", weg=entry_id, melding="weggehaald")
    actions.remove_entry(session(), current_actor(), now(), dossier, entry_id, form=token_for(there))
    return redirect(there, 303)


@blueprint.post("/mijn/notitieboek/<uuid:entry_id>/terugzetten")
@door("work_form:write", dossier="own", part="notitieboek")
def restore_entry(dossier: DossierView, entry_id: UUID) -> Response:
    """Put it back."""
    there = url_for("client.notebook", melding="teruggezet")
    actions.restore_entry(session(), current_actor(), now(), dossier, entry_id, form_token=token_for(there))
    return redirect(there, 303)


@blueprint.route("/mijn/notitieboek/plannen/<uuid:plan_id>", methods=["GET", "POST"])
@door("work_form:write", dossier="own", part="notitieboek")
def plan_went(dossier: DossierView, plan_id: UUID) -> Page:
    """Hoe ging het? Each answer is a good one."""
    actor, form = current_actor(), WentForm()
    plan = own_plan(session(), actor, dossier.id, plan_id, local_date(now()))
    session().close()
    if form.validate_on_submit():
        there = url_for("client.notebook", melding="plan-verteld") + "#plannen"
        answer = done_or_refused(
            form, there,
            lambda token: tell_how_it_went(
                session(), actor, now(), dossier, plan_id, form.outcome.data, form.then.data, form.words.data or "",
                form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    return shown(render_template("client/plan_went.html", dossier=dossier, plan=plan, form=form), form)
