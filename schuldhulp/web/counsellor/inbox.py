"""The start of a counsellor's day: who waits, by when, and for what."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import g, render_template, request, url_for

from schuldhulp.access import Role
from schuldhulp.calendar import local_date
from schuldhulp.chat_hour.desk.queries import hour_today
from schuldhulp.dossier.phases import Phase
from schuldhulp.inbox import queries, words
from schuldhulp.inbox.choice.actions import remember_view
from schuldhulp.inbox.statements.queries import SCOPES
from schuldhulp.inbox.workload import capped, sum_line
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session

TITLES = {
    "mij": "Wacht op mij",
    "mijn-dossiers": "Al mijn dossiers",
    "team": "Wacht op het team",
    "niet-verdeeld": "Nog niet verdeeld",
    "dreiging": "Er dreigt iets",
    "fase": "Per fase",
    "alles": "Alle dossiers",
}
FILTERS = {
    "mij": "Wacht op mij",
    "team": "Team",
    "niet-verdeeld": "Niet verdeeld",
    "dreiging": "Er dreigt iets",
    "mijn-dossiers": "Al mijn dossiers",
    "alles": "Alles",
}
EMPTY = {
    "mij": "Niemand wacht op u. Op de zorglijst ziet u wie al even niets liet horen.",
    "mijn-dossiers": "U heeft nog geen dossiers.",
    "team": "Niemand wacht op het team.",
    "niet-verdeeld": "Alle dossiers zijn verdeeld.",
    "dreiging": "Er staat nu geen dreiging open.",
    "fase": "In deze fase is nu geen dossier.",
    "alles": "Er zijn nog geen dossiers.",
}


@dataclass(frozen=True)
class Shown:
    """What the inbox shows: a scope, and a phase where the scope is one."""

    scope: str = "mij"
    phase: str | None = None

    @property
    def stored(self) -> str:
        """The form in which it is remembered."""
        return f"{self.scope}:{self.phase}" if self.phase else self.scope

    def address(self, **more: str | None) -> str:
        """The address of this view of the inbox."""
        fields = {"toon": self.scope, "fase": self.phase, **more}
        return url_for("counsellor.inbox") + "?" + urlencode({k: v for k, v in fields.items() if v})


def read_shown(scope: str, phase: str | None) -> Shown:
    """Read a view from an address or from what was remembered; whatever is unknown becomes 'wacht op mij'."""
    if scope == "fase":
        return Shown("fase", phase if phase in list(Phase) else Phase.AANMELDING.value)
    return Shown(scope) if scope in SCOPES else Shown()


@blueprint.route("/inbox")
@door("inbox:read")
def inbox() -> str:
    """Show one page of the inbox; opens as it was left, the first time on 'wacht op mij'."""
    actor = current_actor()
    asked = request.args.get("toon")
    desk = queries.find_desk(session(), actor, now())
    shown = read_shown(asked, request.args.get("fase")) if asked else read_shown(*_split(desk.view))
    page = queries.inbox_page(
        session(), actor, desk, shown.scope, phase=shown.phase,
        before=request.args.get("voor"), after=request.args.get("na"),
    )  # fmt: skip
    work = queries.waiting_work(session(), actor, desk)
    numbers = queries.counts(session(), actor, desk)
    first = queries.to_read_first(session(), actor) if actor.role is Role.TEAM_LEAD else ()
    until = local_date(now()) + words.LEGAL_IN_SIGHT
    law = queries.near_law(session(), actor, desk, until) if shown.scope == "mij" else []
    chat_today = hour_today(session(), actor, g.municipality.opening.closed, now())
    session().close()
    if shown.stored != desk.view:
        remember_view(session(), actor, shown.stored)
    return render_template(
        "counsellor/inbox.html", page=page, shown=shown, title=TITLES[shown.scope], empty=EMPTY[shown.scope],
        sum_line=sum_line(work), filters=filter_links(shown, numbers), phases=list(Phase)[:-1], words=words,
        whose=shown.scope in ("team", "dreiging", "alles", "fase"), today_words=threat_line(numbers),
        paging=paging_links(shown, page), first=first, law=law, points_due=desk.points_due, chat_today=chat_today,
    )  # fmt: skip


def _split(kept: str) -> tuple[str, str | None]:
    scope, _, phase = kept.partition(":")
    return scope, phase or None


def filter_links(shown: Shown, numbers: dict[str, int]) -> list[tuple[str, str, str | None, bool]]:
    """The filters with their capped counts."""
    return [
        (
            Shown(scope).address(),
            text,
            capped(numbers[scope]) if scope in numbers else None,
            scope == shown.scope,
        )
        for scope, text in FILTERS.items()
    ]


def threat_line(numbers: dict[str, int]) -> str:
    """How many dossiers of the municipality have an open threat, as words; empty for none."""
    number = numbers["dreiging"]
    if not number:
        return ""
    where = "1 dossier" if number == 1 else f"{capped(number)} dossiers"
    return f"In {where} van de gemeente dreigt iets"


def paging_links(shown: Shown, page: queries.InboxPage) -> dict[str, Any]:
    """The addresses of the pages around this one."""
    return {
        "before": shown.address(voor=page.before) if page.before else None,
        "after": shown.address(na=page.after) if page.after else None,
    }
