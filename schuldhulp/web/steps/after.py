"""The page after a step: what it gave, one thing to think about, and three next doors."""

from flask import render_template, url_for

from schuldhulp.crisis.queries import just_told
from schuldhulp.dossier.content import step_texts, text_of
from schuldhulp.dossier.next_step import next_doors
from schuldhulp.dossier.progress import State, finish_lines, status, waiting_fields
from schuldhulp.dossier.steps import Step
from schuldhulp.dossier.success import success_after
from schuldhulp.web.display import moment_text
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.forms import form_class
from schuldhulp.web.steps.place import Place, known_step
from schuldhulp.web.steps.prompts import prompt_beside
from schuldhulp.workbook import queries


def after_page(place: Place, stap: str) -> str:
    """What a step gave, and where to go on."""
    step, dossier = known_step(stap), place.dossier
    book = queries.workbook(session(), place.actor, dossier)
    kinds = just_told(session(), place.actor, dossier.id, now()) if place.actor.is_client else frozenset()
    session().close()
    facts, stored = book.facts, book.stored
    state = status(step, facts, stored)
    doors = [
        (place.url("step", stap=door.slug), step_texts()[door.slug].title, f"ongeveer {door.minutes} minuten")
        for door in next_doors(step, facts, stored)
    ]
    done = state.state is State.DONE
    return render_template(
        "steps/after.html", layout=place.layout, step=step, text=text_of(step, facts),
        success=success_after(step, facts, stored) if dossier.successes_shown else None,
        lines_reached=_lines_reached(step, book),
        prompt=(
            prompt_beside(dossier, facts, stap, "after", earlier=stored[stap].version - 1)
            if done and not place.beside
            else None
        ),
        kinds=kinds, place=dossier.municipality, doors=doors, turn=_turn(place) if facts.threat_open else None,
        waiting=[] if done else _waiting(step, book), urls={"back": place.url("workbook")},
        step_url=place.url("step", stap=stap), home=None if place.beside else url_for("client.home"),
    )  # fmt: skip


def _lines_reached(step: Step, book: queries.Workbook) -> tuple[str, ...]:
    """The furthest finish line that this very save reached."""
    entry = book.stored.get(step.slug)
    if entry is None or step.needed_for is None or entry.done_at is None or entry.done_at != entry.saved_at:
        return ()
    reached = [
        line
        for line in finish_lines(book.facts, book.stored)
        if line.reached and line.line >= step.needed_for
    ]
    return (f"Er is nu {reached[-1].name}.",) if reached else ()


def _waiting(step: Step, book: queries.Workbook) -> list[tuple[str, str]]:
    """The questions of this step that still wait: where they stand on its page, and their words."""
    entry = book.stored.get(step.slug)
    form = form_class(step.slug, threat_open=book.facts.threat_open)(formdata=None)
    names = waiting_fields(step, book.facts, entry.record if entry else None)
    return [(f"#veld-{form[name].id}", form[name].label.text) for name in names if name in form]


def _turn(place: Place) -> str:
    due = place.dossier.reply_due_at
    who = place.dossier.counsellor.name if place.dossier.counsellor else "De gemeente"
    return f"{who} antwoordt uiterlijk {moment_text(due)} uur" if due else "Wij zijn aan zet"
