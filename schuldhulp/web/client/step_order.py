"""The client's own choices about the werkboek: order of steps, reading what was done; and u or je."""

import re
from uuid import uuid4

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.next_step import movable, moved
from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.views import token_for
from schuldhulp.workbook import actions, queries

_MOVE = re.compile(r"([a-z-]{1,60}):(-?[0-9]{1,3})")


@blueprint.route("/mijn/werkboek/volgorde", methods=["GET", "POST"])
@door("step:order", dossier="own", part="werkboek")
def step_order(dossier: DossierView) -> str | Response:
    """The open steps with their place: one press moves one step, one goes back to our order."""
    actor = current_actor()
    book = queries.workbook(session(), actor, dossier)
    session().close()
    steps = movable(book.facts, book.stored)
    if request.method == "POST":
        return _keep(dossier, tuple(step.slug for step in steps))
    texts = step_texts()
    return render_template(
        "client/step_order.html", dossier=dossier, steps=[(step.slug, texts[step.slug].title) for step in steps],
        asked=[texts[slug].title for slug in book.facts.homework], own_order=bool(book.facts.own_order),
        threat_open=book.facts.threat_open, token=uuid4().hex,
    )  # fmt: skip


def _keep(dossier: DossierView, slugs: tuple[str, ...]) -> Response:
    found = _MOVE.fullmatch(request.form.get("zet", ""))
    order: tuple[str, ...] = ()
    there = url_for("client.workbook", melding="onze-volgorde")
    if found is not None:
        there = url_for("client.step_order", melding="volgorde", _anchor=f"stap-{found[1]}")
        # Steps that do not wait now keep their place behind the others, for when they come back.
        order = (*moved(slugs, found[1], int(found[2])), *dossier.step_order)
    actions.order_steps(session(), current_actor(), now(), dossier, order, form=token_for(there))
    return redirect(there, 303)


@blueprint.post("/mijn/werkboek/gelukt-tonen")
@door("step:order", dossier="own", part="werkboek")
def show_successes(dossier: DossierView) -> Response:
    """Show what a step gave and what was done, or leave it out."""
    shown = request.form.get("tonen") == "ja"
    there = url_for("client.workbook", melding="gelukt-terug" if shown else "gelukt-weg")
    actions.show_successes(session(), current_actor(), now(), dossier, shown, form=token_for(there))
    return redirect(there, 303)


@blueprint.post("/mijn/aanspreken")
@door("step:order", dossier="own", part="berichten")
def choose_register(dossier: DossierView) -> Response:
    """Be addressed with u or with je from now on."""
    register = "je" if request.form.get("met") == "je" else "u"
    there = url_for("client.messages", melding=f"met-{register}") + "#nieuwste"
    actions.choose_register(session(), current_actor(), now(), dossier, register, form=token_for(there))
    return redirect(there, 303)
