"""Suggesting to a client, without a message, to ask somebody to look along, or the partner. Asking is theirs."""

from flask import render_template, url_for

from schuldhulp.access import Role
from schuldhulp.dossier.queries import DossierView
from schuldhulp.supporters.suggested.actions import suggest_asking
from schuldhulp.supporters.suggested.queries import suggestions_of
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import BooleanField, ChoiceField, InputRequired, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

WHO = {Role.SUPPORTER.value: "Iemand die meekijkt", Role.PARTNER.value: "De partner, om samen te doen"}


class SuggestForm(PageForm):
    """Whom the client could ask."""

    who = ChoiceField(
        "Wie kan de cliënt vragen?", [InputRequired("Kies wie de cliënt kan vragen.")], choices=list(WHO.items()),
        description="De cliënt ziet het voorstel in de eigen omgeving. Er gaat geen bericht en geen mail.",
    )  # fmt: skip
    safe = BooleanField(
        "Bij een partner: ik vroeg op een veilig moment of samen doen veilig is, en dat is zo"
    )


@blueprint.route("/dossiers/<kenmerk>/voorstellen", methods=["GET", "POST"])
@door("support:suggest", dossier="named", part="meekijken")
def suggest_asking_somebody(dossier: DossierView) -> Page:
    """Suggest asking somebody; how earlier suggestions stand is beside it."""
    form, actor = SuggestForm(), current_actor()
    if form.validate_on_submit():
        there = url_for("counsellor.suggest_asking_somebody", kenmerk=dossier.kenmerk, melding="voorgesteld")
        answer = done_or_refused(
            form, there,
            lambda token: suggest_asking(
                session(), actor, now(), dossier, Role(form.who.data), safe=bool(form.safe.data), form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    told = suggestions_of(session(), actor, dossier.id)
    session().close()
    page = render_template(
        "counsellor/suggest_asking_somebody.html", dossier=dossier, form=form, told=told, who=WHO
    )
    return shown(page, form)
