"""Finding a dossier by name or number. The words go in the body of a post, never in an address."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access_log.recording import record_access
from schuldhulp.inbox import queries, words
from schuldhulp.inbox.search import queries as finding
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session

MOST_TYPED = 80


@blueprint.route("/zoeken", methods=["GET", "POST"])
@door("inbox:read")
def search() -> str | Response:
    """Show what was found; one hit opens at once. Every hit is written in the access log: being found tells too."""
    actor, moment = current_actor(), now()
    typed = request.form.get("zoek", "").strip()[:MOST_TYPED]
    desk = queries.find_desk(session(), actor, moment)
    found = finding.search(session(), actor, desk, typed) if typed else []
    session().close()
    assert actor.municipality_id is not None
    for line in found:
        record_access(
            session(), actor, moment, municipality_id=actor.municipality_id, dossier_id=line.dossier_id,
            part="zoeken", act="found", origin=request.remote_addr or "",
        )  # fmt: skip
    if len(found) == 1:
        return redirect(url_for("counsellor.case", kenmerk=found[0].kenmerk), 303)
    return render_template(
        "counsellor/search.html", typed=typed, lines=found, words=words, most=finding.MOST_HITS
    )
