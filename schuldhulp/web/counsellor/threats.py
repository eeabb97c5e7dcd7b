"""What threatens a client: reported at any moment, taken on, resolved; with the legal clock beside it."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.appointments.queries import appointments_of, next_appointment
from schuldhulp.dossier.queries import DossierView, threats_of
from schuldhulp.dossier.signals import LEGAL_THREATS, ThreatKind
from schuldhulp.reach.queries import reach_of
from schuldhulp.refusals import NotYours
from schuldhulp.threats import actions
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import DateField, DropdownField, InputRequired, LongTextField, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session


class ThreatForm(PageForm):
    """What threatens, and the day in the letter."""

    kind = DropdownField("Wat dreigt er?", [InputRequired("Kies wat er dreigt.")], choices=ThreatKind)
    threatens_on = DateField(
        "Op welke dag?", near=True, description="De dag in de brief. Niet bekend? Laat dit dan leeg."
    )
    letter_date = DateField("Datum van de brief", not_future=True, description="Dit hoeft niet.")
    note = TextField(
        "Wat is er bekend?",
        max_length=500,
        description="Bijvoorbeeld wie de brief stuurt. De cliënt leest dit.",
    )


class ResolutionForm(PageForm):
    """How it ended."""

    how = LongTextField(
        "Hoe is dit afgelopen?", [InputRequired("Schrijf in één zin op hoe dit is afgelopen.")], rows=2,
        max_length=1_000,
        description="Bijvoorbeeld: schriftelijk uitstel tot 1 februari. De cliënt leest dit.",
    )  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>/dreiging", methods=["GET", "POST"])
@door("threat:report", dossier="named", part="dreiging")
def threats(dossier: DossierView) -> Page:
    """Show the threats of a dossier and report one for the client."""
    actor, form = current_actor(), ThreatForm()
    if request.method == "GET" and request.args.get("soort") in list(ThreatKind):
        form.kind.data = request.args["soort"]
    if form.validate_on_submit():
        there = url_for("counsellor.threats", kenmerk=dossier.kenmerk, melding="vastgelegd")
        answer = done_or_refused(
            form, there,
            lambda token: actions.report_threat(
                session(), actor, now(), dossier, ThreatKind(form.kind.data), threatens_on=form.threatens_on.data,
                letter_date=form.letter_date.data, note=form.note.data or "", form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    found = threats_of(session(), actor, dossier.id, open_only=False)
    talk = next_appointment(appointments_of(session(), actor, dossier.id), now())
    reach = reach_of(session(), actor, dossier.id, now())
    session().close()
    page = render_template(
        "counsellor/threats.html", dossier=dossier, reach=reach, form=form, talk=talk, plain=PageForm(formdata=None),
        labels=ThreatKind,
        standing=[t for t in found if t.resolved_at is None], over=[t for t in found if t.resolved_at is not None],
        legal=sorted(LEGAL_THREATS),
    )  # fmt: skip
    return shown(page, form)


@blueprint.post("/dossiers/<kenmerk>/dreiging/<uuid:threat_id>/opgepakt")
@door("threat:handle", dossier="named", part="dreiging")
def take_on_threat(dossier: DossierView, threat_id: UUID) -> Response:
    """Say: I have seen this and take it on."""
    form = PageForm()
    there = url_for("counsellor.threats", kenmerk=dossier.kenmerk, melding="gezien")
    if form.validate_on_submit():
        actions.take_on_threat(
            session(), current_actor(), now(), dossier, threat_id, form=FormToken(form.token.data, there)
        )
    return redirect(there, 303)


@blueprint.route("/dossiers/<kenmerk>/dreiging/<uuid:threat_id>/afgerond", methods=["GET", "POST"])
@door("threat:handle", dossier="named", part="dreiging")
def resolve_threat(dossier: DossierView, threat_id: UUID) -> Page:
    """Write down how a threat ended."""
    actor, form = current_actor(), ResolutionForm()
    if form.validate_on_submit():
        there = url_for("counsellor.threats", kenmerk=dossier.kenmerk, melding="vastgelegd")
        answer = done_or_refused(
            form, there,
            lambda token: actions.resolve_threat(
                session(), actor, now(), dossier, threat_id, form.how.data, form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    found = [t for t in threats_of(session(), actor, dossier.id, open_only=False) if t.id == threat_id]
    session().close()
    if not found:
        raise NotYours
    page = render_template(
        "counsellor/resolve_threat.html", dossier=dossier, form=form, threat=found[0], labels=ThreatKind
    )
    return shown(page, form)
