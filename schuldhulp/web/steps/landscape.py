"""The werkboek as six themes with their steps, and the three finish lines, as client and staff both see it."""

from dataclasses import dataclass
from uuid import uuid4

from flask import render_template

from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.next_step import suggest_next, todo
from schuldhulp.dossier.progress import FinishLine, State, Status, finish_lines_of, states
from schuldhulp.dossier.steps import STEP, THREAT_STEP, Step, Theme, steps_of
from schuldhulp.web.guard import session
from schuldhulp.web.steps.place import Place
from schuldhulp.workbook import queries


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step in the landscape. `tone`: done, begun, open, coming or not_needed; `note` says more, such as why not.

    `linked`: the step can be opened; a step behind a gate can, to read why it waits.
    """

    slug: str
    title: str
    url: str
    tone: str
    word: str
    note: str
    minutes: int
    linked: bool


@dataclass(frozen=True, slots=True)
class ThemePart:
    """One theme: its steps and how many of those that count are done."""

    slug: str
    label: str
    steps: tuple[StepCard, ...]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Landscape:
    """The whole werkboek. At an open threat only one step is offered, and no lines are drawn.

    `waiting` are the steps that can be done now, in the order in which they are offered; `own_order` says that the
    client chose it. `begun` are the steps they began on their own beside an open threat: to go on with, not offered.
    """

    themes: tuple[ThemePart, ...]
    lines: tuple[FinishLine, ...]
    threat_open: bool
    suggestion: StepCard | None
    reason: str
    waiting: tuple[StepCard, ...]
    own_order: bool
    begun: tuple[StepCard, ...] = ()


_TONE = {
    State.OPEN: "open", State.BEGUN: "begun", State.DONE: "done", State.NOT_NEEDED: "not_needed",
    State.COMING: "coming", State.LATER: "open", State.STUCK: "begun",
}  # fmt: skip


def workbook_page(place: Place) -> str:
    """The werkboek as a landscape that can be entered anywhere."""
    book = queries.workbook(session(), place.actor, place.dossier)
    drafts = queries.drafted_steps(session(), place.actor, place.dossier)
    session().close()
    land = lay_out(place, book, drafts)
    return render_template("steps/workbook.html", place=place, landscape=land, token=uuid4().hex)


def lay_out(place: Place, book: queries.Workbook, drafts: tuple[str, ...] = ()) -> Landscape:
    """Lay a werkboek out. A step with unsent words counts as begun for whoever typed them."""
    facts, stored = book.facts, book.stored
    shown = states(facts, stored)
    urgent = facts.threat_open and not place.beside
    cards = {
        slug: _card(place, STEP[slug], _with_draft(state, slug in drafts), facts)
        for slug, state in shown.items()
    }
    themes = tuple(
        ThemePart(
            theme.value, theme.label,
            tuple(cards[s.slug] for s in steps_of(theme)),
            sum(1 for s in steps_of(theme) if shown[s.slug].state is State.DONE),
            sum(1 for s in steps_of(theme) if shown[s.slug].counts),
        )
        for theme in Theme
    )  # fmt: skip
    suggested = suggest_next(facts, stored)
    return Landscape(
        () if urgent else themes, () if urgent else finish_lines_of(shown), facts.threat_open,
        cards[suggested.step.slug] if suggested else None, suggested.reason if suggested else "",
        tuple(cards[step.slug] for step in todo(facts, stored)), bool(facts.own_order),
        tuple(card for card in cards.values() if card.tone == "begun" and card.slug != THREAT_STEP.slug)
        if urgent else (),
    )  # fmt: skip


def _with_draft(state: Status, drafted: bool) -> Status:
    return Status(State.BEGUN) if drafted and state.state in (State.OPEN, State.LATER) else state


def _card(place: Place, step: Step, state: Status, facts: DossierFacts) -> StepCard:
    text = step_texts()[step.slug]
    title = text.urgent_title if facts.threat_open and step is THREAT_STEP else text.title
    note, gated = state.reason, state.state is State.OPEN and state.reason
    if state.state is State.BEGUN and state.questions_open:
        count = state.questions_open
        note = "nog één vraag open" if count == 1 else f"nog {count} vragen open"
    return StepCard(
        step.slug, title, place.url("step", stap=step.slug), "coming" if gated else _TONE[state.state],
        (State.COMING if gated else state.state).label.lower(), note, step.minutes, state.counts,
    )  # fmt: skip
