"""What happened in the client's own dossier: the same sentences that staff read."""

from typing import Any

from flask import render_template, request, url_for

from schuldhulp.dossier.queries import DossierView
from schuldhulp.timeline.queries import timeline_page
from schuldhulp.timeline.words import GROUPS
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, session


@blueprint.route("/mijn/tijdlijn")
@door("dossier:read", dossier="own", part="tijdlijn")
def timeline(dossier: DossierView) -> str:
    """Show everything that was sent and changed, with who and when."""
    group = request.args.get("soort") if request.args.get("soort") in GROUPS else None
    page = timeline_page(
        session(), current_actor(), dossier.id, group=group,
        before=request.args.get("voor", type=int), after=request.args.get("na", type=int),
    )  # fmt: skip
    session().close()
    here: dict[str, Any] = {"soort": group} if group else {}
    return render_template(
        "client/timeline.html", dossier=dossier, page=page,
        filters=[(url_for("client.timeline"), "Alles", None, group is None)]
        + [(url_for("client.timeline", soort=g), text, None, g == group) for g, text in GROUPS.items()],
        older=url_for("client.timeline", voor=page.older, **here) if page.older else None,
        newer=url_for("client.timeline", na=page.newer, **here) if page.newer else None,
    )  # fmt: skip
