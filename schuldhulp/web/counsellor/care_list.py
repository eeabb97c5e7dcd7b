"""The care list: who is quiet. Care, not a promise; nobody is late here."""

from urllib.parse import urlencode

from flask import abort, render_template, request, url_for

from schuldhulp.access import Role
from schuldhulp.dossier.signals import QUIET_DAYS
from schuldhulp.inbox import queries, words
from schuldhulp.inbox.care import queries as care
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session

CHOICES = (7, QUIET_DAYS, 30, 60)


@blueprint.route("/zorglijst")
@door("inbox:read")
def care_list() -> str:
    """Show quiet clients, longest quiet first, with their last success and their wish."""
    actor, moment = current_actor(), now()
    days = request.args.get("dagen", QUIET_DAYS, type=int)
    days = days if days in CHOICES else QUIET_DAYS
    lead = actor.role is Role.TEAM_LEAD
    everybody = request.args.get("van", "allen" if lead else "mij") == "allen"
    desk = queries.find_desk(session(), actor, moment)
    try:
        page = care.care_page(
            session(), actor, moment, desk, days=days, everybody=everybody, after=request.args.get("na")
        )
    except ValueError:
        abort(404)
    session().close()
    return render_template(
        "counsellor/care_list.html", page=page, days=days, words=words, everybody=everybody,
        filters=_filters(days, everybody), whose=_whose(days, everybody),
        after=_address(days, everybody, na=page.after) if page.after else None,
        first=_address(days, everybody) if request.args.get("na") else None,
    )  # fmt: skip


def _address(days: int, everybody: bool, **more: str | None) -> str:
    fields = {"dagen": str(days), "van": "allen" if everybody else "mij", **more}
    return url_for("counsellor.care_list") + "?" + urlencode({k: v for k, v in fields.items() if v})


def _filters(days: int, everybody: bool) -> list[tuple[str, str, None, bool]]:
    return [(_address(n, everybody), f"{n} dagen of langer", None, n == days) for n in CHOICES]


def _whose(days: int, everybody: bool) -> list[tuple[str, str, None, bool]]:
    return [
        (_address(days, False), "Mijn cliënten", None, not everybody),
        (_address(days, True), "Hele gemeente", None, everybody),
    ]
