"""Mijn lijst over all dossiers: what was due before, today, later, and what has no day."""

from flask import render_template

from schuldhulp.calendar import local_date
from schuldhulp.inbox.queries import find_desk
from schuldhulp.points.queries import points_everywhere
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, door, now, session


@blueprint.get("/lijst")
@door("inbox:read")
def all_points() -> str:
    """Show what still has to be done in the dossiers of this desk, what has waited longest on top."""
    actor, moment = current_actor(), now()
    desk = find_desk(session(), actor, moment)
    found = points_everywhere(session(), actor, desk.memberships)
    session().close()
    today = local_date(moment)
    dated = [(point.due_on, point) for point in found if point.due_on]
    groups = (
        ("eerder", "De dag is voorbij", [point for day, point in dated if day < today]),
        ("vandaag", "Vandaag", [point for day, point in dated if day == today]),
        ("straks", "Hierna", [point for day, point in dated if day > today]),
        ("ooit", "Zonder dag", [point for point in found if not point.due_on]),
    )
    return render_template(
        "counsellor/all_points.html", groups=[group for group in groups if group[2]], today=today,
        plain=PageForm(formdata=None),
    )  # fmt: skip
