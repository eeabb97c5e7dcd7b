"""Mijn lijst in one dossier: what one does not want to forget, put on it, ticked off, and both taken back."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.points import actions, queries
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.forms import DateField, InputRequired, PageForm, TextField
from schuldhulp.web.guard import current_actor, now, session
from schuldhulp.web.steps.place import STAFF, Place

MOST_SIGNS = 200
EVERYWHERE = "alles"  # the post came from the list over all dossiers, and goes back there
_NOTICES = {"gedaan": "punt-gedaan", "weg": "weggehaald"}


class PointForm(PageForm):
    """What it is, and a day where there is one."""

    words = TextField(
        "Wat wilt u niet vergeten?",
        [InputRequired("Schrijf in een paar woorden wat u niet wilt vergeten.")],
        max_length=MOST_SIGNS,
    )
    due_on = DateField("Voor welke dag?", not_past=True, near=True, description="Dit hoeft niet.")


def points_page(place: Place) -> Page:
    """Show the own list of this side, and put something on it."""
    actor, form = current_actor(), PointForm()
    if form.validate_on_submit():
        answer = done_or_refused(
            form, place.url("points", melding="op-lijst"),
            lambda token: actions.add_point(
                session(), actor, now(), place.dossier, form.words.data, form.due_on.data, form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    found = queries.points_of(session(), actor, place.dossier.id)
    session().close()
    page = render_template(
        "points/points.html", place=place, dossier=place.dossier, form=form, points=found, today=local_date(now()),
        plain=PageForm(formdata=None),
    )  # fmt: skip
    return shown(page, form)


def change_point_page(place: Place, point_id: UUID) -> Response:
    """Tick a point off, open it again, take it off the list, or put it back."""
    form, asked = PageForm(), request.form.get("wat", "")
    there = place.url("points", melding=_NOTICES.get(asked, "teruggezet"))
    if place.audience is STAFF and request.form.get("van") == EVERYWHERE:
        there = url_for("counsellor.all_points", melding=_NOTICES.get(asked, "teruggezet"))
    if asked in set(actions.Change) and form.validate_on_submit():
        answer = done_or_refused(
            form, there,
            lambda token: actions.change_point(
                session(), current_actor(), now(), place.dossier, point_id, actions.Change(asked), form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    return redirect(place.url("points"), 303)
