"""Nazorg: how it goes after the end, in one press; the client's own plan beside it, and the way back."""

from flask import render_template, url_for

from schuldhulp.aftercare import actions, queries
from schuldhulp.aftercare.moments import HowItGoes
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.steps import STEP
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import ChoiceField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.workbook.queries import read_answers

_STEP = STEP["nazorg"].slug


class HowForm(PageForm):
    """One choice, and words for who wants to."""

    how = ChoiceField(
        "Hoe gaat het nu met uw geld?", [InputRequired("Kies wat er het dichtst bij zit.")], choices=HowItGoes
    )
    words = LongTextField(
        "Wilt u er iets bij zeggen?",
        rows=3,
        max_length=2_000,
        description="Dit hoeft niet. Uw schuldhulpverlener leest dit.",
    )


@blueprint.route("/mijn/nazorg", methods=["GET", "POST"])
@door("aftercare:answer", dossier="own", part="nazorg")
def aftercare(dossier: DossierView) -> Page:
    """Show what was asked and what was answered; the plan from the step *Nazorg* stands beside it."""
    actor, form = current_actor(), HowForm()
    if form.validate_on_submit():
        answer = done_or_refused(
            form, url_for("client.aftercare", melding="nazorg"),
            lambda token: actions.tell_how_it_goes(
                session(), actor, now(), dossier, form.how.data, form.words.data or "", form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    check = queries.newest_check(session(), actor, dossier)
    kept = read_answers(session(), dossier.municipality_id, dossier.id, _STEP).get(_STEP)
    session().close()
    plan = kept.record if kept else None
    own = [words for name in ("first_sign", "then_i") if isinstance(words := getattr(plan, name, None), str)]
    page = render_template(
        "client/aftercare.html", dossier=dossier, form=form, check=check, own=own, hard=HowItGoes.HARD,
        plain=PageForm(formdata=None),
    )  # fmt: skip
    return shown(page, form)
