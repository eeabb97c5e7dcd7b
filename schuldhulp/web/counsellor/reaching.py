"""How a client is addressed and reached, the safety note that only staff read, and going online later."""

from typing import Any

from flask import render_template, request, url_for

from schuldhulp.dossier.queries import DossierView
from schuldhulp.reach import actions, queries
from schuldhulp.refusals import Conflict
from schuldhulp.web.acting import Page, done_or_refused, read_form, shown, two_versions
from schuldhulp.web.counsellor.acting import case_address
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import BooleanField, EmailField, InputRequired, LongTextField, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session


class CardForm(PageForm):
    """How to address and reach somebody."""

    called = TextField(
        "Aanspreken als", [InputRequired("Vul in hoe de cliënt genoemd wil worden.")], max_length=80
    )
    contact = LongTextField(
        "Bereiken",
        rows=3,
        max_length=500,
        description="Telefoonnummer, wanneer bellen, via wie. De cliënt kan dit lezen.",
    )
    mail_allowed = BooleanField("Mail mag: alleen dat er iets klaarstaat, nooit waarover")
    zaaknummer = TextField("Zaaknummer elders", max_length=80)


class SafetyForm(PageForm):
    """What only staff read."""

    note = LongTextField(
        "Wat collega’s moeten weten", rows=5, max_length=2_000,
        description="Gevaar op huisbezoek. Wat niet in de omgeving staat omdat een partner meeleest.",
    )  # fmt: skip


class OnlineForm(PageForm):
    """An address to invite."""

    email = EmailField(
        "E-mailadres van de cliënt", [InputRequired("Vul het e-mailadres in.")], autocomplete="off"
    )


def _card(found: queries.ReachCard) -> dict[str, Any]:
    return {
        "called": found.called, "contact": found.contact, "mail_allowed": found.mail_allowed,
        "zaaknummer": found.zaaknummer,
    }  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>/bereiken", methods=["GET", "POST"])
@door("contact:log", dossier="named", part="bereiken")
def reach(dossier: DossierView) -> Page:
    """Show and change how a client is addressed and reached."""
    actor = current_actor()
    found = queries.reach_of(session(), actor, dossier.id, now())
    session().close()
    form = read_form(CardForm, _card(found), found.version)
    if form.validate_on_submit():
        card = actions.Card(**{name: value or "" for name, value in form.answers().items() if name != "mail_allowed"},
                            mail_allowed=bool(form["mail_allowed"].data))  # fmt: skip
        try:
            answer = done_or_refused(
                form, case_address(dossier, "gewijzigd"),
                lambda token: actions.change_card(
                    session(), actor, now(), dossier, card, version=form.version.data, form=token
                ),
            )  # fmt: skip
        except Conflict:
            newer = queries.reach_of(session(), actor, dossier.id, now())
            return two_versions(form, _card(newer), newer.version, request.path)
        if answer:
            return answer
    return shown(render_template("counsellor/reach.html", dossier=dossier, form=form, reach=found), form)


@blueprint.route("/dossiers/<kenmerk>/veiligheid", methods=["GET", "POST"])
@door("safety_note:change", dossier="named", part="veiligheid")
def safety(dossier: DossierView) -> Page:
    """Show and change what only staff read."""
    actor = current_actor()
    found = queries.reach_of(session(), actor, dossier.id, now())
    session().close()
    form = read_form(SafetyForm, {"note": found.safety_note}, found.version)
    if form.validate_on_submit():
        try:
            answer = done_or_refused(
                form, case_address(dossier, "gewijzigd"),
                lambda token: actions.change_safety_note(
                    session(), actor, now(), dossier, form["note"].data or "", version=form.version.data, form=token
                ),
            )  # fmt: skip
        except Conflict:
            newer = queries.reach_of(session(), actor, dossier.id, now())
            return two_versions(form, {"note": newer.safety_note}, newer.version, request.path)
        if answer:
            return answer
    return shown(render_template("counsellor/safety.html", dossier=dossier, form=form, reach=found), form)


@blueprint.route("/dossiers/<kenmerk>/online-verder", methods=["GET", "POST"])
@door("dossier:create", dossier="named", part="bereiken")
def go_online(dossier: DossierView) -> Page:
    """Let a client who came in at the desk go on online, with the same dossier."""
    actor, form = current_actor(), OnlineForm()
    if form.validate_on_submit():
        there = url_for("counsellor.reach", kenmerk=dossier.kenmerk, melding="uitgenodigd")
        answer = done_or_refused(
            form, there,
            lambda token: actions.invite_online(session(), actor, now(), dossier, form.email.data, form=token),
        )  # fmt: skip
        if answer:
            return answer
    found = queries.reach_of(session(), actor, dossier.id, now())
    session().close()
    return shown(render_template("counsellor/go_online.html", dossier=dossier, form=form, reach=found), form)
