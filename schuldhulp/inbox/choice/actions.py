"""Keeping a choice of the inbox: a mark with the person's sign-in, not an act."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import LoginSession
from schuldhulp.unit_of_work import open_write


def remember_view(session: Session, actor: Actor, view: str) -> None:
    """Keep a choice in all sessions of this person here, so that the inbox opens the same way everywhere."""
    open_write(session, actor.municipality_id)
    session.execute(
        update(LoginSession)
        .where(
            LoginSession.person_id == actor.person_id, LoginSession.municipality_id == actor.municipality_id
        )
        .values(inbox_view=view)
    )
    session.commit()
