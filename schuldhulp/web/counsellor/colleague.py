"""One colleague's dossiers: choose, divide by room or to somebody, look at the proposal, confirm."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.inbox import words
from schuldhulp.refusals import Conflict, Refused
from schuldhulp.teamwork import actions, queries
from schuldhulp.teamwork.queries import QueueCard, Workload
from schuldhulp.teamwork.routing import language_name
from schuldhulp.teamwork.suggesting import Suggestion, divide
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.counsellor.team import Person, choices, this_municipality, uuid_of
from schuldhulp.web.forms import CheckboxesField, ChoiceField, DropdownField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

BY_ROOM, QUEUE = "ruimte", "wachtrij"


class DivideForm(PageForm):
    """Which dossiers, and where to."""

    which = ChoiceField(
        "Welke dossiers?", choices=[("alle", "Alle dossiers hieronder"), ("gekozen", "Alleen wat ik aanvink")],
        default="alle",
    )  # fmt: skip
    chosen = CheckboxesField("Dossiers")
    to = DropdownField("Waarheen?", blank="", default=BY_ROOM)


@dataclass(frozen=True)
class Proposed:
    """One line of the proposal: a dossier, to whom, and why."""

    card: QueueCard
    to: str
    reasons: tuple[str, ...]


@blueprint.route("/team/collega/<uuid:membership_id>", methods=["GET", "POST"])
@door("team:assign", fresh=True)
def colleague(membership_id: UUID) -> str | Response | tuple[str, int]:
    """Show what somebody has; propose a division of all or some of it, and carry it out."""
    municipality = this_municipality()
    loads = queries.workloads(session(), current_actor(), now(), municipality)
    load = next((w for w in loads if w.candidate.membership_id == membership_id), None)
    if load is None:
        abort(404)
    cards = queries.cases_of(session(), current_actor(), municipality, membership_id, actions.MOST_AT_ONCE)
    session().close()
    people = [p for p in choices(loads) if p.id != str(membership_id)]
    form, proposal, status = _form(cards, people), [], 200
    if form.validate_on_submit():
        try:
            if request.form.get("actie") == "bevestig":
                return _carried_out(form, membership_id)
            proposal = _proposal(form, cards, loads, membership_id)
        except Refused as refused:
            form.form_errors, status = [str(refused)], 409 if isinstance(refused, Conflict) else 422
            form.token.data = PageForm(formdata=None).token.data
    page = render_template(
        "counsellor/colleague.html", load=load, cards=cards, form=form, proposal=proposal, people=people, words=words,
        language_name=language_name, queue=QUEUE, totals=_totals(proposal, people),
    )  # fmt: skip
    return (page, status if status != 200 else 422) if form.errors else page


def _form(cards: list[QueueCard], people: list[Person]) -> DivideForm:
    form = DivideForm()
    form.chosen.offer([(str(card.dossier_id), card.kenmerk) for card in cards])
    elsewhere = [(BY_ROOM, "Verdeel over wie ruimte heeft"), (QUEUE, "Terug naar de wachtrij")]
    form.to.offer([*elsewhere, *((p.id, p.words) for p in people)])
    return form


def _proposal(form: DivideForm, cards: list[QueueCard], loads: list[Workload], whose: UUID) -> list[Proposed]:
    wanted = set(form.chosen.data or ())
    picked = [c for c in cards if form.which.data != "gekozen" or str(c.dossier_id) in wanted]
    if not picked:
        raise actions.NothingChosen
    if form.to.data != BY_ROOM:
        return [Proposed(card, form.to.data, ()) for card in picked]
    others = [c for c in queries.candidates(loads) if c.membership_id != whose]
    suggestions: dict[UUID, Suggestion] = {
        s.dossier_id: s for s in divide([c.case for c in picked], others, local_date(now()))
    }
    if not suggestions:
        raise actions.NothingChosen(
            "Er is nu geen collega om voor te stellen. Kies zelf iemand, of de wachtrij."
        )
    return [
        Proposed(card, str(found.membership_id), found.reasons + found.warnings)
        for card in picked
        if (found := suggestions.get(card.dossier_id))
    ]


def _totals(proposal: list[Proposed], people: list[Person]) -> list[tuple[str, int]]:
    names = {p.id: p.words.split(" (")[0] for p in people} | {QUEUE: "De wachtrij"}
    targets = [line.to for line in proposal]
    return sorted(((names.get(to, ""), targets.count(to)) for to in set(targets)), key=lambda pair: -pair[1])


def _carried_out(form: DivideForm, membership_id: UUID) -> Response:
    there = url_for("counsellor.team", melding="toegewezen")
    wishes = [
        actions.Wish(dossier_id, membership_id, uuid_of(to) if to != QUEUE else None)
        for name, to in request.form.items()
        if name.startswith("aan-") and to and (dossier_id := uuid_of(name[4:]))
    ]
    done = actions.assign(session(), current_actor(), now(), wishes, form=FormToken(form.token.data, there))
    return redirect(url_for("counsellor.team", melding="deels-verdeeld") if done.skipped else there, 303)
