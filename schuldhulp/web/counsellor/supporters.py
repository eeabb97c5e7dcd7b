"""Who looks along with a client, for staff: what the client shares with them, and suggesting to ask somebody."""

from flask import render_template, url_for

from schuldhulp.dossier.queries import DossierView
from schuldhulp.supporters import actions
from schuldhulp.supporters.parts import Part
from schuldhulp.supporters.queries import supporters_of
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session


class SuggestionForm(PageForm):
    """Words to the client, who decides."""

    body = LongTextField(
        "Bericht aan de cliënt", [InputRequired("Er staat nog niets in uw bericht.")], rows=4, max_length=1_500,
        description="De cliënt leest dit als bericht, met de weg om iemand te vragen. Vragen doet de cliënt zelf.",
    )  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>/meekijken", methods=["GET", "POST"])
@door("support:suggest", dossier="named", part="meekijken")
def suggest_supporter(dossier: DossierView) -> Page:
    """Show who looks along and with what; suggest asking somebody."""
    form, actor = SuggestionForm(), current_actor()
    if form.validate_on_submit():
        there = url_for("counsellor.suggest_supporter", kenmerk=dossier.kenmerk, melding="verstuurd")
        answer = done_or_refused(
            form,
            there,
            lambda token: actions.suggest(session(), actor, now(), dossier, form.body.data, form=token),
        )
        if answer:
            return answer
    people = supporters_of(session(), actor, dossier.id, now())
    session().close()
    listed = [
        (
            each,
            [
                (part.label, "zien en helpen" if part in each.helps else "zien")
                for part in Part
                if part in each.parts
            ],
        )
        for each in people
    ]
    return shown(
        render_template("counsellor/suggest_supporter.html", dossier=dossier, form=form, people=listed), form
    )
