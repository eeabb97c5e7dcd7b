"""How what is told moves the turn."""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.dossier import events as e
from schuldhulp.inbox.state import CLIENT, US, Fold, Happened, InboxState, changed
from schuldhulp.inbox.turns import client_turn, our_turn


def _step_answered(event: e.StepAnswered, state: InboxState, happened: Happened) -> InboxState:
    state = changed(
        state, steps_talk=event.steps_talk, steps_decision=event.steps_decision,
        steps_arrangement=event.steps_arrangement,
    )  # fmt: skip
    if happened.by_client and event.done and event.reply_due_at:
        return our_turn(state, happened, "stap", event.reply_due_at, event.step)
    return state


def _step_stuck(event: e.StepStuck, state: InboxState, happened: Happened) -> InboxState:
    state = changed(state, client_clock_paused=True)
    return our_turn(state, happened, "lukt_niet", event.reply_due_at, event.step)


def _step_reviewed(event: e.StepReviewed, state: InboxState, happened: Happened) -> InboxState:
    if state.waiting_on == US and state.waiting_for == "stap":
        return client_turn(state, happened, None)
    return state


def _homework_assigned(event: e.HomeworkAssigned, state: InboxState, happened: Happened) -> InboxState:
    if state.waiting_on == US and state.waiting_for not in ("stap", "lukt_niet"):
        return state
    return client_turn(state, happened, event.due_on, "huiswerk", event.step)


def homework_moved(
    event: e.HomeworkMoved | e.WorkFormMoved, state: InboxState, happened: Happened
) -> InboxState:
    """The day of what was asked moves, when it is the client's turn."""
    if state.waiting_on != CLIENT:
        return state
    return changed(state, client_due_on=event.due_on, reminded=0)


def _fact_disputed(event: e.FactDisputed, state: InboxState, happened: Happened) -> InboxState:
    return our_turn(state, happened, "klopt_niet", event.reply_due_at)


def _paper_marked(event: e.PaperMarked, state: InboxState, happened: Happened) -> InboxState:
    if happened.by_client and event.file and event.reply_due_at:
        return our_turn(state, happened, "papier", event.reply_due_at)
    looked = happened.by_staff and event.unseen == 0
    if looked and state.waiting_on == US and state.waiting_for == "papier":
        return client_turn(state, happened, None)
    return state


FOLDS: Mapping[type[e.DossierEvent], Fold] = MappingProxyType(
    {
        e.StepAnswered: _step_answered,
        e.StepStuck: _step_stuck,
        e.StepReviewed: _step_reviewed,
        e.HomeworkAssigned: _homework_assigned,
        e.HomeworkMoved: homework_moved,
        e.FactDisputed: _fact_disputed,
        e.PaperMarked: _paper_marked,
    }
)
