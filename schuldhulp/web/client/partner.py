"""Samen met een partner: ask, look a second time, choose what the other sees, agree, sign, and stop alone."""

from typing import Any
from uuid import UUID, uuid4

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import Role
from schuldhulp.access_log.recording import record_access
from schuldhulp.dossier.queries import DossierView
from schuldhulp.partners import actions
from schuldhulp.partners.joint import changes_since, lines_of, total
from schuldhulp.partners.queries import (
    Partner,
    as_partner,
    open_shown_file,
    partner_of,
    plans_of,
    shown_by,
    things_of,
)
from schuldhulp.partners.shown import Kind, Thing, grouped
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.supporters.queries import find_invitation, invitations_of
from schuldhulp.supporters.rows import new_secret
from schuldhulp.supporters.suggested.queries import standing
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import InputRequired, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.joint_plan import joint_plan_pdf
from schuldhulp.web.papers import as_download
from schuldhulp.web.steps.views import token_for


class AskPartnerForm(PageForm):
    """Whom the client asks."""

    called = TextField(
        "Hoe heet uw partner?", [InputRequired("Schrijf op wie u wilt vragen.")], max_length=60,
        description="Voor uzelf, om het later te herkennen.",
    )  # fmt: skip


@blueprint.route("/mijn/samen", methods=["GET", "POST"])
@door("partner:show", dossier="own", part="samen")
def partner(dossier: DossierView) -> Page:
    """With whom, what each lets the other see, and what was agreed."""
    actor, form = current_actor(), PageForm()
    found = partner_of(session(), actor, dossier.id)
    if found is None:
        return _without(dossier)
    if form.validate_on_submit():
        session().close()
        there = url_for("client.partner", melding="partner-ziet")
        chosen = request.form.getlist("laat-zien")
        actions.show(session(), actor, now(), dossier, chosen, form=token_for(there))
        return redirect(there, 303)
    own, theirs = things_of(session(), actor, dossier.id), shown_by(session(), actor, found)
    plans = plans_of(session(), actor, dossier.id)
    session().close()
    _note_opening(found, theirs)
    present = lines_of(own, theirs)
    return render_template(
        "client/partner.html", dossier=dossier, partner=found, form=form, own=grouped(own), theirs=grouped(theirs),
        plan=next((each for each in plans if each.replaced_at is None), None), plans=plans, new_token=_token,
        changes=lambda plan: changes_since(plan.lines, present), total=total, kinds=Kind, can_agree=bool(present),
    )  # fmt: skip


def _without(dossier: DossierView) -> str:
    actor = current_actor()
    asked = invitations_of(session(), actor, dossier.id, now(), Role.PARTNER)
    plans = plans_of(session(), actor, dossier.id)
    suggested = "partner" in standing(session(), actor, dossier.id)
    session().close()
    return render_template(
        "client/partner_none.html",
        dossier=dossier,
        suggested=suggested,
        asked=asked,
        plans=plans,
        new_token=_token,
        total=total,
        kinds=Kind,
    )


def _note_opening(found: Partner, theirs: list[Thing]) -> None:
    """The other reads, at 'Wie keek in uw dossier', that what they show was looked at."""
    if theirs:
        _note_part(found, "samen")


def _note_part(found: Partner, part: str) -> None:
    looking = as_partner(current_actor(), found)
    record_access(
        session(), looking, now(), municipality_id=looking.own_municipality, dossier_id=found.dossier_id,
        part=part, act="open", origin=request.remote_addr or "",
    )  # fmt: skip


@blueprint.route("/mijn/samen/bestanden/<uuid:file_id>")
@door("partner:show", dossier="own", part="samen")
def partner_file(dossier: DossierView, file_id: UUID) -> Response:
    """A file of a paper that the other shows, as a download; the other reads that it was opened."""
    found = partner_of(session(), current_actor(), dossier.id)
    if found is None:
        raise NotYours
    opened = open_shown_file(session(), current_actor(), found, file_id)
    session().close()
    _note_part(found, "bestand")
    return as_download(opened.pieces, opened.media_type, opened.size)


