"""The team lead's page: divide what is new, threats first, and see who carries too much."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from flask import render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from schuldhulp.access import ROLE_LABELS, Role
from schuldhulp.calendar import local_date
from schuldhulp.inbox import words
from schuldhulp.inbox.workload import capped
from schuldhulp.municipalities.queries import MunicipalityView, get_municipality, teams
from schuldhulp.refusals import Conflict, Refused
from schuldhulp.teamwork import actions, queries
from schuldhulp.teamwork.queries import QueueCard, Workload
from schuldhulp.teamwork.routing import language_name
from schuldhulp.teamwork.suggesting import Case, Suggestion, divide
from schuldhulp.teamwork.words import channel_words
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, door, now, session

TITLES = {queries.NEW: "Te verdelen", queries.NO_TEAM: "Zonder team", queries.THREATENED: "Er dreigt iets"}


def uuid_of(text: str | None) -> UUID | None:
    """An id from a form, or None for empty or unreadable."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def posted_wish(dossier_id: UUID) -> actions.Wish:
    """What the form says of one dossier: who had it when the page was made, and who gets it."""
    return actions.Wish(
        dossier_id,
        uuid_of(request.form.get(f"nu-{dossier_id}")),
        uuid_of(request.form.get(f"aan-{dossier_id}")),
    )


def posted_wishes(only: UUID | None = None) -> list[actions.Wish]:
    """All lines of the form that name somebody, or the one line whose button was pressed."""
    ids = (
        [only]
        if only
        else [i for name in request.form if name.startswith("aan-") and (i := uuid_of(name[4:]))]
    )
    return [wish for i in ids if (wish := posted_wish(i)).to is not None]


@dataclass(frozen=True, kw_only=True)
class Person:
    """One choice in the list of colleagues."""

    id: str
    words: str


def choices(loads: list[Workload]) -> list[Person]:
    """The colleagues a dossier can go to, with what they carry and whether they are away."""
    return [
        Person(
            id=str(w.candidate.membership_id),
            words=f"{w.candidate.name} ({w.candidate.open_cases})"
            + (f", weg tot en met {words.short_day(w.away_until, local_date(now()))}" if w.away_until else "")
            + (", teamleider" if w.role == Role.TEAM_LEAD.value else ""),
        )
        for w in loads
        if not w.gone
    ]


def suggestions_for(
    cards: list[QueueCard] | tuple[QueueCard, ...], loads: list[Workload]
) -> dict[UUID, Suggestion]:
    """The suggestion for each card, one after the other so that a page divides evenly."""
    cases: list[Case] = [card.case for card in cards]
    found = divide(cases, queries.candidates(loads), local_date(now()))
    return {suggestion.dossier_id: suggestion for suggestion in found}


def this_municipality() -> MunicipalityView:
    """The municipality of the actor."""
    municipality_id = current_actor().municipality_id
    assert municipality_id is not None  # staff always have one
    return get_municipality(session(), municipality_id)


@blueprint.route("/team", methods=["GET", "POST"])
@door("team:assign", fresh=True)
def team() -> str | Response | tuple[str, int]:
    """Show the queue with suggestions; give one dossier, a whole page, or one to another team."""
    actor, moment, form, status = current_actor(), now(), PageForm(), 200
    wanted = request.values.get("toon", queries.NEW)
    scope = wanted if wanted in TITLES else queries.NEW
    if form.validate_on_submit():
        try:
            return _divided(form, scope)
        except Refused as refused:
            form.form_errors, status = [str(refused)], 409 if isinstance(refused, Conflict) else 422
            form.token.data = PageForm(formdata=None).token.data
    municipality = this_municipality()
    page = queries.queue_page(
        session(), actor, municipality, scope, before=request.args.get("voor"), after=request.args.get("na")
    )
    loads = queries.workloads(session(), actor, moment, municipality)
    rule = queries.read_rule(session(), municipality.id)
    team_names = teams(session(), municipality.id)
    numbers = queries.queue_counts(session(), actor)
    session().close()
    suggestions = suggestions_for([c for c in page.cards if c.counsellor_id is None], loads)
    answer = render_template(
        "counsellor/team.html", page=page, scope=scope, form=form, title=TITLES[scope], loads=loads, rule=rule,
        people=choices(loads), suggestions=suggestions, team_names=dict(team_names), words=words,
        names={w.candidate.membership_id: w.candidate.name for w in loads}, language_name=language_name,
        channel_words=channel_words, filters=_filters(scope, numbers), roles=ROLE_LABELS,
        before=_address(scope, voor=page.before) if page.before else None,
        after=_address(scope, na=page.after) if page.after else None,
    )  # fmt: skip
    return (answer, status if status != 200 else 422) if form.errors else answer


def _divided(form: PageForm, scope: str) -> Response:
    to_team = uuid_of(request.form.get("naar-team"))
    if to_team is not None:
        team_id = uuid_of(request.form.get(f"team-{to_team}"))
        if team_id is None:
            raise actions.NothingChosen("Kies eerst een team.")
        there = _address(scope, melding="ander-team")
        actions.hand_over_to_team(
            session(), current_actor(), now(), to_team, team_id, form=FormToken(form.token.data, there)
        )
        return redirect(there, 303)
    there = _address(scope, melding="toegewezen")
    wishes = posted_wishes(uuid_of(request.form.get("alleen")))
    done = actions.assign(session(), current_actor(), now(), wishes, form=FormToken(form.token.data, there))
    return redirect(_address(scope, melding="deels-verdeeld") if done.skipped else there, 303)


def _address(scope: str, **more: str | None) -> str:
    fields = {"toon": scope if scope != queries.NEW else None, **more}
    query = urlencode({k: v for k, v in fields.items() if v})
    return url_for("counsellor.team") + (f"?{query}" if query else "")


def _filters(scope: str, numbers: dict[str, int]) -> list[tuple[str, str, str | None, bool]]:
    # Nothing without a team is how it should be: then there is nothing to look at.
    shown = [one for one in TITLES if one != queries.NO_TEAM or numbers[one] or one == scope]
    return [(_address(one), TITLES[one], capped(numbers[one]), one == scope) for one in shown]
