"""Where each step stands, which answers count, and how far the three finish lines are."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from schuldhulp.dossier.applies import ComesLater, NotNeeded
from schuldhulp.dossier.facts import DossierFacts, Mark, Stored
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records import asked_fields, is_empty, unanswered
from schuldhulp.dossier.records.answers import is_asked
from schuldhulp.dossier.steps import STEP, STEPS, Line, Rows, Step


class State(StrEnum):
    """Where a step stands."""

    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"
    NOT_NEEDED = "not_needed"
    COMING = "coming"
    LATER = "later"
    STUCK = "stuck"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    State.OPEN: "Open",
    State.BEGUN: "Begonnen",
    State.DONE: "Klaar",
    State.NOT_NEEDED: "Niet nodig",
    State.COMING: "Komt later",
    State.LATER: "Later",
    State.STUCK: "Het lukt niet",
}


_TOWARDS_A_LINE = tuple(step for step in STEPS if step.needed_for is not None)


@dataclass(frozen=True, slots=True)
class Status:
    """A state, with its reason where a step is not needed, comes later or has a closed gate."""

    state: State
    reason: str = ""
    questions_open: int = 0

    @property
    def waits(self) -> bool:
        """Whether the step can be done now and is not done: open behind no gate, or begun."""
        return self.state is State.BEGUN or (self.state is State.OPEN and not self.reason)

    @property
    def counts(self) -> bool:
        """Whether the step is for this client now."""
        return self.state not in (State.NOT_NEEDED, State.COMING)


@dataclass(frozen=True, slots=True)
class FinishLine:
    """How far one finish line is, in steps; `line` says which."""

    line: Line
    done: int
    total: int

    @property
    def name(self) -> str:
        """What it is enough for."""
        return self.line.label

    @property
    def reached(self) -> bool:
        """Whether nothing of it is open."""
        return self.done == self.total


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A question that was left for later, or that the client could not answer."""

    slug: str
    field: str
    answer: Open


def in_force(stored: Stored, facts: DossierFacts | None = None) -> dict[str, Any]:
    """The answers that count, by step: without questions that no longer apply.

    The day of an eviction does not count once the eviction itself became "nee". With `facts`, steps that are
    not needed are left out too. Pages, papers, scripts and sentences of success read this; only the form of a
    step itself takes the record as it was kept, so that a question that comes back has its answer still.
    """
    counting: dict[str, Any] = {}
    for slug, entry in stored.items():
        step = STEP.get(slug)
        if step is None or entry.record is None:
            continue
        if facts is not None and isinstance(step.applies(facts), NotNeeded):
            continue
        record: Any = entry.record
        silent = {part.name: None for part in fields(record) if not is_asked(record, part)}
        counting[slug] = replace(record, **silent)
    return counting


def status(step: Step, facts: DossierFacts, stored: Stored) -> Status:
    """Where this step stands for this client.

    Done: it was kept as done and no question that is needed waits. A step of rows is done when the client
    says so, with any number of rows; "geen" is an answer.
    """
    verdict = step.applies(facts)
    if isinstance(verdict, NotNeeded):
        coming = isinstance(verdict, ComesLater)
        return Status(State.COMING if coming else State.NOT_NEEDED, verdict.reason)
    entry = stored.get(step.slug)
    rows = facts.row_count(step.slug) if step.rows else 0
    if entry is None:
        if rows:
            return Status(State.BEGUN)
        return Status(State.OPEN, (step.gate(facts) or "") if step.gate else "")
    if entry.mark is Mark.STUCK:
        return Status(State.STUCK)
    waiting = waiting_fields(step, facts, entry.record)
    if entry.mark is Mark.LATER:
        return Status(State.LATER, questions_open=len(waiting))
    if entry.mark is Mark.DONE and not waiting:
        return Status(State.DONE)
    nothing = not rows and (entry.record is None or is_empty(entry.record))
    if nothing and entry.mark is Mark.BEGUN:
        return Status(State.OPEN)
    return Status(State.BEGUN, questions_open=len(waiting))


def waiting_fields(step: Step, facts: DossierFacts, record: Any) -> tuple[str, ...]:
    """The questions of a step that wait now: at an open threat only the urgent ones. `record` None: no answers yet."""
    urgent = step.urgent_fields if facts.threat_open else ()
    return unanswered(step.record() if record is None else record, urgent)


def mark_for(step: Step, facts: DossierFacts, record: Any) -> Mark:
    """The mark of a step that is saved now: done when no needed question waits, begun otherwise."""
    if step.rows is Rows.IDENTITY and not facts.identity_known:
        return Mark.BEGUN
    return Mark.BEGUN if waiting_fields(step, facts, record) else Mark.DONE


def finish_lines(facts: DossierFacts, stored: Stored) -> tuple[FinishLine, FinishLine, FinishLine]:
    """The three finish lines. A step that is not needed counts on neither side."""
    return finish_lines_of({step.slug: status(step, facts, stored) for step in _TOWARDS_A_LINE})


def finish_lines_of(known: Mapping[str, Status]) -> tuple[FinishLine, FinishLine, FinishLine]:
    """The three finish lines from the status of every step, for who has those already."""
    first, second, third = (_finish_line(line, known) for line in Line)
    return first, second, third


def _finish_line(line: Line, known: Mapping[str, Status]) -> FinishLine:
    found = [known[step.slug] for step in _TOWARDS_A_LINE if step.needed_for and step.needed_for <= line]
    needed = [each.state for each in found if each.counts]
    return FinishLine(line, needed.count(State.DONE), len(needed))


def waiting_questions(facts: DossierFacts, stored: Stored) -> tuple[WaitingQuestion, ...]:
    """The questions answered with "later" or "weet ik niet": later ones first, then by werkboek order."""
    found = [
        WaitingQuestion(step.slug, asked.name, value)
        for step in STEPS
        if (entry := stored.get(step.slug)) and entry.record is not None
        if not isinstance(step.applies(facts), NotNeeded)
        for asked in asked_fields(entry.record)
        if isinstance(value := getattr(entry.record, asked.name), Open)
    ]
    return tuple(sorted(found, key=lambda question: question.answer is not Open.LATER))


def states(facts: DossierFacts, stored: Stored) -> Mapping[str, Status]:
    """The status of every step, by slug."""
    return {step.slug: status(step, facts, stored) for step in STEPS}
