"""All texts, to be looked through by theme, situation and words, each filled in for this dossier."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.actions import save_draft
from schuldhulp.messages.queries import find_draft
from schuldhulp.own_texts.queries import offered_catalogue
from schuldhulp.replies import queries as replies
from schuldhulp.replies.composing import insert_text
from schuldhulp.replies.facts import facts_of
from schuldhulp.replies.themes import NAMES, SITUATION_NAMES
from schuldhulp.scripts_mi.browsing import browse
from schuldhulp.scripts_mi.choosing import gate_of
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.counsellor.reply import gathered, read_context, with_notice
from schuldhulp.web.forms import MAX_TEXT, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

MOST_SHOWN, MOST_TYPED = 16, 60


@blueprint.route("/dossiers/<kenmerk>/teksten", methods=["GET", "POST"])
@door("message:write", dossier="named", part="berichten")
def more_texts(dossier: DossierView) -> str | Response:
    """Filter, read what a text becomes for this client, and put it into what is being written.

    The words go in the body of a post: they may be the client's.
    """
    context, form, actor, moment = read_context(dossier), PageForm(), current_actor(), now()
    theme = _known(request.values.get("thema", ""), NAMES)
    situation = _known(request.values.get("situatie", ""), SITUATION_NAMES)
    typed = request.form.get("woorden", "").strip()[:MOST_TYPED]
    _, known = gathered(dossier, context)
    snapshot, catalogue = facts_of(known, moment), offered_catalogue(session(), actor.municipality_id)
    used = replies.often_sent(session(), actor, moment)
    wanted = request.form.get("invoegen")
    if wanted and form.validate():
        found = [script for script in browse(catalogue, snapshot) if script.id == wanted]
        chosen = replies.looked_up(session(), actor, moment, dossier, known, found)
        draft = find_draft(session(), actor, dossier.id)
        session().close()
        if chosen:
            body = insert_text(draft.body if draft else "", chosen[0].text)[:MAX_TEXT]
            save_draft(session(), actor, moment, dossier, body, origin=chosen[0].origin)
            here = url_for("counsellor.reply", kenmerk=dossier.kenmerk, **context.fields())
            return redirect(with_notice(here, "ingevoegd"), 303)
    hits = browse(catalogue, snapshot, theme=theme, situation=situation, typed=typed, used=used)
    shown = replies.looked_up(session(), actor, moment, dossier, known, hits[:MOST_SHOWN])
    session().close()
    return render_template(
        "counsellor/more_texts.html", dossier=dossier, form=form, shown=shown, total=len(hits), theme=theme,
        situation=situation, typed=typed, themes=NAMES, situations=SITUATION_NAMES, gate=gate_of(snapshot),
        context=context, here=url_for("counsellor.more_texts", kenmerk=dossier.kenmerk, **context.fields()),
    )  # fmt: skip


def _known(code: str, names: Mapping[str, str]) -> str:
    return code if code in names else ""
