"""Which suggestions of staff to ask somebody stand open: no message, no mail, and the client decides."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.events import AskingSuggested
from schuldhulp.dossier.queries import events_of


class Suggestion(NamedTuple):
    """The last that happened with a suggestion; `stands` until the client laid it aside or asked somebody."""

    at: datetime
    stands: bool


def suggestions_of(session: Session, actor: Actor, dossier_id: UUID) -> dict[str, Suggestion]:
    """Of each role that was ever suggested (supporter, partner) how it stands now."""
    kinds = ("AskingSuggested", "SupportInvited", "SharingChanged")
    found: dict[str, Suggestion] = {}
    for told in reversed(events_of(session, actor, dossier_id, kinds=kinds, newest_first=True)):
        event = told.event
        if isinstance(event, AskingSuggested):
            found[event.as_role] = Suggestion(told.at, not event.laid_aside)
            continue
        as_role = getattr(event, "as_role", "partner")
        if as_role in found:
            found[as_role] = Suggestion(found[as_role].at, stands=False)
    return found


def standing(session: Session, actor: Actor, dossier_id: UUID) -> frozenset[str]:
    """The roles that are suggested to the client now."""
    found = suggestions_of(session, actor, dossier_id)
    return frozenset(as_role for as_role, suggestion in found.items() if suggestion.stands)
