"""Stopping at any moment, and going on after all."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.closing import COMES_BACK, COMPLETED
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import Refused
from schuldhulp.stopping import actions
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session


class StopForm(PageForm):
    """A reason, which nobody needs."""

    words = LongTextField("Wilt u zeggen waarom?", description="Dit hoeft niet.", rows=3)


@blueprint.route("/mijn/stoppen", methods=["GET", "POST"])
@door("dossier:withdraw", dossier="own", part="stoppen")
def stop(dossier: DossierView) -> str | Response | tuple[str, int]:
    """Stop with the help: at once where the law asks no besluit first, otherwise after an answer."""
    form = StopForm()
    if form.validate_on_submit() and not dossier.closed:
        there = url_for("client.stop")
        actions.withdraw(
            session(),
            current_actor(),
            now(),
            dossier,
            form.words.data or "",
            form=FormToken(form.token.data, there),
        )
        return redirect(there, 303)
    may_return = dossier.closing_reason in COMES_BACK | COMPLETED
    done = dossier.closing_reason in COMPLETED
    page = render_template("client/stop.html", dossier=dossier, form=form, may_return=may_return, done=done)
    return (page, 422) if form.errors else page


@blueprint.post("/mijn/stoppen/toch-verder")
@door("dossier:withdraw", dossier="own", part="stoppen")
def go_on(dossier: DossierView) -> str | Response | tuple[str, int]:
    """Go on after all; nothing was lost."""
    form = PageForm()
    there = url_for("client.stop")
    if form.validate_on_submit() and (dossier.closed or dossier.waiting_for == "gestopt"):
        there = "/mijn?melding=weer-verder"
        try:
            actions.go_on(session(), current_actor(), now(), dossier, form=FormToken(form.token.data, there))
        except Refused:
            there = url_for("client.stop")
    return redirect(there, 303)
