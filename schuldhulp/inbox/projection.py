"""Who is next in a dossier: one pure fold of its events. What the inbox shows is this value, stored.

Each family of events says in its own module how it moves the turn.
"""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.dossier import events as e
from schuldhulp.inbox import folding_course, folding_speaking, folding_workbook, folding_workforms
from schuldhulp.inbox.state import Fold, Happened, InboxState, changed

_FOLDS: Mapping[type[e.DossierEvent], Fold] = MappingProxyType(
    {**folding_course.FOLDS, **folding_workbook.FOLDS, **folding_workforms.FOLDS, **folding_speaking.FOLDS}
)


def fold(state: InboxState, happened: Happened) -> InboxState:
    """Take one event into the state."""
    state = _FOLDS.get(type(happened.event), _as_it_was)(happened.event, state, happened)
    if isinstance(happened.event, e.PointKept):
        return changed(state, last_event_seq=happened.seq)  # a list of one's own: nobody spoke with anybody
    if happened.by_client:
        return changed(state, last_client_at=happened.at, last_event_seq=happened.seq)
    if happened.by_staff and not _behind_the_scenes(happened.event):
        return changed(state, last_staff_at=happened.at, last_event_seq=happened.seq)
    return changed(state, last_event_seq=happened.seq)


def _behind_the_scenes(event: e.DossierEvent) -> bool:
    """Dividing the work and what the program then says: staff did it, but nobody spoke with the client."""
    return isinstance(event, e.DossierAssigned) or (
        isinstance(event, e.MessageSent) and event.author == "system"
    )


def _as_it_was(event: e.DossierEvent, state: InboxState, happened: Happened) -> InboxState:
    return state
