"""Recording a *besluit*, taken here or elsewhere."""

from flask import render_template, request

from schuldhulp.calendar import local_date
from schuldhulp.dossier.closing import BesluitKind
from schuldhulp.dossier.queries import DossierView
from schuldhulp.phases import actions
from schuldhulp.phases.queries import course_of
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.acting import case_address
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    DropdownField,
    InputRequired,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session

REASONS = {
    "eerder_hulp": "Eerder schuldhulp gehad (Wgs 3 lid 2)",
    "fraude": "Fraude vastgesteld (Wgs 3 lid 3)",
    "geen_inwoner": "Geen inwoner",
    "geen_rechtmatig_verblijf": "Geen rechtmatig verblijf (Wgs 3 lid 4)",
    "werkt_niet_mee": "Gegevens of medewerking ontbreken (Wgs 6 en 7)",
    "op_verzoek": "Op verzoek van de cliënt",
    "afgerond": "Plan is afgerond",
    "anders": "Andere reden",
}


class DecisionForm(PageForm):
    """A besluit with where its paper is."""

    kind = ChoiceField(
        "Wat zegt het besluit?", [InputRequired("Kies wat het besluit zegt.")], choices=BesluitKind
    )
    decided_on = DateField("Datum van het besluit", [InputRequired("Vul de datum in.")], not_future=True)
    elsewhere = BooleanField("Het besluit is elders genomen; hier staat alleen dat het er is")
    document = TextField(
        "Waar staat het document?", max_length=300, description="Bijvoorbeeld: zaaksysteem, nummer 2026-1187."
    )
    reason = DropdownField(
        "Reden", choices=list(REASONS.items()), description="Nodig bij een weigering of beëindiging."
    )


@blueprint.route("/dossiers/<kenmerk>/besluit", methods=["GET", "POST"])
@door("decision:record", dossier="named", part="besluit")
def decision(dossier: DossierView) -> Page:
    """Record a besluit; the term of the besluit ends."""
    actor, form = current_actor(), DecisionForm()
    if request.method == "GET":
        form.decided_on.data = local_date(now())
    if form.validate_on_submit():
        kind = form.kind.data
        decided = actions.Decided(
            kind=kind, decided_on=form.decided_on.data, elsewhere=bool(form.elsewhere.data),
            document=form.document.data or "",
            reason=form.reason.data if kind is not BesluitKind.PLAN_VAN_AANPAK else None,
        )  # fmt: skip
        answer = done_or_refused(
            form, case_address(dossier),
            lambda token: actions.record_decision(session(), actor, now(), dossier, decided, form=token),
        )  # fmt: skip
        if answer:
            return answer
    course = course_of(session(), actor, dossier.id, dossier.phase)
    session().close()
    page = render_template(
        "counsellor/decision.html", dossier=dossier, form=form, decisions=course.decisions, reasons=REASONS
    )
    return shown(page, form)
