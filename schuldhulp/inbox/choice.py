"""What somebody last looked at in the inbox: kept with their sign-in, so that it opens the same way again."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import LoginSession
from schuldhulp.unit_of_work import open_write


def remembered_view(session: Session, actor: Actor) -> str:
    """The last choice of this person here, of any of their sessions; empty when there is none."""
    query = (
        select(LoginSession.inbox_view)
        .where(LoginSession.person_id == actor.person_id, LoginSession.municipality_id == actor.municipality_id)
        .where(LoginSession.inbox_view.is_not(None))
        .order_by(LoginSession.seen_at.desc())
        .limit(1)
    )
    return session.scalar(query) or ""


def remember_view(session: Session, actor: Actor, token_hash: bytes, view: str) -> None:
    """Keep a choice in the session's own row: a mark, not an act."""
    open_write(session, actor.municipality_id)
    session.execute(
        update(LoginSession).where(LoginSession.token_hash == token_hash).values(inbox_view=view)
    )
    session.commit()
