"""The client's conversation with the counsellor."""

from uuid import UUID, uuid4

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.crisis.queries import just_told
from schuldhulp.crisis.signs import signs_in
from schuldhulp.dossier.queries import DossierView
from schuldhulp.experience.asking import Written
from schuldhulp.experience.queries import message_asked_about
from schuldhulp.hints.queries import tables
from schuldhulp.messages import actions, queries
from schuldhulp.messages.actions import ABOUT_TASK
from schuldhulp.supporters.queries import group_names
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import asked_skip
from schuldhulp.web.asking import WishedForm
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.client.work_forms import form_url
from schuldhulp.web.forms import BooleanField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.workforms.queries import asked_forms

ABOUT = {
    "debt": "Over een schuld",
    "budget_post": "Over een regel van uw budget",
    "step": "Over een stap",
    "paper": "Over een papier",
    "calculation": "Over een berekening",
    "work_form": "Over een werkvorm",
    "support": "Over iemand die met u meekijkt",
    "partner": "Aan u en uw partner",
    "work_form_task": "Met een werkvorm",
}


class MessageForm(PageForm):
    """One text."""

    body = LongTextField("Uw bericht", validators=[InputRequired("Er staat nog niets in uw bericht.")])
    in_group = BooleanField("Ook voor wie met u meekijkt")


class NewMessageForm(WishedForm, MessageForm):
    """A new message, with the day by which an answer would be welcome."""


@blueprint.route("/mijn/berichten", methods=["GET", "POST"])
@door("message:write", dossier="own", part="berichten")
def messages(dossier: DossierView) -> str | Response | tuple[str, int]:
    """Read the conversation and write in it."""
    actor, form = current_actor(), NewMessageForm()
    if form.validate_on_submit():
        there = url_for("client.messages", melding="verstuurd") + "#nieuwste"
        actions.send_message(
            session(),
            actor,
            now(),
            dossier,
            form.body.data,
            in_group=bool(form.in_group.data),
            wished_on=form.wished_on.data,
            form=FormToken(form.token.data, there),
        )
        return redirect(there, 303)
    talk = queries.conversation(session(), actor, dossier.id)
    seen = queries.shown_of(session(), actor, dossier.id, talk, asked_skip())
    draft = queries.find_draft(session(), actor, dossier.id)
    written = [Written(each.id, each.sent_at) for each in talk if each.author == "counsellor"]
    ask_about = message_asked_about(session(), actor, dossier, written, now())
    kinds, named = _just_sent(dossier, talk)
    group = group_names(session(), actor, dossier.id, now())
    asked = asked_forms(session(), actor, dossier.id) if any(m.about == ABOUT_TASK for m in talk) else {}
    session().close()
    if request.method == "GET":
        if seen.later is None:
            actions.mark_read(session(), actor, now(), dossier)
        if draft and not form.body.data:
            form.body.data = draft.body
    page = render_template(
        "client/messages.html",
        dossier=dossier,
        talk=talk,
        seen=seen,
        form=form,
        draft=draft,
        about=ABOUT,
        ask_about=ask_about,
        ask_token=uuid4().hex,
        register_token=uuid4().hex,
        asked=asked,
        form_url=form_url,
        kinds=kinds,
        named=named,
        group=group,
    )
    return (page, 422) if form.errors else page


def _just_sent(dossier: DossierView, talk: list[queries.MessageView]) -> tuple[frozenset[str], bool]:
    """What the message of a moment ago is about: kinds of danger, and whether it names a threat to report.

    Only right after sending, and only on this screen: later nobody who looks over a shoulder reads it.
    """
    if request.args.get("melding") != "verstuurd":
        return frozenset(), False
    last = next((m for m in reversed(talk) if m.mine), None)
    signs = signs_in(last.body, tables()) if last else ()
    named = any(sign.names_a_threat and sign.threat != dossier.threat for sign in signs)
    return just_told(session(), current_actor(), dossier.id, now()), named


@blueprint.post("/mijn/berichten/concept")
@door("message:write", dossier="own", part="berichten")
def save_draft(dossier: DossierView) -> tuple[str, int]:
    """Keep what is being typed; 409 when its message was sent already."""
    kept = actions.save_draft(
        session(), current_actor(), now(), dossier, request.form.get("body", "")[:20_000],
        of_form=request.form.get("token", ""),
    )  # fmt: skip
    return "", 204 if kept else 409


@blueprint.route("/mijn/berichten/<uuid:message_id>/verbeteren", methods=["GET", "POST"])
@door("message:write", dossier="own", part="berichten")
def correct_message(dossier: DossierView, message_id: UUID) -> str | Response | tuple[str, int]:
    """Put one's own message right; the first version stays readable."""
    actor, form = current_actor(), MessageForm()
    if form.validate_on_submit():
        there = url_for("client.messages", melding="verbeterd")
        actions.correct_message(
            session(),
            actor,
            now(),
            dossier,
            message_id,
            form.body.data,
            form=FormToken(form.token.data, there),
        )
        return redirect(there, 303)
    found = queries.find_own_message(session(), actor, dossier.id, message_id)
    if request.method == "GET":
        form.body.data = found.body
    page = render_template("client/correct_message.html", dossier=dossier, message=found, form=form)
    return (page, 422) if form.errors else page
