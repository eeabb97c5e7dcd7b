"""The supporter's first page: whom they stand beside, what they may see and until when; and leaving."""

from uuid import uuid4

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.progress import in_force
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.queries import conversation
from schuldhulp.supporters import actions
from schuldhulp.supporters.parts import Part, part_of_step, shared_steps
from schuldhulp.supporters.queries import supporters_of
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.views import token_for
from schuldhulp.web.supporter.blueprint import blueprint
from schuldhulp.workbook.queries import homework, read_stored

PAGES = {
    Part.PLAN: ("supporter.plan", "Plan"),
    Part.MESSAGES: ("supporter.messages", "Berichten van de groep"),
    Part.BUDGET: ("supporter.budget", "Budget"),
    Part.DEBTS: ("supporter.debts", "Schulden"),
    Part.PAPERS: ("supporter.papers", "Papieren"),
    Part.TOGETHER: ("supporter.together", "Wat u samen deelt"),
}


@blueprint.route("/steun")
@door("support:read", dossier="supported", part="meekijken")
def home(dossier: DossierView) -> str:
    """What was shared, by whom, until when, and who else helps."""
    actor = current_actor()
    people = supporters_of(session(), actor, dossier.id, now())
    last = conversation(session(), actor, dossier.id, limit=40)[-1:] if Part.MESSAGES in actor.parts else []
    session().close()
    mine = next(each for each in people if each.person_id == actor.person_id)
    pages = [(url_for(view), label) for part, (view, label) in PAGES.items() if part in actor.parts]
    if shared_steps(actor.parts):
        pages.insert(1, (url_for("supporter.workbook"), "Stappen"))
    return render_template(
        "supporter/home.html", dossier=dossier, mine=mine, pages=pages, last=last[0] if last else None,
        others=[each.name for each in people if each is not mine], helps=bool(actor.helps), token=uuid4().hex,
    )  # fmt: skip


@blueprint.route("/steun/plan")
@door("support:read", dossier="supported", part="plan", shared=Part.PLAN)
def plan(dossier: DossierView) -> str:
    """How far it is, the client's goal, and which steps were asked for."""
    actor, texts = current_actor(), step_texts()
    goal = in_force(read_stored(session(), dossier.municipality_id, dossier.id)).get("doel")
    tasks = homework(session(), actor, dossier.id)
    session().close()
    said = getattr(goal, "goal", None)
    asked = [(texts[task.step].title, task.due_on) for task in tasks if part_of_step_slug(task.step)]
    return render_template(
        "supporter/plan.html", dossier=dossier, phase=Phase(dossier.phase), asked=asked,
        goal="" if said is None or isinstance(said, Open) else said,
    )  # fmt: skip


def part_of_step_slug(slug: str) -> Part | None:
    """The part of a step by its address; None for one that nobody else sees."""
    return next((part_of_step(step) for step in shared_steps(Part) if step.slug == slug), None)


@blueprint.post("/steun/stoppen")
@door("support:leave", dossier="supported", part="meekijken")
def leave(dossier: DossierView) -> Response:
    """Stop looking along, at once."""
    there = url_for("account.choose_hat", melding="gestopt-met-meekijken")
    actions.leave(session(), current_actor(), now(), dossier, form=token_for(there))
    return redirect(there, 303)
