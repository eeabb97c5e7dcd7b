"""Whose turn it becomes: ours, the client's, nobody's."""

from datetime import date, datetime

from schuldhulp.inbox.state import CLIENT, FIRST_TALK, NOBODY, US, Happened, InboxState, changed


def our_turn(
    state: InboxState, happened: Happened, what: str, due: datetime | None, step: str | None = None
) -> InboxState:
    """It becomes our turn. A promise that already runs is kept: the earliest counts."""
    if state.waiting_on == US and state.reply_due_at and due and state.reply_due_at <= due:
        if state.waiting_for != "stap" or what == "stap":
            return state
        return changed(state, waiting_for=what, waiting_step=step)
    return changed(
        state, waiting_on=US, waiting_for=what, waiting_step=step, waiting_since=happened.at, reply_due_at=due,
        client_due_on=None, reminded=0, promise_told="",
    )  # fmt: skip


def client_turn(
    state: InboxState, happened: Happened, due: date | None, what: str = "antwoord", step: str | None = None
) -> InboxState:
    """What was asked of us is answered. It becomes the client's turn, unless the eerste gesprek is still to plan."""
    if state.plan_talk:
        return changed(plan_talk(state, happened), client_clock_paused=False)
    return changed(
        state, waiting_on=CLIENT, waiting_for=what, waiting_step=step, waiting_since=happened.at,
        reply_due_at=None, client_due_on=due, client_clock_paused=False, reminded=0, promise_told="", wished_on=None,
    )  # fmt: skip


def plan_talk(state: InboxState, happened: Happened) -> InboxState:
    """Ours until a day is offered. There is no promise of ours beside it: the term of the law is the clock."""
    since = state.waiting_since if state.waiting_for == FIRST_TALK else happened.at
    return changed(
        state, plan_talk=True, waiting_on=US, waiting_for=FIRST_TALK, waiting_step=None, waiting_since=since,
        reply_due_at=None, client_due_on=None, reminded=0, promise_told="", wished_on=None,
    )  # fmt: skip


def nobody(state: InboxState) -> InboxState:
    """Nobody has to do anything."""
    return changed(
        state, waiting_on=NOBODY, waiting_for="", waiting_step=None, waiting_since=None, reply_due_at=None,
        client_due_on=None, reminded=0, promise_told="", wished_on=None,
    )  # fmt: skip
