"""Reading along with a reply: the check by button and while typing, and the marks at a client's message."""

from collections.abc import Sequence
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.crisis import actions as crisis
from schuldhulp.crisis.queries import SignalView, open_signals
from schuldhulp.dossier.queries import DossierView
from schuldhulp.hints import actions as hints
from schuldhulp.hints.notes import CHOICES
from schuldhulp.messages import queries
from schuldhulp.messages.queries import MessageView
from schuldhulp.replies.coaching import Coached, coach
from schuldhulp.scripts_mi.coach.review import Situation
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import MAX_TEXT, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

_EARLIER = 10


def read_along(
    dossier: DossierView, body: str, talk: Sequence[MessageView], signals: Sequence[SignalView]
) -> Coached:
    """Read a reply with what it answers beside it."""
    actor = current_actor()
    said: list[str] = []
    for message in reversed(talk):
        if message.author == "counsellor":
            break
        if message.author in ("client", "supporter"):
            said.insert(0, message.body)
    earlier = [message.body for message in talk if message.author == "counsellor"][-_EARLIER:]
    draft = queries.find_draft(session(), actor, dossier.id)
    other = queries.somebody_else(session(), dossier.municipality_id, dossier.id, dossier.kenmerk, body)
    return coach(
        body, Situation(said="\n".join(said), earlier=earlier, crisis=bool(signals)), somebody_else=other,
        unread_crisis=any(signal.looked_at is None for signal in signals), origin=draft.origin if draft else None,
    )  # fmt: skip


@blueprint.post("/dossiers/<kenmerk>/berichten/controle")
@door("message:write", dossier="named", part="berichten")
def check_reply(dossier: DossierView) -> str:
    """Read what is being typed and give the coach's part of the page; nothing is stored or logged."""
    body = request.form.get("body", "")[:MAX_TEXT]
    actor = current_actor()
    coached = None
    if body.strip():
        talk = queries.conversation(session(), actor, dossier.id)
        coached = read_along(dossier, body, talk, open_signals(session(), actor, dossier.id))
    session().close()
    return render_template("counsellor/check_reply.html", coached=coached)


@blueprint.post("/dossiers/<kenmerk>/berichten/nood")
@door("crisis:look", dossier="named", part="berichten")
def look_at_crisis(dossier: DossierView) -> Response:
    """Say what the message that may tell of a crisis is, or that it is over."""
    form, what = PageForm(), request.form.get("gelezen", "")
    there = url_for("counsellor.reply", kenmerk=dossier.kenmerk, melding="gelezen")
    if form.validate_on_submit() and what in ("geen", "wel", "voorbij"):
        token, actor = FormToken(form.token.data, there), current_actor()
        if what == "voorbij":
            crisis.end_crisis(session(), actor, now(), dossier, form=token)
        else:
            ids = tuple(signal.id for signal in open_signals(session(), actor, dossier.id))
            session().close()
            crisis.look_at_signals(
                session(), actor, now(), dossier, ids, found_crisis=what == "wel", form=token
            )
    return redirect(there, 303)


@blueprint.post("/dossiers/<kenmerk>/berichten/<uuid:message_id>/delen")
@door("message:mark", dossier="named", part="berichten")
def mark_parts(dossier: DossierView, message_id: UUID) -> Response:
    """Mark parts of a client's message: now, later or not; a press on 'klopt niet' takes one hint away."""
    form = PageForm()
    there = url_for("counsellor.reply", kenmerk=dossier.kenmerk, melding="gemarkeerd") + f"#b{message_id}"
    if form.validate_on_submit():
        token, actor = FormToken(form.token.data, there), current_actor()
        wrong = request.form.get("klopt-niet", type=int)
        if wrong is not None:
            hints.reject_hint(session(), actor, now(), dossier, message_id, wrong, form=token)
        else:
            choices = {
                int(name.removeprefix("deel-")): value
                for name, value in request.form.items()
                if name.startswith("deel-") and name.removeprefix("deel-").isdigit() and value in CHOICES
            }
            hints.mark_parts(session(), actor, now(), dossier, message_id, choices, form=token)
    return redirect(there, 303)
