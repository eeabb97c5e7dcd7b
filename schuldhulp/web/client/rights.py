"""Everything the client can ask about the own data, on one page: correct, object, restrict, erase; with the answers."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import Refused
from schuldhulp.rights import actions, queries
from schuldhulp.rights.kinds import GOES_AT_ONCE, STAYS, Kind, due_on, erasable_at_once
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session


class AskForm(PageForm):
    """What somebody asks, in their own words."""

    words = LongTextField(
        "Wat vraagt u?", [InputRequired("Schrijf in een paar woorden wat u vraagt.")], rows=5,
        max_length=actions.MAX_WORDS,
    )  # fmt: skip


@blueprint.get("/mijn/rechten")
@door("rights:ask", dossier="own", part="rechten")
def rights(dossier: DossierView) -> str:
    """Where to correct what, what can be asked, and what was answered."""
    actor = current_actor()
    asked = queries.own_requests(session(), actor, dossier.id, dossier.kenmerk)
    goes = queries.goes_after(session(), actor, dossier.id)
    session().close()
    return render_template(
        "client/rights.html", dossier=dossier, asked=asked, kinds=tuple(Kind), goes=goes, form=PageForm(),
        today=local_date(now()),
    )  # fmt: skip


@blueprint.route("/mijn/rechten/<soort>", methods=["GET", "POST"])
@door("rights:ask", dossier="own", part="rechten")
def ask_right(dossier: DossierView, soort: str) -> str | Response | tuple[str, int]:
    """Ask one thing; the page says by when the answer is there, and for erasing what stays and why."""
    if soort not in {one.value for one in Kind}:
        abort(404)
    wanted, form = Kind(soort), AskForm()
    if form.validate_on_submit():
        there = url_for("client.rights", melding="verzoek-gedaan")
        try:
            actions.ask(
                session(), current_actor(), now(), dossier, wanted, form.words.data,
                form=FormToken(form.token.data, there),
            )  # fmt: skip
        except Refused as refused:
            form.words.errors = [str(refused)]
        else:
            return redirect(there, 303)
    decided = queries.decided(session(), current_actor(), dossier.id)
    session().close()
    page = render_template(
        "client/ask_right.html", dossier=dossier, form=form, kind=wanted, due=due_on(local_date(now())),
        erasure=wanted is Kind.ERASURE, goes=GOES_AT_ONCE, stays=STAYS,
        at_once=erasable_at_once(dossier.first_talk_on, decided),
    )  # fmt: skip
    return (page, 422) if form.errors else page


@blueprint.post("/mijn/rechten/weer-verder")
@door("rights:ask", dossier="own", part="rechten")
def work_again(dossier: DossierView) -> Response:
    """Let the municipality work with the data again."""
    form, there = PageForm(), url_for("client.rights", melding="weer-met-gegevens")
    if form.validate_on_submit():
        actions.go_on(session(), current_actor(), now(), dossier, form=FormToken(form.token.data, there))
    return redirect(there, 303)


@blueprint.post("/mijn/rechten/<uuid:request_id>/intrekken")
@door("rights:ask", dossier="own", part="rechten")
def withdraw_request(dossier: DossierView, request_id: UUID) -> Response:
    """Take a request back."""
    form, there = PageForm(), url_for("client.rights", melding="verzoek-ingetrokken")
    if form.validate_on_submit():
        try:
            actions.withdraw(
                session(), current_actor(), now(), dossier, request_id, form=FormToken(form.token.data, there)
            )
        except actions.AlreadyAnswered:
            there = url_for("client.rights")
    return redirect(there, 303)
