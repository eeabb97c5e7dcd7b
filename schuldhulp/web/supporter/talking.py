"""Messages of the group: the client, the counsellor and who looks along; never another message."""

from flask import redirect, render_template, url_for

from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.queries import conversation, shown_of
from schuldhulp.supporters.parts import Part
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, asked_skip, shown
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.supporter.blueprint import blueprint


class GroupMessageForm(PageForm):
    """One text."""

    body = LongTextField("Uw bericht", validators=[InputRequired("Er staat nog niets in uw bericht.")])


@blueprint.route("/steun/berichten", methods=["GET", "POST"])
@door("message:write", dossier="supported", part="berichten", shared=Part.MESSAGES)
def messages(dossier: DossierView) -> Page:
    """Read what was written to the group, and write in it."""
    actor, form = current_actor(), GroupMessageForm()
    if form.validate_on_submit():
        there = url_for("supporter.messages", melding="verstuurd") + "#nieuwste"
        send_message(
            session(),
            actor,
            now(),
            dossier,
            form.body.data,
            in_group=True,
            form=FormToken(form.token.data, there),
        )
        return redirect(there, 303)
    talk = conversation(session(), actor, dossier.id)
    seen = shown_of(session(), actor, dossier.id, talk, asked_skip())
    session().close()
    return shown(
        render_template("supporter/messages.html", dossier=dossier, talk=talk, seen=seen, form=form), form
    )
