"""How work forms move the turn: one that is shared waits for us, one that is asked for waits for the client."""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.dossier import events as e
from schuldhulp.inbox.folding_workbook import homework_moved
from schuldhulp.inbox.state import US, Fold, Happened, InboxState
from schuldhulp.inbox.turns import client_turn, our_turn

_READ = "werkvorm"


def _shared(event: e.WorkFormShared, state: InboxState, happened: Happened) -> InboxState:
    return our_turn(state, happened, _READ, event.reply_due_at)


def _taken_back(event: e.WorkFormTakenBack, state: InboxState, happened: Happened) -> InboxState:
    """Nothing is left to read; another thing that waits for us stays."""
    if state.waiting_on == US and state.waiting_for == _READ:
        return client_turn(state, happened, None)
    return state


def _assigned(event: e.WorkFormAssigned, state: InboxState, happened: Happened) -> InboxState:
    if state.waiting_on == US and state.waiting_for not in ("stap", "lukt_niet", _READ):
        return state
    return client_turn(state, happened, event.due_on, "huiswerk")


def _ended(event: e.WorkFormEnded, state: InboxState, happened: Happened) -> InboxState:
    """What was asked for is done, or does not fit: both deserve an answer."""
    if happened.by_client and event.reply_due_at:
        return our_turn(state, happened, _READ, event.reply_due_at)
    return state


FOLDS: Mapping[type[e.DossierEvent], Fold] = MappingProxyType(
    {
        e.WorkFormShared: _shared,
        e.WorkFormTakenBack: _taken_back,
        e.WorkFormAssigned: _assigned,
        e.WorkFormMoved: homework_moved,
        e.WorkFormEnded: _ended,
    }
)