@blueprint.route("/mijn/samen/vragen", methods=["GET", "POST"])
@door("partner:invite", dossier="own", part="samen")
def ask_partner(dossier: DossierView) -> Page:
    """Ask the partner; link and code are made."""
    form = AskPartnerForm()
    if form.validate_on_submit():
        there = url_for("client.partner", melding="partner-gevraagd")
        answer = done_or_refused(
            form, there,
            lambda token: actions.invite(
                session(), current_actor(), now(), dossier, form.called.data, new_secret(), form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    return shown(render_template("client/ask_partner.html", dossier=dossier, form=form), form)


@blueprint.route("/mijn/samen/uitnodiging/<uuid:invitation_id>")
@door("partner:invite", dossier="own", part="samen")
def partner_invitation(dossier: DossierView, invitation_id: UUID) -> str:
    """The link and the code, to hand over apart; once accepted, the second look."""
    found = find_invitation(session(), current_actor(), dossier.id, invitation_id, now(), Role.PARTNER)
    session().close()
    if found is None:
        abort(404)
    asked, secret = found
    link = ""
    if secret:
        place = dossier.municipality.slug
        link = url_for("supporter.accept_partner", gemeente=place, nummer=secret.number, _external=True)
    return render_template(
        "client/partner_invitation.html",
        dossier=dossier,
        asked=asked,
        secret=secret,
        link=link,
        new_token=_token,
    )


@blueprint.post("/mijn/samen/uitnodiging/<uuid:invitation_id>/ja")
@door("partner:invite", dossier="own", part="samen")
def begin_with_partner(dossier: DossierView, invitation_id: UUID) -> Response:
    """The second look: it is who was meant."""
    there = url_for("client.partner", melding="partner-begonnen")
    actions.begin(session(), current_actor(), now(), dossier, invitation_id, form=token_for(there))
    return redirect(there, 303)


@blueprint.post("/mijn/samen/uitnodiging/<uuid:invitation_id>/intrekken")
@door("partner:stop", dossier="own", part="samen")
def withdraw_partner(dossier: DossierView, invitation_id: UUID) -> Response:
    """Take the question back."""
    there = url_for("client.partner", melding="ingetrokken")
    actions.withdraw(session(), current_actor(), now(), dossier, invitation_id, form=token_for(there))
    return redirect(there, 303)


@blueprint.post("/mijn/samen/afspraak")
@door("partner:agree", dossier="own", part="samen")
def agree_with_partner(dossier: DossierView) -> Response:
    """Freeze what both let each other see as a plan to sign."""
    there = url_for("client.partner", melding="afspraak-gemaakt") + "#afspraak"
    actions.agree(session(), current_actor(), now(), dossier, form=token_for(there))
    return redirect(there, 303)


@blueprint.route("/mijn/samen/afspraak/<uuid:plan_id>/afspraak.pdf")
@door("partner:show", dossier="own", part="samen")
def agreement_pdf(dossier: DossierView, plan_id: UUID) -> Response:
    """One's own copy of a plan, on paper."""
    return joint_plan_pdf(dossier, plan_id)


@blueprint.post("/mijn/samen/afspraak/<uuid:plan_id>/tekenen")
@door("partner:sign", dossier="own", part="samen", fresh=True)
def sign_with_partner(dossier: DossierView, plan_id: UUID) -> Response:
    """Sign the plan, from one's own account, by who shows anew who they are."""
    there = url_for("client.partner", melding="afspraak-getekend") + "#afspraak"
    actions.sign(session(), current_actor(), now(), dossier, plan_id, form=token_for(there))
    return redirect(there, 303)


@blueprint.route("/mijn/samen/stoppen", methods=["GET", "POST"])
@door("partner:stop", dossier="own", part="samen")
def stop_with_partner(dossier: DossierView) -> Page:
    """Stop, alone and at once; what happens then is said before."""
    form: Any = PageForm()
    found = partner_of(session(), current_actor(), dossier.id)
    session().close()
    if form.validate_on_submit():
        there = url_for("client.partner", melding="partner-gestopt")
        try:
            actions.stop(session(), current_actor(), now(), dossier, form=token_for(there))
        except Refused:
            return redirect(url_for("client.partner"), 303)
        return redirect(there, 303)
    if found is None:
        return redirect(url_for("client.partner"), 303)
    return render_template("client/stop_with_partner.html", dossier=dossier, form=form)


def _token() -> str:
    return uuid4().hex
