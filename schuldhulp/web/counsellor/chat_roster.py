"""The roster of the chat hour: the hours of each weekday, and who is there."""

from datetime import time
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import WEEKDAYS, local_date
from schuldhulp.chat_hour.desk.actions import Day, keep_roster
from schuldhulp.chat_hour.desk.queries import Roster, counts_since, roster_of
from schuldhulp.chat_hour.rules import SHORTEST
from schuldhulp.dossier.opening_hours import Hours
from schuldhulp.refusals import Conflict, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.counsellor.team import this_municipality, uuid_of
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.hours_field import HoursField

TOO_SHORT = "Maak het spreekuur ten minste een uur lang. Het laatste half uur komt er niemand meer bij."
NOBODY = "Kies ten minste één collega voor deze dag."


class RosterForm(PageForm):
    """The hours of seven days; who is there comes with it in ticks by day."""

    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (
        HoursField(name.capitalize(), max_length=30) for name in WEEKDAYS
    )


@blueprint.route("/team/chatspreekuur", methods=["GET", "POST"])
@door("chat:roster")
def chat_roster() -> str | Response | tuple[str, int]:
    """Show the week and change it as a whole."""
    place = this_municipality()
    stored = roster_of(session(), place, local_date(now()))
    counts = counts_since(session(), place.id, local_date(now()))
    session().close()
    form = RosterForm(data=_as_typed(stored))
    chosen = _chosen() if request.method == "POST" else stored.on
    beaten = False
    if form.validate_on_submit() and _fits(form, chosen):
        try:
            return _kept(form, chosen)
        except Conflict as conflict:
            form.form_errors, beaten = [str(conflict)], True
        except Refused as refused:
            form.form_errors = [str(refused)]
    page = render_template(
        "counsellor/chat_roster.html", form=form, chosen=chosen, people=stored.people, mark=stored.mark,
        counts=counts, stored=stored if beaten else None, weekdays=WEEKDAYS,
        days=[(n, getattr(form, f"day_{n}")) for n in range(7)],
    )  # fmt: skip
    return (page, 409 if beaten else 422) if form.errors else page


def _as_typed(stored: Roster) -> dict[str, Any]:
    return {
        f"day_{n}": [f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"]
        for n, hours in enumerate(stored.hours.week)
        if hours
    }


def _chosen() -> dict[int, frozenset[UUID]]:
    return {
        n: frozenset(found for text in request.form.getlist(f"wie-{n}") if (found := uuid_of(text)))
        for n in range(7)
    }


def _fits(form: RosterForm, chosen: dict[int, frozenset[UUID]]) -> bool:
    for n in range(7):
        field: Any = getattr(form, f"day_{n}")
        hours = _hours(field.data)
        if hours is None:
            continue
        length = (hours.closes.hour - hours.opens.hour) * 60 + hours.closes.minute - hours.opens.minute
        if length * 60 < SHORTEST.total_seconds():
            field.errors = [TOO_SHORT]
        elif not chosen.get(n):
            field.errors = [NOBODY]
    return not form.errors


def _hours(pair: list[str] | None) -> Hours | None:
    return Hours(time.fromisoformat(pair[0]), time.fromisoformat(pair[1])) if pair else None


def _kept(form: RosterForm, chosen: dict[int, frozenset[UUID]]) -> Response:
    there = url_for("counsellor.chat_roster", melding="bewaard")
    week = {
        n: Day(hours=_hours(getattr(form, f"day_{n}").data), people=chosen.get(n, frozenset()))
        for n in range(7)
    }
    keep_roster(
        session(), current_actor(), now(), week, request.form.get("stand", ""),
        form=FormToken(form.token.data, there),
    )  # fmt: skip
    return redirect(there, 303)
